/** Times on a shared machine mean nothing by themselves: everything is measured beside a baseline, turn by turn. */

export interface Row {
  work: string;
  baseline: string;
  /** What is measured over what it is compared with, or the other way round for rates. */
  ratio: number;
  bar: string;
  met: boolean;
  /** Medians of both, for whoever wants to see them: "1.2 ms / 0.9 ms". */
  figures?: string;
}

type Work = () => Promise<unknown>;

/** Both medians, in milliseconds. */
export interface Paired {
  ours: number;
  theirs: number;
  ratio: number;
}

export const median = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds that `work` took. */
export async function time(work: Work): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Medians of two functions, run in turns; the first tenth is warm-up. */
export async function compare(work: Work, baseline: Work, rounds = 400): Promise<Paired> {
  const ours: number[] = [];
  const theirs: number[] = [];
  const warm_up = Math.ceil(rounds * 0.1);
  for (let i = 0; i < rounds + warm_up; i++) {
    // Who goes first changes each turn, so that neither always finds what the other left in the caches.
    const first = i % 2 ? await time(work) : await time(baseline);
    const second = i % 2 ? await time(baseline) : await time(work);
    if (i < warm_up) continue;
    ours.push(i % 2 ? first : second);
    theirs.push(i % 2 ? second : first);
  }
  return paired(median(ours), median(theirs));
}

/** The time of as many calls of both, by so many clients, in turns of `each` calls. */
export async function compareLoad(
  work: Work,
  baseline: Work,
  { clients = 16, each = 40, turns = 9 } = {},
): Promise<Paired> {
  const turn = (one: Work) =>
    time(() =>
      Promise.all(
        Array.from({ length: clients }, async () => {
          for (let i = 0; i < each; i++) await one();
        }),
      ),
    );
  const ours: number[] = [];
  const theirs: number[] = [];
  await turn(work);
  await turn(baseline);
  for (let i = 0; i < turns; i++) {
    ours.push(await turn(work));
    theirs.push(await turn(baseline));
  }
  return paired(median(ours) / (clients * each), median(theirs) / (clients * each));
}

const paired = (ours: number, theirs: number): Paired => ({ ours, theirs, ratio: ours / theirs });

/** A row whose bar is "at most so many times the baseline's time". */
export const atMost = (
  bar: number,
  work: string,
  baseline: string,
  { ours, theirs, ratio }: Paired,
): Row => ({
  work,
  baseline,
  ratio,
  bar: `≤ ${bar} ×`,
  met: ratio <= bar,
  figures: `${ms(ours)} / ${ms(theirs)}`,
});

/** A row whose bar is "at least this part of the baseline's rate". */
export const atLeast = (bar: number, work: string, baseline: string, { ours, theirs }: Paired): Row => ({
  work,
  baseline,
  ratio: theirs / ours,
  bar: `≥ ${bar} of its rate`,
  met: theirs / ours >= bar,
  figures: `${ms(ours)} / ${ms(theirs)}`,
});

/** Milliseconds for people, with three digits that count. */
export const ms = (value: number): string => `${Number(value.toPrecision(3))} ms`;

/** Prints the table and says whether all bars are met. */
export function print(rows: readonly Row[]): boolean {
  console.table(
    rows.map(({ ratio, met, ...row }) => ({ ...row, ratio: ratio.toFixed(2), met: met ? "yes" : "NO" })),
  );
  return rows.every((row) => row.met);
}
