/**
 * Judges races: whatever the order in which the statements of some writers come, their answers and every row of every
 * table are those of one writer after the other, and nobody meets a deadlock.
 */
import { StratumError } from "@stratum-hq/core";
import type { Pool } from "pg";
import { testDatabase } from "./database.ts";
import { type CreatesTenants, plant, type TreeShape } from "./factories.ts";
import { interleave, orders, type SteppedSession, steppedSession } from "./interleave.ts";
import { brokenInvariants } from "./invariants.ts";
import { emptier, teller, told } from "./tables.ts";

const MOST_WRITERS = 3;
/** Orders that are played of one race: of two writers all there are, of three so many. */
const ORDERS = 40;
/** More steps than any writer takes. */
const TO_THE_END = 50;

/** Ids of the tenants of a shape, by slug. */
export type Ids<T extends TreeShape> = {
  [K in keyof Awaited<ReturnType<typeof plant<T>>>]: string;
};

/** Writers that meet on the tenants of a shape. */
export interface Race<Engine, T extends TreeShape, Found> {
  shape: T;
  /** What stands before the race; what it returns, the writers get. */
  before?: (engine: Engine, ids: Ids<T>) => Promise<Found>;
  writers: readonly ((engine: Engine, ids: Ids<T>, found: Found) => Promise<unknown>)[];
  /** What is looked at when all is over, beside the tables. */
  after?: (engine: Engine, ids: Ids<T>) => Promise<unknown>;
}

/** What came of a race in all the orders that were played. */
export interface Judged {
  /** How it ended, writer by writer, `ok` or the code of a refusal: each end once, sorted. */
  ends: string[];
  /** How often a writer stood still until another was done. */
  waits: number;
  /** Orders that were played. */
  played: number;
}

/** Plays a race. @throws an order in which it came to what is allowed in none. */
export type Judge<Engine> = <const T extends TreeShape, Found>(
  race: Race<Engine, T, Found>,
) => Promise<Judged>;

/** What one order came to: everything that can be seen of it, and what is never allowed. */
interface Run {
  whole: string;
  end: string;
  steps: number[];
  waits: number;
  faults: unknown[];
}

/**
 * A judge over the database of this test file.
 * @param open makes an engine on a pool.
 */
export async function arena<Engine extends CreatesTenants>(
  open: (pool: Pool) => Promise<Engine>,
): Promise<{ judge: Judge<Engine>; close(): Promise<void> }> {
  const { pool: owner, app_pool, app_url } = await testDatabase();
  const [empty, tell, planter] = [await emptier(owner), await teller(owner), await open(app_pool)];
  const places: { session: SteppedSession; engine: Engine }[] = [];
  for (let i = 0; i < MOST_WRITERS; i++) {
    const session = await steppedSession(app_url);
    places.push({ session, engine: await open(session.pool) });
  }

  async function play<const T extends TreeShape, Found>(
    { shape, before, writers, after }: Race<Engine, T, Found>,
    order: readonly number[],
  ): Promise<Run> {
    await empty();
    const planted = Object.entries<{ id: string }>(await plant(planter, shape));
    const ids = Object.fromEntries(planted.map(([slug, { id }]) => [slug, id])) as Ids<T>;
    const names = new Map(planted.map(([slug, { id }]) => [id, slug]));
    const found = (await before?.(planter, ids)) as Found;
    const { results, steps, waits } = await interleave(
      owner,
      writers.map((writer, i) => {
        const { session, engine } = places[i] as (typeof places)[number];
        return { session, work: () => writer(engine, ids, found) };
      }),
      order,
    );
    const errors = results.flatMap((r) => (r.status === "rejected" ? [r.reason as unknown] : []));
    const said = results.map((r) => {
      if (r.status === "fulfilled") return told(r.value, names);
      return r.reason instanceof StratumError
        ? told({ ...r.reason.details, code: r.reason.code }, names)
        : "";
    });
    const seen = told(await after?.(planter, ids), names);
    return {
      whole: [...said, ...(await tell(names)), seen].join("\n"),
      end: results.map((r) => (r.status === "fulfilled" ? "ok" : String(r.reason.code))).join(", "),
      steps,
      waits,
      faults: [
        ...errors.filter((error) => !(error instanceof StratumError && error.status < 500)),
        // Retried inside, and still a wait of a second: statements are to take their locks in one order.
        ...places.flatMap(({ session }) => session.refused.filter((code) => DEADLOCKS.includes(code))),
        ...(await brokenInvariants(owner)),
      ],
    };
  }

  async function judge<const T extends TreeShape, Found>(race: Race<Engine, T, Found>): Promise<Judged> {
    const writers = race.writers.map((_, i) => i);
    const alone: Run[] = [];
    for (const order of orders(writers.map(() => 1)))
      alone.push(
        await play(
          race,
          order.flatMap((i) => Array<number>(TO_THE_END).fill(i)),
        ),
      );
    const most = writers.map((i) => Math.max(...alone.map(({ steps }) => steps[i] ?? 0)));
    const played = some(orders(most), ORDERS);
    const judged = { ends: new Set<string>(), waits: 0 };
    for (const order of played) {
      const run = await play(race, order);
      const allowed = alone.some(({ whole }) => whole === run.whole);
      if (run.faults.length > 0 || !allowed) throw new Error(explain(order, run, alone));
      judged.ends.add(run.end);
      judged.waits += run.waits;
    }
    return { ends: [...judged.ends].sort(), waits: judged.waits, played: played.length };
  }
  return { judge, close: async () => void (await Promise.all(places.map((p) => p.session.pool.end()))) };
}

const DEADLOCKS = ["40P01", "40001"];

/** So many of a list, strewn over it evenly; all if there are not more. */
function some<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length <= count) return list;
  const golden = (Math.sqrt(5) - 1) / 2;
  const places = Array.from({ length: count }, (_, i) => Math.floor(((i * golden) % 1) * list.length));
  return [...new Set(places)].map((place) => list[place] as T);
}

/** In which order, and what is there that is not in the likest order of whole writers. */
function explain(order: readonly number[], run: Run, alone: readonly Run[]): string {
  const differences = alone.map(({ whole, end }) => {
    const [got, expected] = [run.whole.split("\n"), whole.split("\n")];
    const more = got.filter((line) => !expected.includes(line)).map((line) => `    + ${line}`);
    const less = expected.filter((line) => !got.includes(line)).map((line) => `    - ${line}`);
    return [`  beside (${end}):`, ...more, ...less];
  });
  const least = differences.sort((a, b) => a.length - b.length)[0] ?? [];
  const faults = run.faults.map((fault) => `  fault: ${String(fault)}`);
  return [`In the order ${order.join("")} it ends with (${run.end}):`, ...faults, ...least].join("\n");
}
