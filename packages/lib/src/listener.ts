/**
 * Hears of commits of every process: looks into the outbox for what the look before could not see, on a connection of the
 * pool that it keeps. Not by NOTIFY, under which PostgreSQL lets one commit at a time pass; docs/adr/0011-hearing.md.
 */
import type { Pool, PoolClient, QueryResult } from "pg";

/** From an answer to the next question. In milliseconds, as the other. */
const PAUSE_MS = 100;
/** A connection that does not answer this long is lost, and tried anew after as long. */
const LOST_MS = 400;
/** Events that one answer tells of; of more it says that everything has changed. With the order also what keeps PostgreSQL to the index. */
const MOST = 1_000;

/** Who is told of commits. */
export interface Ears {
  /**
   * The outbox was looked at. "": nothing was committed since. Else what of it is inherited: ids of tenants with commas,
   * `*` for everything, `-` for nothing.
   */
  heard(touched: string): void;
  /** From now on commits are heard of, or no more. */
  turn(on: boolean): void;
}

/** Tells what was committed, and says at once when that can no longer be told. */
export interface Listener {
  close(): void;
}

/**
 * Asks what was committed after a snapshot: what is of transactions that it knew to be running, or did not know yet. Not all
 * since the oldest of them, which may run for hours. As one text without parameters: so it is one trip with a role, too,
 * and needs nothing that a pooler in between would not keep.
 */
function question(snapshot: string | undefined, role: string | undefined): string {
  const since = `'${snapshot}'::pg_snapshot`;
  const ask =
    snapshot === undefined
      ? "select pg_current_snapshot()::text as snapshot, '' as touched"
      : `select pg_current_snapshot()::text as snapshot, coalesce(
           case when count(e.id) > ${MOST} then '*' else string_agg(e.touched, ',') end,
           case when count(e.id) > 0 then '-' else '' end) as touched
         from (
           (select e.id, e.touched from stratum.events e where e.xid >= pg_snapshot_xmax(${since})
            order by e.xid, e.seq limit ${MOST + 1})
           union all
           select e.id, e.touched from pg_snapshot_xip(${since}) x (xid) cross join lateral (
             select e.id, e.touched from stratum.events e where e.xid = x.xid order by e.seq limit ${MOST + 1}) e) e`;
  return role ? `begin read only; set local role ${role}; ${ask}; commit` : ask;
}
type Heard = { snapshot: string; touched: string };
/** Of several statements pg gives a list of results. */
const rowOf = (done: QueryResult<Heard> | QueryResult<Heard>[]): Heard =>
  [done].flat().flatMap(({ rows }) => rows)[0] as Heard;

/**
 * Resolves when it listens, or when the first attempt failed: it then goes on trying.
 * @param role to read as, if not as the pool's.
 */
export async function listen(pool: Pool, role: string | undefined, ears: Ears): Promise<Listener> {
  let client: PoolClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function lose(): void {
    ears.turn(false);
    clearTimeout(timer);
    // Not given back: it is broken.
    client?.release(true);
    client = undefined;
    if (!closed) timer = setTimeout(open, LOST_MS).unref();
  }
  async function open(): Promise<void> {
    let opened: PoolClient | undefined;
    try {
      opened = await pool.connect();
      if (closed) return opened.release();
      const own = opened;
      client = own;
      const gone = () => client === own && lose();
      own.on("error", gone).on("end", gone);
      const { snapshot } = await ask(own, undefined);
      if (client !== own) return;
      ears.turn(true);
      later(own, snapshot);
    } catch {
      if (client === opened) lose();
    }
  }
  /** A connection may be gone without a word: only an answer proves that it is not. */
  async function ask(own: PoolClient, snapshot: string | undefined): Promise<Heard> {
    let answered = false;
    timer = setTimeout(() => {
      // Where the process itself stood still, the answer may lie there, and is read first.
      setImmediate(() => !answered && client === own && lose());
    }, LOST_MS).unref();
    const watch = timer;
    const row = rowOf(await own.query(question(snapshot, role)));
    answered = true;
    clearTimeout(watch);
    return row;
  }
  function later(own: PoolClient, since: string): void {
    timer = setTimeout(async () => {
      try {
        const { snapshot, touched } = await ask(own, since);
        if (client !== own) return;
        ears.heard(touched);
        later(own, snapshot);
      } catch {
        if (client === own) lose();
      }
    }, PAUSE_MS).unref();
  }

  function close(): void {
    closed = true;
    lose();
  }

  await open();
  return { close };
}
