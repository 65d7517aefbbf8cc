import type { Json, ResolvedConfigEntry, Tenant } from "@stratum-hq/core";
import { sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller } from "../caller.ts";
import { below } from "../tenants/index.ts";

/** The tenant of a read or write, as far as the rules need it. */
export type Subject = Pick<Tenant, "id" | "name" | "status" | "ancestry_path">;
const subject = sql`(
  select json_build_object('id', s.id, 'name', s.name, 'status', s.status, 'ancestry_path', s.ancestry_path) from self s)`;

/**
 * Effective entries of a chain: the highest locked one wins, else the nearest. One statement, one row: the tenant and
 * its entries by key.
 */
export async function selectResolved(
  db: Transaction,
  id: string,
): Promise<{ tenant: Subject; entries: Record<string, ResolvedConfigEntry> } | undefined> {
  const rows = await db.query<{ tenant: Subject | null; entries: Record<string, ResolvedConfigEntry> }>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid),
    effective as (
      select distinct on (e.key) e.key, e.value, e.tenant_id, e.locked, e.version
      from self, unnest(stratum.chain(self.ancestry_path, self.id)) with ordinality as c (id, place)
      join stratum.config_entries e on e.tenant_id = c.id
      order by e.key, e.locked desc, case when e.locked then c.place else -c.place end)
    select ${subject} as tenant, coalesce((
      select json_object_agg(w.key, json_build_object(
        'value', w.value, 'source_tenant_id', w.tenant_id, 'source_name', a.name, 'inherited', w.tenant_id <> ${id}::uuid,
        'locked', w.locked, 'locked_by', case when w.locked then w.tenant_id end,
        'shadowed', case when own.key is not null and w.tenant_id <> ${id}::uuid then
          json_build_object('value', own.value, 'locked', own.locked, 'version', own.version) end,
        'version', w.version, 'own_version', own.version) order by w.key)
      from effective w join stratum.tenants a on a.id = w.tenant_id
      left join stratum.config_entries own on own.tenant_id = ${id}::uuid and own.key = w.key), '{}') as entries`);
  const row = rows[0];
  return row?.tenant ? { tenant: row.tenant, entries: row.entries } : undefined;
}

/** One change of an entry. `value` absent keeps the value, `locked` absent keeps the lock. */
export interface Change {
  key: string;
  value?: Json | undefined;
  locked?: boolean | undefined;
  expected_version?: number | undefined;
  delete?: true | undefined;
}

/**
 * Locks the keys to be written, in key order. Writes of one entry queue up; a change of a lock also waits for every
 * write of that key in the tree, so that what it reports as hidden is complete.
 */
export const lockKeys = (tx: Transaction, id: string, changes: readonly Change[]): Promise<unknown> =>
  tx.query(sql`
    with wanted as materialized (
      select 0 as step, stratum.lock_key('config', stratum.root_of(t.ancestry_path, t.id) || k.key) as lock, k.alone
      from stratum.tenants t, unnest(${changes.map((c) => c.key)}::text[],
        ${changes.map((c) => c.locked !== undefined || c.value === undefined)}::boolean[]) as k (key, alone)
      where t.id = ${id}::uuid
      union all
      select 1, stratum.lock_key('entry', ${id}::text || k), true from unnest(${changes.map((c) => c.key)}::text[]) k
      order by 1, 2)
    select case when alone then pg_advisory_xact_lock(lock) else pg_advisory_xact_lock_shared(lock) end from wanted`);

/** What became of one change, with the facts by which a rule explains a refusal. */
export interface Outcome {
  tenant: Subject | null;
  key: string;
  locked_by: string | null;
  locked_by_name: string | null;
  own: { value: Json; locked: boolean; version: number } | null;
  written: { value: Json; locked: boolean; version: number } | null;
  deleted: boolean;
  /** Entries below that no other lock hides. */
  exposed: string[];
}

/**
 * Writes and deletes entries where the rules allow it: no lock above, an active tenant, the expected version.
 * Returns an outcome per change, in order; a refused one is neither `written` nor `deleted`.
 */
export const writeEntries = (
  tx: Transaction,
  caller: Caller,
  id: string,
  changes: readonly Change[],
): Promise<Outcome[]> =>
  tx.query<Outcome>(sql`
    with input as materialized (
      select o as idx, e->>'key' as key, e->'value' as value, (e->>'locked')::boolean as locked,
        (e->>'expected_version')::int as expected, coalesce((e->>'delete')::boolean, false) as del
      from jsonb_array_elements(${JSON.stringify(changes)}::jsonb) with ordinality as x (e, o)),
    self as materialized (select * from stratum.tenants where id = ${id}::uuid),
    above as materialized (
      select distinct on (e.key) e.key, e.tenant_id
      from self, unnest(stratum.chain(self.ancestry_path, self.id)) with ordinality as c (id, place)
      join stratum.config_entries e on e.tenant_id = c.id and e.locked
      where c.id <> self.id and e.key in (select key from input)
      order by e.key, c.place),
    own as materialized (
      select e.* from stratum.config_entries e where e.tenant_id = ${id}::uuid and e.key in (select key from input)),
    allowed as materialized (
      select i.*, o.value as old_value, o.locked as old_locked, o.version as old_version
      from input i join self s on s.status = 'active' left join own o on o.key = i.key
      where not exists (select from above a where a.key = i.key)
        and (i.expected is null or i.expected = coalesce(o.version, 0))
        and (o.key is not null or (i.value is not null and not i.del))),
    written as (
      insert into stratum.config_entries (tenant_id, key, value, locked, updated_by)
      select ${id}::uuid, a.key, coalesce(a.value, a.old_value), coalesce(a.locked, a.old_locked, false), ${caller.context.actor_id ?? "system"}::text
      from allowed a where not a.del
      on conflict (tenant_id, key) do update set value = excluded.value, locked = excluded.locked,
        version = config_entries.version + 1, updated_by = excluded.updated_by, updated_at = now()
      returning *),
    deleted as (
      delete from stratum.config_entries e using allowed a
      where a.del and e.tenant_id = ${id}::uuid and e.key = a.key returning e.key),
    audited_writes as (${record(
      caller.context,
      "config.set",
      sql`
      select ${id}::uuid, w.key, case when o.key is not null then jsonb_build_object('value', o.value, 'locked', o.locked, 'version', o.version) end,
        jsonb_build_object('value', w.value, 'locked', w.locked, 'version', w.version)
      from written w left join own o on o.key = w.key`,
    )}),
    audited_deletes as (${record(
      caller.context,
      "config.deleted",
      sql`
      select ${id}::uuid, o.key, jsonb_build_object('value', o.value, 'locked', o.locked, 'version', o.version), null::jsonb
      from own o join deleted d on d.key = o.key`,
    )})
    select ${subject} as tenant, i.key, a.tenant_id as locked_by, n.name as locked_by_name,
      case when o.key is not null then json_build_object('value', o.value, 'locked', o.locked, 'version', o.version) end as own,
      case when w.key is not null then json_build_object('value', w.value, 'locked', w.locked, 'version', w.version) end as written,
      d.key is not null as deleted,
      case when coalesce(o.locked, false) <> coalesce(w.locked, case when d.key is null then o.locked end, false) then coalesce((
        select json_agg(b.id order by b.depth, b.id) from self s
        join stratum.tenants b on ${below("b", "s")}
        join stratum.config_entries e on e.tenant_id = b.id and e.key = i.key
        where not exists (
          select from unnest(stratum.chain(b.ancestry_path, b.id)) with ordinality as m (id, place)
          join stratum.config_entries l on l.tenant_id = m.id and l.key = i.key and l.locked
          join stratum.tenants lt on lt.id = m.id
          where lt.depth > s.depth and lt.id <> b.id)), '[]') else '[]' end as exposed
    from input i left join above a on a.key = i.key left join stratum.tenants n on n.id = a.tenant_id
    left join own o on o.key = i.key left join written w on w.key = i.key left join deleted d on d.key = i.key
    order by i.idx`);
