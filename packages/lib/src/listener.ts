/** Hears of commits of every process, on a connection of the pool that it keeps. */
import type { Pool, PoolClient } from "pg";

/** A connection that does not answer this long is lost, and tried anew after as long. In milliseconds. */
const BEAT_MS = 400;

/** Who is told of commits. */
export interface Ears {
  /** Something was committed. What of it is inherited: ids of tenants with commas, or `*` for everything. */
  invalidate(touched: string): void;
  /** From now on commits are heard of, or no more. */
  turn(on: boolean): void;
}

/** Tells what was committed, and says at once when that can no longer be told. */
export interface Listener {
  close(): void;
}

/** Resolves when it listens, or when the first attempt failed: it then goes on trying. */
export async function listen(pool: Pool, ears: Ears): Promise<Listener> {
  let client: PoolClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function lose(): void {
    ears.turn(false);
    clearTimeout(timer);
    client?.removeAllListeners("notification");
    // Not given back: it still listens, or is broken.
    client?.release(true);
    client = undefined;
    if (!closed) timer = setTimeout(open, BEAT_MS).unref();
  }
  async function open(): Promise<void> {
    let opened: PoolClient | undefined;
    try {
      opened = await pool.connect();
      if (closed) return opened.release();
      client = opened;
      const gone = () => client === opened && lose();
      opened.on("error", gone).on("end", gone);
      opened.on("notification", ({ payload }) => ears.invalidate(payload ?? ""));
      await opened.query("listen stratum_events");
      if (client !== opened) return;
      if (!(await isDirect(opened))) return close();
      ears.turn(true);
      beat(opened);
    } catch {
      if (client === opened) lose();
    }
  }
  /** A connection may be gone without a word: only an answer proves that it is not. */
  function beat(beating: PoolClient): void {
    let answered = false;
    beating.query("select 1").then(
      () => {
        answered = true;
      },
      () => client === beating && lose(),
    );
    timer = setTimeout(() => {
      if (client !== beating) return;
      if (answered) beat(beating);
      else lose();
    }, BEAT_MS).unref();
  }

  function close(): void {
    closed = true;
    lose();
  }

  await open();
  return { close };
}

/**
 * Is this PostgreSQL itself? A pooler in between gives connections numbers of its own; it may pass statements to one
 * session and then another, and drop what a session hears meanwhile without a word.
 */
async function isDirect(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid === (client as PoolClient & { processID: number | null }).processID;
}
