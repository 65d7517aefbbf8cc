import type { AuditEntry, JsonObject } from "@stratum-hq/core";
import { empty, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import type { Caller, Placed } from "../caller.ts";
import { below } from "../tenants/index.ts";
import { record } from "./record.sql.ts";

const columns = sql`a.id, a.tenant_id, a.actor_type, a.actor_id, a.on_behalf_of, a.action, a.resource_type, a.resource_id,
  a.request_id, a.source_ip, a.before, a.after, a.created_at`;

/** Entries of one tenant, or of it and all below. */
const of = (tenant_id: string, subtree: boolean): Sql =>
  subtree
    ? sql`and a.tenant_id in (
        select t.id from stratum.tenants s join stratum.tenants t on t.id = s.id or ${below("t", "s")} where s.id = ${tenant_id}::uuid)`
    : sql`and a.tenant_id = ${tenant_id}::uuid`;
const equal = (column: Sql, value: string | undefined): Sql =>
  value === undefined ? empty : sql`and a.${column} = ${value}::text`;

export interface Filter {
  /** Absent: everything, the platform's own included. */
  tenant?: { id: string; subtree: boolean } | undefined;
  actor_id?: string | undefined;
  action?: string | undefined;
  resource_type?: string | undefined;
  resource_id?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** An entry with what the next page needs: its number, and what the listing's first page could see. */
export type Listed = AuditEntry & { seq: number; seen: string };

/**
 * Entries, newest first. An entry gets its number before it commits, so a later page sees only what the first one
 * could see: what commits meanwhile, whatever its number, is for the next listing.
 */
export const selectEntries = (
  db: Transaction,
  filter: Filter & { after: readonly [seq: number, seen: string] | null; limit: number },
): Promise<Listed[]> =>
  db.query<Listed>(sql`
    select ${columns}, a.seq, ${filter.after ? sql`${filter.after[1]}::text` : sql`pg_current_snapshot()::text`} as seen
    from stratum.audit_log a
    where true ${filter.tenant ? of(filter.tenant.id, filter.tenant.subtree) : empty}
      ${equal(sql`actor_id`, filter.actor_id)} ${equal(sql`action`, filter.action)}
      ${equal(sql`resource_type`, filter.resource_type)} ${equal(sql`resource_id`, filter.resource_id)}
      ${filter.from === undefined ? empty : sql`and a.created_at >= ${filter.from}::timestamptz`}
      ${filter.to === undefined ? empty : sql`and a.created_at < ${filter.to}::timestamptz`}
      ${filter.after ? sql`and a.seq < ${filter.after[0]}::bigint and pg_visible_in_snapshot(a.xid, ${filter.after[1]}::pg_snapshot)` : empty}
    order by a.seq desc limit ${filter.limit + 1}::int`);

/** An entry, if it lies within the caller's view. */
export const selectEntry = async (
  db: Transaction,
  id: string,
  within: string | null,
): Promise<AuditEntry | undefined> =>
  (
    await db.query<AuditEntry>(sql`
      select ${columns} from stratum.audit_log a
      where a.id = ${id}::uuid ${within ? of(within, true) : empty}`)
  )[0];

export interface NewEntry {
  tenant_id: string | null;
  action: string;
  resource_id: string;
  before: JsonObject | null;
  after: JsonObject | null;
}

/** Records an event of an active tenant, or of the platform. */
export async function insertEntry(
  tx: Transaction,
  caller: Caller,
  entry: NewEntry,
): Promise<{ tenant: (Placed & { status: string }) | null; entry: AuditEntry | null }> {
  const json = (value: JsonObject | null): string | null => (value ? JSON.stringify(value) : null);
  const rows = await tx.query<AuditEntry & { tenant: (Placed & { status: string }) | null }>(sql`
    with t as materialized (select id, ancestry_path, status from stratum.tenants where id = ${entry.tenant_id}::uuid),
    a as (${record(
      caller.context,
      entry.action,
      sql`
      select ${entry.tenant_id}::uuid, ${entry.resource_id}::text, ${json(entry.before)}::jsonb, ${json(entry.after)}::jsonb
      where ${entry.tenant_id}::uuid is null or exists (select from t where t.status = 'active')`,
    )} returning *)
    select ${columns}, case when t.id is not null then
      json_build_object('id', t.id, 'ancestry_path', t.ancestry_path, 'status', t.status) end as tenant
    from (select 1) one left join t on true left join a on true`);
  const { tenant = null, ...made } = rows[0] ?? ({ id: null } as never);
  return { tenant, entry: made.id === null ? null : made };
}
