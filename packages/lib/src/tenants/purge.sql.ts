import type { PurgeCertificate, Tenant } from "@stratum-hq/core";
import { raw, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller } from "../caller.ts";
import { asJson, belowOnly, seenFrom } from "./tenants.sql.ts";

/** Tables with rows of a tenant. Their foreign keys delete with it; a test compares the list with the catalog. */
const TABLES = [
  "abac_policies",
  "api_keys",
  "audit_heads",
  "audit_links",
  "audit_log",
  "config_definitions",
  "config_entries",
  "config_history",
  "consent_events",
  "idempotency_keys",
  "permissions",
  "role_principals",
  "roles",
  "tenant_keys",
  "usage_records",
  "webhooks",
] as const;
const counts: Sql = raw(
  TABLES.map(
    (table) =>
      `'${table}', nullif((select count(*) from doomed d join stratum.${table} r on r.tenant_id = d.id), 0)`,
  ).join(", "),
);
/** Jobs refer to nothing, as the one that purges outlives its tenant. The others go as well. */
const idle = raw("j.tenant_id = d.id and j.status <> 'running'");

/** The facts of a purge; `certificate` is null if it was refused. */
interface Purged {
  self: Tenant | null;
  /** Of any status. */
  children: number;
  certificate: PurgeCertificate | null;
}

/**
 * Waits for whoever writes to what will be deleted, and keeps off who comes: each row that refers to a tenant locks it.
 * Comes before the purge itself, since the counts of the certificate are those of a snapshot after it.
 */
export const fence = (id: string, cascade: boolean): Sql =>
  sql`stratum.fence_tenants(${id}::uuid, ${cascade}::boolean)`;

/**
 * Deletes a tenant, with `cascade` all below, and closes its place. The entry that remains is filed under the parent,
 * since the tenant's own go with it.
 */
export async function purgeRows(
  tx: Transaction,
  caller: Caller,
  id: string,
  cascade: boolean,
  held: readonly string[],
): Promise<Purged> {
  const rows = await tx.query<Purged>(sql`
    with self as materialized (
      select t.*, (select count(*) from stratum.tenants c where c.parent_id = t.id) as children
      from stratum.tenants t where t.id = ${id}::uuid),
    go as materialized (
      select s.* from self s where stratum.root_of(s.ancestry_path, s.id) = any(${held}::text[])
        and (${cascade}::boolean or s.children = 0) and ${seenFrom(caller.within, "s")}),
    doomed as materialized (
      select g.id from go g union all select t.id from stratum.tenants t where ${belowOnly("t", "go")}),
    told as materialized (
      select g.id, g.parent_id, g.status, g.sort_order, (select count(*) from doomed) as tenants,
        jsonb_strip_nulls(jsonb_build_object(${counts}, 'jobs', nullif((
          select count(*) from doomed d join stratum.jobs j on ${idle}), 0))) as rows
      from go g),
    gone as (delete from stratum.tenants t using doomed d where t.id = d.id),
    jobs_gone as (delete from stratum.jobs j using doomed d where ${idle}),
    closed as (
      update stratum.tenants s set sort_order = s.sort_order - 1
      from go where s.parent_id = go.parent_id and s.sort_order > go.sort_order),
    closed_roots as (
      update stratum.tenants s set sort_order = s.sort_order - 1
      from go where go.parent_id is null and s.parent_id is null and s.sort_order > go.sort_order),
    audited as (${record(
      caller.context,
      "tenants.purged",
      sql`
      select t.parent_id, t.id::text,
        jsonb_build_object('parent_id', t.parent_id, 'status', t.status, 'sort_order', t.sort_order),
        jsonb_build_object('tenants', t.tenants, 'rows', t.rows) from told t`,
    )} returning id, created_at)
    select ${asJson("s")} as self, s.children, case when t.id is not null then json_build_object(
      'id', a.id, 'tenant_id', t.id, 'parent_id', t.parent_id, 'tenants', t.tenants, 'rows', t.rows,
      'purged_at', to_char(a.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as certificate
    from self s left join told t on true left join audited a on true`);
  return rows[0] ?? { self: null, children: 0, certificate: null };
}
