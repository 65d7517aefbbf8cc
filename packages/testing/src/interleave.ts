/**
 * Races, statement by statement. Sessions stop before each statement of a transaction and go on when they are told, so
 * that a test plays every order in which their statements can come.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** A pool of one connection that stops before each statement but begin and rollback. */
export interface SteppedSession {
  pool: pg.Pool;
  /** Lets statements pass (false, at first), or stops before them. */
  stops: boolean;
  /** Lets the statement go that stands before its gate; absent while there is none. */
  go?: (() => void) | undefined;
  pid: number;
  /** Codes of what PostgreSQL refused. */
  refused: string[];
}

/** Opens a session. Its pool is the caller's to end. */
export async function steppedSession(connectionString: string): Promise<SteppedSession> {
  const pool = new pg.Pool({ connectionString, max: 1, idleTimeoutMillis: 0 });
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const session: SteppedSession = { pool, pid: rows[0]?.pid ?? 0, stops: false, refused: [] };
  const send = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
  const gate = async (statement: unknown): Promise<void> => {
    if (session.stops && !/^(begin|rollback)/.test(String(statement)))
      await new Promise<void>((go) => {
        session.go = go;
      });
  };
  const awaited = async (...args: unknown[]): Promise<unknown> => {
    await gate(args[0]);
    return send(...args).catch((error: { code?: string }) => {
      session.refused.push(error.code ?? "none");
      throw error;
    });
  };
  // A single statement on the pool itself comes with a callback.
  const query = (...args: unknown[]): unknown =>
    typeof args.at(-1) === "function" ? void gate(args[0]).then(() => send(...args)) : awaited(...args);
  Object.assign(client, { query });
  client.release();
  return session;
}

/** What came of a race. */
export interface Interleaved {
  results: PromiseSettledResult<unknown>[];
  /** Statements that each session sent. */
  steps: number[];
  /** How often a session stood still because another held what it needed. */
  waits: number;
}

/** A piece of work, and the session on whose pool it runs. */
export interface Piece {
  session: SteppedSession;
  work(): Promise<unknown>;
}

/**
 * Runs pieces of work side by side, statement by statement in the order given: `[0, 0, 1]` lets the first one take two
 * steps and then the second one. Who waits for a lock is passed over; what is left in the end runs in order.
 * @param watch a pool that sees who waits.
 */
export async function interleave(
  watch: pg.Pool,
  pieces: readonly Piece[],
  order: readonly number[],
): Promise<Interleaved> {
  const sessions = pieces.map(({ session }) => session);
  const ended = new Set<SteppedSession>();
  const steps = sessions.map(() => 0);
  let waits = 0;
  const running = (): SteppedSession[] => sessions.filter((s) => !s.go && !ended.has(s));

  /** Until each session stands before a gate, waits for a lock, or has ended. */
  const quiet = async (): Promise<void> => {
    for (;;) {
      const before = running();
      if (before.length === 0) return;
      const { rows } = await watch.query<{ pid: number }>("select pid from pg_locks where not granted");
      const waiting = new Set(rows.map(({ pid }) => pid));
      const after = running();
      if (after.length > 0 && after.every((s) => waiting.has(s.pid) && before.includes(s))) return;
      await sleep(0);
    }
  };
  const step = async (i: number): Promise<boolean> => {
    const session = sessions[i] as SteppedSession;
    const { go } = session;
    if (!go) return false;
    session.go = undefined;
    steps[i] = (steps[i] ?? 0) + 1;
    go();
    await quiet();
    if (running().includes(session)) waits += 1;
    return true;
  };

  for (const session of sessions) Object.assign(session, { stops: true, refused: [] });
  const all = Promise.allSettled(pieces.map(({ session, work }) => work().finally(() => ended.add(session))));
  await quiet();
  for (const i of order) await step(i);
  while (ended.size < sessions.length) {
    let moved = false;
    for (const i of sessions.keys()) while (await step(i)) moved = true;
    // All that are left wait for each other, and PostgreSQL will end that.
    if (!moved) await quiet();
  }
  const results = await all;
  for (const session of sessions) session.stops = false;
  return { results, steps, waits };
}

/** Every order in which so many steps of each session can come: `[2, 1]` gives 001, 010 and 100. */
export function orders(steps: readonly number[]): number[][] {
  if (steps.every((left) => left === 0)) return [[]];
  return steps.flatMap((left, i) =>
    left === 0 ? [] : orders(steps.map((n, j) => (j === i ? n - 1 : n))).map((rest) => [i, ...rest]),
  );
}
