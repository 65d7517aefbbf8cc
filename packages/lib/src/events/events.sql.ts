import { sql, type Transaction } from "@stratum-hq/db-adapters";

/** A place in the outbox: after all with a smaller pair. Transactions count by the 64 bits of their number. */
export type Position = readonly [xid: number, seq: number];

/** An event as it stands in the outbox. */
export interface Row {
  xid: number;
  seq: number;
  id: string;
  tenant_id: string | null;
  ancestry_path: string | null;
  former_parent_id: string | null;
  /** Where the former parent stands now; null if there is none, or it is gone. */
  former_path: string | null;
  type: string;
  resource_type: string;
  resource_id: string;
  occurred_at: string;
}

/** How far the outbox can be read: all transactions before `horizon` have ended. */
export interface Horizon {
  horizon: Position;
  /** Seconds, by the clock of the database. */
  now: number;
}
/** A page of the outbox. */
export interface Batch extends Horizon {
  rows: Row[];
  /** Are there events that wait for an older transaction to end? */
  waiting: boolean;
  /** Number of the last event that may have ended a credential, read or waiting; 0 if there is none. */
  doubted: number;
}

const clock = sql`extract(epoch from now())::bigint as now`;
/** May the event `e` have ended a credential? */
const doubtful = sql`(e.resource_type = 'access' or e.type in (
  'tenants.suspended', 'tenants.archived', 'tenants.moved', 'tenants.purged'))`;
/** Waiting events that are looked at; a transaction that runs for hours may hold up any number. */
const LOOKED_AT = 200;

export async function selectHorizon(db: Transaction): Promise<Horizon> {
  const [row] = await db.query<{ xmin: number; now: number }>(
    sql`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xmin, ${clock}`,
  );
  const { xmin, now } = row as { xmin: number; now: number };
  return { horizon: [xmin, 0], now };
}

/**
 * The events after a position, in the order of the outbox, but none of a transaction that began after one which still
 * runs: that one may yet commit events that come before.
 */
export async function selectEvents(db: Transaction, [xid, seq]: Position, limit: number): Promise<Batch> {
  type Read = Row & { horizon: number; now: number; waiting: boolean; doubted: number };
  const rows = await db.query<Read>(sql`
    with s as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as xmin),
    ahead as materialized (
      select e.seq, ${doubtful} as doubtful from stratum.events e
      where e.xid >= (select xmin from s) order by e.xid desc, e.seq desc limit ${LOOKED_AT}::int),
    page as materialized (
      select e.*, p.ancestry_path as former_path, ${doubtful} as doubtful
      from stratum.events e left join stratum.tenants p on p.id = e.former_parent_id
      where (e.xid, e.seq) > (${String(xid)}::xid8, ${seq}::bigint) and e.xid < (select xmin from s)
      order by e.xid, e.seq limit ${limit}::int)
    select s.xmin::text::bigint as horizon, ${clock}, exists (select from ahead) as waiting,
      coalesce((select max(d.seq) from (
        select seq from ahead where doubtful union all select seq from page where doubtful) d), 0) as doubted,
      e.xid::text::bigint as xid, e.seq, e.id, e.tenant_id, e.ancestry_path, e.former_parent_id, e.former_path,
      e.type, e.resource_type, e.resource_id, e.occurred_at
    from s left join page e on true order by e.xid, e.seq`);
  const [{ horizon, now, waiting, doubted }] = rows as [Read];
  const found = rows.flatMap(({ horizon: _1, now: _2, waiting: _3, doubted: _4, ...row }) =>
    row.id === null ? [] : [row],
  );
  return { rows: found, horizon: [horizon, 0], now, waiting, doubted };
}

/** Where these tenants stand now; those that are gone are left out. */
export const selectPlaces = (
  db: Transaction,
  ids: readonly string[],
): Promise<{ id: string; ancestry_path: string }[]> =>
  db.query(sql`select id, ancestry_path from stratum.tenants where id = any(${ids}::uuid[])`);

/**
 * Deletes of the oldest events those whose days are over, but none that still waits for its link in the audit chain, or
 * to be sent to webhooks. @returns how many.
 */
export async function deleteOld(db: Transaction, days: number, limit: number): Promise<number> {
  const rows = await db.query<{ gone: number }>(sql`
    with oldest as materialized (
      select id, xid, seq, occurred_at from stratum.events order by xid, seq limit ${limit}::int),
    gone as (
      delete from stratum.events e using oldest o
      where e.id = o.id and o.occurred_at < now() - make_interval(days => ${days}::int)
        and (o.xid, o.seq) <= (select s.xid, s.seq from stratum.audit_sealed s)
        and (not exists (select from stratum.webhooks)
          or (o.xid, o.seq) <= (select p.xid, p.seq from stratum.webhook_position p))
      returning e.id)
    select count(*)::int as gone from gone`);
  return rows[0]?.gone ?? 0;
}
