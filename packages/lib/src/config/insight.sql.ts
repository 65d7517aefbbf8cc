import type { Json } from "@stratum-hq/core";
import { raw, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { below } from "../tenants/index.ts";
import { definition, type Stored, type StoredEntry, type Subject, subject } from "./config.sql.ts";
import type { StoredDefinition } from "./definitions.sql.ts";

/** A tenant of a chain, and what it sets. */
export interface StoredLevel {
  id: string;
  name: string;
  depth: number;
  entry: (StoredEntry & { updated_by: string; updated_at: string }) | null;
}

/** The whole chain of a key, root first, and the definition that counts. */
export const selectLevels = async (
  db: Transaction,
  id: string,
  key: string,
): Promise<{ tenant: Subject | null; levels: StoredLevel[]; definition: StoredDefinition | null }> => {
  const rows = await db.query<{
    tenant: Subject | null;
    levels: StoredLevel[];
    definition: StoredDefinition | null;
  }>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid)
    select ${subject} as tenant, (
      select json_agg(json_build_object('id', t.id, 'name', t.name, 'depth', t.depth,
        'entry', case when e.key is not null then json_build_object('value', e.value, 'sealed', e.sealed, 'locked', e.locked,
          'version', e.version, 'updated_by', e.updated_by, 'updated_at', e.updated_at) end) order by t.depth)
      from self join stratum.tenants t on t.id = any(stratum.chain(self.ancestry_path, self.id))
      left join stratum.config_entries e on e.tenant_id = t.id and e.key = ${key}::text) as levels, (
      select ${definition} from (
        select d.*, d.xmin from self, unnest(stratum.chain(self.ancestry_path, self.id)) with ordinality as c (id, place)
        join stratum.config_definitions d on d.tenant_id = c.id and d.key = ${key}::text
        order by c.place desc limit 1) d) as definition`);
  return rows[0] as (typeof rows)[number];
};

/** A change to weigh. `value` is compared, and so is null for a secret, which differs from everything. */
export interface Draft {
  key: string;
  value?: Json | undefined;
  sensitive?: boolean | undefined;
  locked?: boolean | undefined;
  delete?: true | undefined;
}
/** What one change would do. */
export interface Effect {
  tenant: Subject | null;
  key: string;
  own: boolean;
  locked_by: string | null;
  locked_by_name: string | null;
  changed: number;
  kept: number;
  shadowed: number;
  /** Values as `["clear", value]` or `["sealed", …]`; null: none. */
  examples: {
    tenant_id: string;
    name: string;
    before: [string, Json] | null;
    after: [string, Json] | null;
    /** It is defined as one where the example stands. */
    secret: boolean;
  }[];
}

/** Of some keys those that a tenant keeps as secrets: as defined, or because its own entry is one. */
export const selectSecretKeys = async (
  db: Transaction,
  id: string,
  keys: readonly string[],
): Promise<{ tenant: Subject | null; secret: { key: string; why: "defined" | "kept" }[] }> => {
  const rows = await db.query<{
    tenant: Subject | null;
    secret: { key: string; why: "defined" | "kept" }[];
  }>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid)
    select ${subject} as tenant, coalesce((
      select json_agg(json_build_object('key', i.key, 'why', case when d.sensitive then 'defined' else 'kept' end))
      from self s cross join unnest(${keys}::text[]) as i (key)
      left join stratum.config_entries o on o.tenant_id = s.id and o.key = i.key
      left join lateral (
        select d.sensitive from unnest(stratum.chain(s.ancestry_path, s.id)) with ordinality as c (id, place)
        join stratum.config_definitions d on d.tenant_id = c.id and d.key = i.key order by c.place desc limit 1) d on true
      where d.sensitive or o.sealed is not null), '[]') as secret`);
  return rows[0] as (typeof rows)[number];
};

const comparable = (e: string): Sql =>
  raw(`case when ${e}.sealed is not null then jsonb_build_array('sealed', ${e}.tenant_id, ${e}.sealed->>'fingerprint')
    when ${e}.value is not null then jsonb_build_array('clear', ${e}.value) end`);

/** Weighs changes against the whole subtree; changes nothing. A row per change, in order. */
export const selectEffects = (db: Transaction, id: string, drafts: readonly Draft[]): Promise<Effect[]> =>
  db.query<Effect>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid),
    input as materialized (
      select o as idx, e->>'key' as key, e->'value' as value, (e->>'sensitive')::boolean as sensitive,
        (e->>'locked')::boolean as locked, coalesce((e->>'delete')::boolean, false) as del
      from jsonb_array_elements(${JSON.stringify(drafts)}::jsonb) with ordinality as x (e, o)),
    state as materialized (
      select i.idx, i.key, o.key is not null as own, up.cmp as up, up.locked_by, up.locked_by_name,
        coalesce(o.locked, false) as was_locked, ${comparable("o")} as was,
        not i.del and coalesce(i.locked, o.locked, false) as now_locked,
        case when i.del then null
          when i.value is null then ${comparable("o")}
          when coalesce(d.sensitive, false) or coalesce(i.sensitive, o.sealed is not null) then jsonb_build_array('sealed', 'new')
          else jsonb_build_array('clear', i.value) end as now
      from self s cross join input i
      left join stratum.config_entries o on o.tenant_id = s.id and o.key = i.key
      left join lateral (
        select d.sensitive from unnest(stratum.chain(s.ancestry_path, s.id)) with ordinality as c (id, place)
        join stratum.config_definitions d on d.tenant_id = c.id and d.key = i.key order by c.place desc limit 1) d on true
      left join lateral (
        select ${comparable("e")} as cmp, case when e.locked then e.tenant_id end as locked_by,
          case when e.locked then t.name end as locked_by_name
        from unnest(stratum.chain(s.ancestry_path, s.id)) with ordinality as c (id, place)
        join stratum.config_entries e on e.tenant_id = c.id and e.key = i.key join stratum.tenants t on t.id = e.tenant_id
        where c.id <> s.id order by e.locked desc, case when e.locked then c.place else -c.place end limit 1) up on true),
    weighed as materialized (
      select st.key, t.id, t.name, t.depth, t.id <> s.id and mine.key is not null as has_own,
        nearest.tenant_id = t.id as own_counts, coalesce(preset.sensitive, false) as secret, st.was_locked, st.now_locked,
        case when st.was_locked then st.was else coalesce(nearest.cmp, st.was, st.up, preset.cmp) end as before,
        case when st.now_locked then st.now else coalesce(nearest.cmp, st.now, st.up, preset.cmp) end as after
      from self s join stratum.tenants t on (t.id = s.id or ${below("t", "s")}) and t.status <> 'archived'
      cross join state st
      left join stratum.config_entries mine on mine.tenant_id = t.id and mine.key = st.key
      left join lateral (
        select e.tenant_id, ${comparable("e")} as cmp
        from unnest(stratum.chain(t.ancestry_path, t.id)) with ordinality as c (id, place)
        join stratum.config_entries e on e.tenant_id = c.id and e.key = st.key
        where c.place > s.depth + 1 order by e.locked desc, case when e.locked then c.place else -c.place end limit 1) nearest on true
      left join lateral (
        select d.sensitive, case when d.default_value is not null then jsonb_build_array('clear', d.default_value) end as cmp
        from unnest(stratum.chain(t.ancestry_path, t.id)) with ordinality as c (id, place)
        join stratum.config_definitions d on d.tenant_id = c.id and d.key = st.key order by c.place desc limit 1) preset on true)
    select ${subject} as tenant, st.key, st.own, st.locked_by, st.locked_by_name, n.changed, n.kept, n.shadowed, coalesce((
      select json_agg(json_build_object('tenant_id', x.id, 'name', x.name, 'before', x.before, 'after', x.after, 'secret', x.secret) order by x.depth, x.id)
      from (select * from weighed w where w.key = st.key and w.before is distinct from w.after
            order by w.depth, w.id limit 20) x), '[]') as examples
    from state st cross join lateral (
      select count(*) filter (where w.before is distinct from w.after)::int as changed,
        count(*) filter (where w.has_own and not w.now_locked)::int as kept,
        count(*) filter (where w.has_own and w.own_counts and w.now_locked and not w.was_locked)::int as shadowed
      from weighed w where w.key = st.key) n
    order by st.idx`);

/** An entry below a tenant, and what the tenant itself would give. */
export type StoredOverride = StoredEntry & {
  key: string;
  tenant_id: string;
  name: string;
  shadowed: boolean;
  secret: boolean;
  base: Stored;
};

/** Entries below a tenant for keys that resolve there, by key, then tenant. */
export const selectOverrides = async (
  db: Transaction,
  id: string,
  { after, limit }: { after: readonly [string, string] | null; limit: number },
): Promise<{ tenant: Subject | null; rows: StoredOverride[] }> => {
  const found = await db.query<{ tenant: Subject | null; rows: StoredOverride[] }>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid),
    base as materialized (
      select distinct on (e.key) e.key, e.value, e.sealed
      from self s, unnest(stratum.chain(s.ancestry_path, s.id)) with ordinality as c (id, place)
      join stratum.config_entries e on e.tenant_id = c.id
      order by e.key, e.locked desc, case when e.locked then c.place else -c.place end),
    overrides as (
      select e.*, t.name, b.value as base_value, b.sealed as base_sealed, coalesce((
          select d.sensitive from unnest(stratum.chain(t.ancestry_path, t.id)) with ordinality as c (id, place)
          join stratum.config_definitions d on d.tenant_id = c.id and d.key = e.key
          order by c.place desc limit 1), false) as secret, exists (
          select from unnest(stratum.chain(t.ancestry_path, t.id)) as c (id)
          join stratum.config_entries l on l.tenant_id = c.id and l.key = e.key and l.locked where c.id <> t.id) as shadowed
      from self s join stratum.tenants t on ${below("t", "s")} and t.status <> 'archived'
      join stratum.config_entries e on e.tenant_id = t.id join base b on b.key = e.key
      where ${after?.[0] ?? null}::text is null
        or (e.key collate "C", e.tenant_id) > (${after?.[0] ?? null}::text collate "C", ${after?.[1] ?? null}::uuid)
      order by e.key collate "C", e.tenant_id limit ${limit + 1}::int)
    select ${subject} as tenant, coalesce((
      select json_agg(json_build_object('key', o.key, 'tenant_id', o.tenant_id, 'name', o.name, 'value', o.value,
        'sealed', o.sealed, 'locked', o.locked, 'version', o.version, 'shadowed', o.shadowed, 'secret', o.secret,
        'base', json_build_object('value', o.base_value, 'sealed', o.base_sealed)) order by o.key collate "C", o.tenant_id)
      from overrides o), '[]') as rows`);
  return found[0] as (typeof found)[number];
};
