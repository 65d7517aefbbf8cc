import type { UsageRecord, UsageTotal } from "@stratum-hq/core";
import { empty, raw, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import type { Caller, Placed } from "../caller.ts";
import { below } from "../tenants/index.ts";

export interface NewRecord {
  id: string;
  tenant_id: string;
  metric: string;
  quantity: number;
  /** null: now. */
  occurred_at: string | null;
  idempotency_key: string | null;
}
/** What a write did: the record, ours or an earlier one under the same key; null where it would lie in the future. */
export interface Written {
  tenant: (Placed & { status: string }) | null;
  record: UsageRecord | null;
}

const columns = sql`u.id, u.tenant_id, u.metric, u.quantity::float8 as quantity, u.occurred_at, u.idempotency_key, u.created_at`;
const now = sql`date_trunc('milliseconds', statement_timestamp())`;

/**
 * Adds a record to an active tenant's ledger, once for each key. One that meets another of the same key which is just
 * being written waits for it, but does not see it: then there is no record, and it is to be run again.
 */
export async function insertRecord(tx: Transaction, { context }: Caller, r: NewRecord): Promise<Written> {
  const rows = await tx.query<UsageRecord & { tenant: Written["tenant"] }>(sql`
    with t as materialized (select id, ancestry_path, status from stratum.tenants where id = ${r.tenant_id}::uuid),
    known as materialized (
      select u.* from stratum.usage_records u
      where u.tenant_id = ${r.tenant_id}::uuid and u.metric = ${r.metric}::text and u.idempotency_key = ${r.idempotency_key}::text),
    made as (
      insert into stratum.usage_records
        (id, tenant_id, metric, quantity, occurred_at, idempotency_key, actor_type, actor_id, request_id)
      select ${r.id}::uuid, t.id, ${r.metric}::text, ${String(r.quantity)}::numeric,
        coalesce(${r.occurred_at}::timestamptz, ${now}), ${r.idempotency_key}::text,
        ${context.actor_type ?? "system"}::text, ${context.actor_id ?? "system"}::text, ${context.request_id ?? null}::text
      from t
      where t.status = 'active' and coalesce(${r.occurred_at}::timestamptz, ${now}) <= ${now} + interval '5 minutes'
        and not exists (select from known)
      on conflict (tenant_id, metric, idempotency_key) where idempotency_key is not null do nothing
      returning *)
    select json_build_object('id', t.id, 'ancestry_path', t.ancestry_path, 'status', t.status) as tenant, ${columns}
    from t left join (select * from made union all select * from known) u on true`);
  const [row] = rows;
  if (!row) return { tenant: null, record: null };
  const { tenant, ...record } = row;
  return { tenant, record: record.id === null ? null : record };
}

export interface Question {
  tenant_id: string;
  metric?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  by: "metric" | "child" | "day";
  after: readonly [metric: string, part: string] | null;
  limit: number;
}
/** A total with what the next page needs. */
export type Part = UsageTotal & { part: string };

/** What a record `u` of the tenant `t` counts for, as a text to sort by. The child of `top` is the next id on the way. */
const PARTS: Record<Question["by"], Sql> = {
  metric: sql`''`,
  day: sql`to_char(u.occurred_at at time zone 'UTC', 'YYYY-MM-DD')`,
  child: raw(`case when t.id = top.id then top.id::text
    else split_part(ltrim(t.ancestry_path, '/') || '/' || t.id, '/', top.depth + 2) end`),
};

/** Totals of a subtree, by metric and part. */
export const sumUsage = (db: Transaction, q: Question): Promise<Part[]> =>
  db.query<Part>(sql`
    with top as materialized (select id, ancestry_path, depth from stratum.tenants where id = ${q.tenant_id}::uuid),
    totals as (
      select u.metric, ${PARTS[q.by]} as part, sum(u.quantity)::float8 as quantity, count(*)::int as records
      from top join stratum.tenants t on t.id = top.id or ${below("t", "top")}
      join stratum.usage_records u on u.tenant_id = t.id
      where true ${q.metric === undefined ? empty : sql`and u.metric = ${q.metric}::text`}
        ${q.from === undefined ? empty : sql`and u.occurred_at >= ${q.from}::timestamptz`}
        ${q.to === undefined ? empty : sql`and u.occurred_at < ${q.to}::timestamptz`}
      group by 1, 2)
    select s.metric, s.part, s.quantity, s.records, t.id as tenant_id, t.name as tenant_name,
      ${q.by === "day" ? sql`s.part` : sql`null::text`} as day
    from totals s
    join stratum.tenants t on t.id = ${q.by === "child" ? sql`s.part::uuid` : sql`${q.tenant_id}::uuid`}
    ${q.after ? sql`where (s.metric collate "C", s.part collate "C") > (${q.after[0]}::text, ${q.after[1]}::text)` : empty}
    order by s.metric collate "C", s.part collate "C" limit ${q.limit + 1}::int`);
