/** Times on a shared machine mean nothing by themselves: everything is measured beside a baseline, turn by turn. */

export interface Row {
  work: string;
  baseline: string;
  /** What is measured over what it is compared with, or the other way round for rates. */
  ratio: number;
  bar: string;
  met: boolean;
}

const median = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function time(fn: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await fn();
  return Number(process.hrtime.bigint() - start);
}

/** Ratio of the medians of two functions, run in turns; the first tenth is warm-up. */
export async function compare(
  fn: () => Promise<unknown>,
  baseline: () => Promise<unknown>,
  rounds = 400,
): Promise<number> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < rounds * 1.1; i++) {
    const [a, b] = i % 2 ? [await time(fn), await time(baseline)] : await inverse(fn, baseline);
    if (i >= rounds * 0.1) {
      ours.push(a);
      theirs.push(b);
    }
  }
  return median(ours) / median(theirs);
}

async function inverse(
  fn: () => Promise<unknown>,
  baseline: () => Promise<unknown>,
): Promise<[number, number]> {
  const b = await time(baseline);
  return [await time(fn), b];
}

/** Rate of `fn` over the rate of `baseline`, each with so many clients, in turns of `each` calls. */
export async function compareRates(
  fn: () => Promise<unknown>,
  baseline: () => Promise<unknown>,
  clients = 16,
  each = 40,
  turns = 9,
): Promise<number> {
  const turn = (work: () => Promise<unknown>) =>
    time(() =>
      Promise.all(
        Array.from({ length: clients }, async () => {
          for (let i = 0; i < each; i++) await work();
        }),
      ),
    );
  const ours: number[] = [];
  const theirs: number[] = [];
  await turn(fn);
  await turn(baseline);
  for (let i = 0; i < turns; i++) {
    ours.push(await turn(fn));
    theirs.push(await turn(baseline));
  }
  return median(theirs) / median(ours);
}

/** Prints the table and says whether all bars are met. */
export function print(rows: readonly Row[]): boolean {
  console.table(
    rows.map(({ ratio, met, ...row }) => ({ ...row, ratio: ratio.toFixed(2), met: met ? "yes" : "NO" })),
  );
  return rows.every((row) => row.met);
}
