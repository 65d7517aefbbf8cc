import type { ConfigVersion, Json, Tenant } from "@stratum-hq/core";
import { empty, raw, Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller } from "../caller.ts";
import type { Sealed, TenantKey } from "../keys/index.ts";
import type { StoredDefinition } from "./definitions.sql.ts";

/** The tenant of a read or write, as far as the rules need it. */
export type Subject = Pick<Tenant, "id" | "name" | "status" | "ancestry_path">;
export const subject: Sql = sql`(
  select json_build_object('id', s.id, 'name', s.name, 'status', s.status, 'ancestry_path', s.ancestry_path) from self s)`;

/** A value as stored: in clear, or sealed. */
export interface Stored {
  value: Json;
  sealed: Sealed | null;
}
/** An own entry as stored. */
export type StoredEntry = Stored & { locked: boolean; version: number };

/** An effective entry as stored: its place in the chain, root first from 1, and the own entry if another one hides it. */
export type Effective = StoredEntry & { key: string; place: number; hidden: StoredEntry | null };
/** What another feature reads in the same statement: columns, and what they come from, joined to `self`. */
export interface Beside {
  columns: Sql;
  from: Sql;
}
/** What resolves for one tenant, still to be masked and completed with defaults. */
export interface Resolved {
  tenant: Subject;
  /** Names of the chain, root first. */
  names: string[];
  entries: Effective[];
  definitions: StoredDefinition[];
  /** Data keys of the chain; only if they were asked for. */
  keys: TenantKey[] | null;
}

const tenantKey = sql`json_build_object('tenant_id', k.tenant_id, 'version', k.version, 'wrapped_by', k.wrapped_by, 'wrapped', k.wrapped)`;
export const stored = (t: string): Sql =>
  // The alias is this file's own, never a caller's.
  new Sql(
    [
      `json_build_object('value', ${t}.value, 'sealed', ${t}.sealed, 'locked', ${t}.locked, 'version', ${t}.version)`,
    ],
    [],
  );
export const definition: Sql = sql`json_build_object('tenant_id', d.tenant_id,
  'tenant_name', (select t.name from stratum.tenants t where t.id = d.tenant_id), 'key', d.key, 'title', d.title,
  'description', d.description, 'schema', d.schema, 'has_default', d.default_value is not null, 'default', d.default_value,
  'sensitive', d.sensitive, 'category', d.category, 'version', d.version, 'updated_by', d.updated_by,
  'updated_at', d.updated_at, 'mark', d.tenant_id::text || ':' || d.xmin::text)`;

/** Entries column by column, joined with commas: PostgreSQL writes and the program reads that in half the time of rows. */
interface Columns {
  entry_keys: string | null;
  facts: string | null;
  /** In clear, or sealed. */
  entry_values: string | null;
  /** Own entries that another one hides. */
  hidden: Record<string, StoredEntry>;
}
/** A fact is version, place, lock and seal of an entry as one number. */
const LOCKED = 1;
const SEALED = 2;
const PLACE = 4;
const VERSION = 128;

function effective({ entry_keys, facts, entry_values, hidden }: Columns): Effective[] {
  if (entry_keys === null) return [];
  const numbers = JSON.parse(`[${facts}]`) as number[];
  const values = JSON.parse(`[${entry_values}]`) as (Json | Sealed)[];
  const shadowed = new Map(Object.entries(hidden));
  return entry_keys.split(",").map((key, i) => {
    const fact = numbers[i] as number;
    const sealed = fact & SEALED ? (values[i] as Sealed) : null;
    return {
      key,
      value: sealed ? null : (values[i] as Json),
      sealed,
      place: Math.floor((fact % VERSION) / PLACE),
      locked: (fact & LOCKED) !== 0,
      version: Math.floor(fact / VERSION),
      hidden: shadowed.get(key) ?? null,
    };
  });
}

/** Effective entries of the chain of `id`: the highest locked one wins, else the nearest. */
const resolved = (id: Sql, secrets: boolean, beside: Beside | undefined): Sql => sql`
  with self as materialized (
    select s.id, s.name, s.status, s.ancestry_path, stratum.chain(s.ancestry_path, s.id) as chain
    from stratum.tenants s where s.id = ${id}),
  folded as (
    select string_agg(w.key, ',') as entry_keys, string_agg(coalesce(w.value, w.sealed)::text, ',') as entry_values,
      string_agg((w.version::bigint * ${raw(`${VERSION}`)} + w.place * ${raw(`${PLACE}`)}
        + case when w.locked then ${raw(`${LOCKED}`)} else 0 end
        + case when w.sealed is null then 0 else ${raw(`${SEALED}`)} end)::text, ',') as facts
    from (
      select distinct on (e.key) e.key, e.value, e.sealed, e.locked, e.version, c.place
      from self, unnest(self.chain) with ordinality as c (id, place)
      join stratum.config_entries e on e.tenant_id = c.id
      -- A chain is shorter than 100, so that a lock comes before every other place.
      order by e.key, case when e.locked then c.place - 100 else -c.place end) w)
  select ${subject} as tenant, folded.*,
    (select json_agg(t.name order by t.depth) from stratum.tenants t where t.id = any(self.chain)) as names,
    coalesce((
      select json_object_agg(own.key, ${stored("own")}) from unnest(self.chain) c (id)
      join stratum.config_entries lock on lock.tenant_id = c.id and lock.locked and c.id <> self.id
      join stratum.config_entries own on own.tenant_id = self.id and own.key = lock.key), '{}') as hidden,
    coalesce((
      select json_agg(${definition}) from (
        select distinct on (d.key) d.*, d.xmin
        from unnest(self.chain) with ordinality as c (id, place)
        join stratum.config_definitions d on d.tenant_id = c.id order by d.key, c.place desc) d), '[]') as definitions
    ${
      secrets
        ? sql`, (select json_agg(${tenantKey}) from stratum.tenant_keys k where k.tenant_id = any(self.chain)) as keys`
        : empty
    }${beside ? sql`, ${beside.columns}` : empty}
  from self, folded${beside ? sql`, ${beside.from}` : empty}`;

/**
 * What resolves for tenants, by one statement: a row per tenant that exists, in the order of `ids`.
 * @param options `beside` is what another feature reads along; `self` is the tenant there, with its `chain` of ids.
 */
export const selectResolved = async <More = unknown>(
  db: Transaction,
  ids: readonly string[],
  { secrets = false, beside }: { secrets?: boolean; beside?: Beside } = {},
): Promise<(Resolved & More)[]> => {
  const rows = await db.query<Omit<Resolved, "entries"> & Columns & More>(
    // A list of ids is planned anew by its length each time. For one id the plan is kept.
    ids.length === 1
      ? resolved(sql`${ids[0]}::uuid`, secrets, beside)
      : sql`select r.* from unnest(${ids}::uuid[]) with ordinality as wanted (id, place)
          cross join lateral (${resolved(sql`wanted.id`, secrets, beside)}) r order by wanted.place`,
  );
  return rows.map((row) => Object.assign(row, { entries: effective(row) }));
};

/** The effective entry of one key with what opens it, and an audit row that says who asked and why. */
export const revealEntry = async (
  db: Transaction,
  caller: Caller,
  id: string,
  key: string,
  reason: string,
): Promise<
  | { tenant: Subject | null; entry: (StoredEntry & { tenant_id: string }) | null; key: TenantKey | null }
  | undefined
> =>
  (
    await db.query<{
      tenant: Subject | null;
      entry: (StoredEntry & { tenant_id: string }) | null;
      key: TenantKey | null;
    }>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid),
    effective as materialized (
      select e.* from self, unnest(stratum.chain(self.ancestry_path, self.id)) with ordinality as c (id, place)
      join stratum.config_entries e on e.tenant_id = c.id and e.key = ${key}::text
      order by e.locked desc, case when e.locked then c.place else -c.place end limit 1),
    audited as (${record(
      caller.context,
      "config.revealed",
      sql`
      select self.id, e.key, null::jsonb, jsonb_build_object('reason', ${reason}::text,
        'source_tenant_id', e.tenant_id, 'version', e.version, 'fingerprint', e.sealed->>'fingerprint')
      from self, effective e
      where self.status = 'active' and (${caller.within}::uuid is null
        or ${caller.within}::uuid = any(stratum.chain(self.ancestry_path, self.id)))`,
    )})
    select ${subject} as tenant,
      (select json_build_object('tenant_id', e.tenant_id, 'value', e.value, 'sealed', e.sealed, 'locked', e.locked, 'version', e.version)
       from effective e) as entry,
      (select ${tenantKey} from stratum.tenant_keys k join effective e on e.tenant_id = k.tenant_id
       where k.version = (e.sealed->>'key_version')::int) as key`)
  )[0];

/** A past version as stored. Its value may be null, or absent because it is a deletion: `has_value` tells. */
export type StoredVersion = StoredEntry &
  Pick<ConfigVersion, "actor_id" | "created_at"> & {
    has_value: boolean;
    /** The key is defined as one here, by now. */
    secret: boolean;
  };

/** Past versions of an own entry, newest first, as stored. */
export const selectHistory = async (
  db: Transaction,
  id: string,
  key: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<{ tenant: Subject | null; rows: StoredVersion[] } | undefined> =>
  (
    await db.query<{
      tenant: Subject | null;
      rows: StoredVersion[];
    }>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid),
    past as (
      select h.* from self join stratum.config_history h on h.tenant_id = self.id and h.key = ${key}::text
      where (${before}::int is null or h.version < ${before}::int) order by h.version desc limit ${limit + 1}::int)
    select ${subject} as tenant, coalesce((
      select json_agg(json_build_object('version', h.version, 'value', h.value, 'sealed', h.sealed, 'locked', h.locked,
        'has_value', h.value is not null, 'secret', coalesce((
          select d.sensitive from self s, unnest(stratum.chain(s.ancestry_path, s.id)) with ordinality as c (id, place)
          join stratum.config_definitions d on d.tenant_id = c.id and d.key = h.key order by c.place desc limit 1), false),
         'actor_id', h.actor_id, 'created_at', h.created_at) order by h.version desc)
      from past h), '[]') as rows`)
  )[0];
