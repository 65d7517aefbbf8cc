/** Races without sleeps: sessions that wait for each other at a known point. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";

/** A meeting point: each of `parties` callers waits in it until all have come. */
export function barrier(parties: number): () => Promise<void> {
  let missing = parties;
  let open = (): void => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    missing -= 1;
    if (missing === 0) open();
    return all;
  };
}

/** A transaction on a session of its own that keeps what it locked until it is told to end. */
export interface HeldTransaction {
  query(text: string, values?: unknown[]): Promise<unknown>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Opens a transaction, runs a statement in it and holds its locks: `await hold(pool, "select … for update", [id])`. */
export async function hold(pool: Pool, text: string, values: unknown[] = []): Promise<HeldTransaction> {
  const client = await pool.connect();
  const end = async (how: "commit" | "rollback"): Promise<void> => {
    try {
      await client.query(how);
    } finally {
      client.release();
    }
  };
  await client.query("begin");
  await client.query(text, values).catch(async (error: unknown) => {
    await end("rollback");
    throw error;
  });
  return {
    query: (more, moreValues = []) => client.query(more, moreValues),
    commit: () => end("commit"),
    rollback: () => end("rollback"),
  };
}

/**
 * Resolves as soon as `count` sessions of the pool's database wait for a lock: the moment at which the other side of
 * a race may go on.
 * @throws if that does not happen within 10 s.
 */
export async function untilBlocked(pool: Pool, count = 1): Promise<void> {
  const until = Date.now() + 10_000;
  for (;;) {
    const { rows } = await pool.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    const waiting = rows[0]?.waiting ?? 0;
    if (waiting >= count) return;
    if (Date.now() > until) throw new Error(`Within 10 s ${waiting} of ${count} sessions waited for a lock.`);
    await sleep(5);
  }
}
