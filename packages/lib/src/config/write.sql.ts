import type { Json } from "@stratum-hq/core";
import { empty, Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller } from "../caller.ts";
import type { Sealed, TenantKey } from "../keys/index.ts";
import { belowOnly, who } from "../tenants/index.ts";
import { definition, type Stored, type StoredEntry, type Subject, stored, subject } from "./config.sql.ts";
import type { StoredDefinition } from "./definitions.sql.ts";

/** One change of an entry. `value` absent keeps the value, `locked` absent keeps the lock. */
export interface Change {
  key: string;
  value?: Json | undefined;
  locked?: boolean | undefined;
  sensitive?: boolean | undefined;
  expected_version?: number | undefined;
  delete?: true | undefined;
  /** Version of the history whose value is written again. */
  restore?: number | undefined;
}

/** What the rules must know of a key before they can write it. May be stale by the time of the write, which checks. */
export interface KeyFacts {
  /** null: no own entry. */
  sealed: boolean | null;
  definition: StoredDefinition | null;
  /** The version to restore; null if there is none, or it is a deletion. */
  past: Stored | null;
}
/** What `lockKeys` tells. */
export interface Facts {
  tenant: Subject | null;
  /** The tenant's newest data key. */
  data_key: TenantKey | null;
  /** In the order of the changes. */
  keys: KeyFacts[];
}

/** The newest data key of a tenant. */
const dataKey = (id: string): Sql => sql`(
      select json_build_object('tenant_id', k.tenant_id, 'version', k.version, 'wrapped_by', k.wrapped_by, 'wrapped', k.wrapped)
      from stratum.tenant_keys k where k.tenant_id = ${id}::uuid order by k.version desc limit 1)`;

/**
 * Locks the keys to be written, in key order, and tells what the rules need. Writes of one entry queue up; a change of
 * a lock also waits for every write of that key in the tree, so that what it reports as hidden is complete.
 */
export const lockKeys = async (tx: Transaction, id: string, changes: readonly Change[]): Promise<Facts> =>
  (
    await tx.query<Facts>(sql`
    with wanted as materialized (
      select 0 as step, stratum.lock_key('config', stratum.root_of(t.ancestry_path, t.id) || k.key) as lock, k.alone
      from stratum.tenants t, unnest(${changes.map((c) => c.key)}::text[],
        ${changes.map((c) => c.locked !== undefined || (c.value === undefined && c.restore === undefined))}::boolean[]) as k (key, alone)
      where t.id = ${id}::uuid
      union all
      select 1, stratum.lock_key('entry', ${id}::text || k), true from unnest(${changes.map((c) => c.key)}::text[]) k
      order by 1, 2),
    locks as materialized (
      select case when alone then pg_advisory_xact_lock(lock) else pg_advisory_xact_lock_shared(lock) end from wanted),
    self as materialized (select s.id, s.name, s.status, s.ancestry_path from stratum.tenants s where s.id = ${id}::uuid)
    select (select count(*) from locks) as locks, ${subject} as tenant, ${dataKey(id)} as data_key, (
      select json_agg(json_build_object('sealed', case when o.key is not null then o.sealed is not null end,
        'definition', case when d.key is not null then ${definition} end,
        'past', case when h.key is not null then json_build_object('value', h.value, 'sealed', h.sealed) end) order by i.place)
      from unnest(${changes.map((c) => c.key)}::text[], ${changes.map((c) => c.restore ?? null)}::int[])
        with ordinality as i (key, restore, place)
      -- Limits, so that each key is looked up: a join would read all that the tenant has, and its whole history.
      left join lateral (
        select o.key, o.sealed from stratum.config_entries o where o.tenant_id = ${id}::uuid and o.key = i.key limit 1) o on true
      left join lateral (
        select h.key, h.value, h.sealed from stratum.config_history h
        where h.tenant_id = ${id}::uuid and h.key = i.key and h.version = i.restore and num_nonnulls(h.value, h.sealed) = 1
        limit 1) h on true
      left join lateral (
        select d.*, d.xmin from self, unnest(stratum.chain(self.ancestry_path, self.id)) with ordinality as c (id, place)
        join stratum.config_definitions d on d.tenant_id = c.id and d.key = i.key
        order by c.place desc limit 1) d on true) as keys`)
  )[0] as Facts;

/**
 * The same of one key, without any lock: what writes then has to see whether it still holds. Without a list, too, since
 * PostgreSQL plans a statement over a list anew at each call.
 */
export const readFacts = async (tx: Transaction, id: string, key: string): Promise<Facts> => {
  const rows = await tx.query<Facts & KeyFacts>(sql`
    select json_build_object('id', s.id, 'name', s.name, 'status', s.status, 'ancestry_path', s.ancestry_path) as tenant,
      ${dataKey(id)} as data_key, (
      select o.sealed is not null from stratum.config_entries o where o.tenant_id = s.id and o.key = ${key}::text) as sealed, (
      select ${definition} from unnest(stratum.chain(s.ancestry_path, s.id)) with ordinality as c (id, place)
      join stratum.config_definitions d on d.tenant_id = c.id and d.key = ${key}::text
      order by c.place desc limit 1) as definition
    from stratum.tenants s where s.id = ${id}::uuid`);
  const { tenant = null, data_key = null, sealed = null, definition: defined = null } = rows[0] ?? {};
  return { tenant, data_key, keys: [{ sealed, definition: defined, past: null }] };
};

/** A change that the rules have prepared: what is sensitive is sealed, and on which facts that rests. */
export interface PreparedChange
  extends Pick<Change, "key" | "value" | "locked" | "expected_version" | "delete"> {
  sealed?: Sealed | undefined;
  was_sealed: boolean | null;
  /** `mark` of the definition that was heeded. */
  definition: string | null;
}

/** What became of one change, with the facts by which a rule explains a refusal. */
export interface Outcome {
  tenant: Subject | null;
  key: string;
  locked_by: string | null;
  locked_by_name: string | null;
  own: StoredEntry | null;
  written: StoredEntry | null;
  deleted: boolean;
  /** What a deleted entry gives way to. */
  inherited: (StoredEntry & { tenant_id: string; name: string }) | null;
  /** The facts that the change rests on are no longer true; nothing was written. */
  stale: boolean;
  /** Entries below that no other lock hides. */
  exposed: string[];
}

/** Sets the value of one entry, and leaves its lock as it is; see `stratum.set_entry`. */
export async function setEntry(
  tx: Transaction,
  caller: Caller,
  tenant: Subject,
  { key, value, sealed, expected_version, was_sealed, definition }: PreparedChange,
  minted: TenantKey | undefined,
): Promise<Outcome> {
  const json = (part: unknown): string | null => (part === undefined ? null : JSON.stringify(part));
  const new_key = minted ? [`${minted.version}`, minted.wrapped_by, minted.wrapped] : null;
  const rows = await tx.query<
    Pick<Outcome, "stale" | "own" | "locked_by" | "locked_by_name"> & {
      version: number | null;
      locked: boolean;
      ancestry_path: string | null;
    }
  >(sql`
    select * from stratum.set_entry(${tenant.id}::uuid, ${key}::text, ${caller.within}::uuid, ${json(value)}::jsonb,
      ${json(sealed)}::jsonb, ${expected_version ?? null}::int, ${was_sealed}::boolean, ${definition}::text,
      ${new_key}::text[], ${who(caller)})`);
  const { version, locked, ancestry_path, ...facts } = rows[0] as (typeof rows)[0];
  const written = version === null ? null : { value: value ?? null, sealed: sealed ?? null, locked, version };
  const subject = { ...tenant, ancestry_path: ancestry_path ?? tenant.ancestry_path };
  return { ...facts, tenant: subject, key, written, deleted: false, inherited: null, exposed: [] };
}

/** What an audit row says of an entry `t`: its value unless it is sealed, or `hide` holds. */
const said = (t: string, hide = "false"): Sql =>
  new Sql(
    [
      `jsonb_build_object('locked', ${t}.locked, 'version', ${t}.version) || case when ${t}.sealed is null and not (${hide})
         then jsonb_build_object('value', ${t}.value) else jsonb_build_object('masked', true, 'fingerprint', ${t}.sealed->>'fingerprint') end`,
    ],
    [],
  );

/**
 * Writes and deletes entries where the rules allow it: no lock above, an active tenant, the expected version, and facts
 * that still hold. Keeps the history. Returns an outcome per change, in order; a refused one is neither `written` nor
 * `deleted`.
 * @param minted a data key that the sealed values are under and that must be stored with them.
 */
export const writeEntries = (
  tx: Transaction,
  caller: Caller,
  id: string,
  changes: readonly PreparedChange[],
  minted: TenantKey | undefined,
): Promise<Outcome[]> => {
  // What a change does not ask for is left out: starting the parts of a statement takes longer than running them.
  const deletes = changes.some((change) => change.delete);
  const locks = deletes || changes.some((change) => change.locked !== undefined);
  const actor = sql`${caller.context.actor_id ?? "system"}::text`;
  return tx.query<Outcome>(sql`
    with input as (
      select o as idx, e->>'key' as key, e->'value' as value, e->'sealed' as sealed, (e->>'locked')::boolean as locked,
        (e->>'expected_version')::int as expected, coalesce((e->>'delete')::boolean, false) as del,
        (e->>'was_sealed')::boolean as was_sealed, e->>'definition' as definition
      from jsonb_array_elements(${JSON.stringify(changes)}::jsonb) with ordinality as x (e, o)),
    self as materialized (
      select s.id, s.name, s.status, s.ancestry_path, s.depth, stratum.chain(s.ancestry_path, s.id) as chain
      from stratum.tenants s where s.id = ${id}::uuid),
    ${
      minted
        ? sql`minted as (
      insert into stratum.tenant_keys (tenant_id, version, wrapped_by, wrapped)
      select s.id, ${minted.version}::int, ${minted.wrapped_by}::text, ${minted.wrapped}::text
      from self s where s.status = 'active' on conflict do nothing returning version),`
        : empty
    }
    judged as materialized (
      select i.*, self.status, a.tenant_id as locked_by, o.own,
        case when (o.own).key is not null then (o.own).sealed is not null end is distinct from i.was_sealed
          or d.mark is distinct from i.definition
          ${minted ? sql`or not exists (select from minted)` : empty} as stale
      from input i left join self on true
      left join lateral (
        select o as own from stratum.config_entries o where o.tenant_id = ${id}::uuid and o.key = i.key limit 1) o on true
      left join lateral (
        select e.tenant_id from unnest(self.chain) with ordinality as c (id, place)
        join stratum.config_entries e on e.tenant_id = c.id and e.key = i.key and e.locked
        where c.id <> self.id order by c.place limit 1) a on true
      left join lateral (
        select d.tenant_id::text || ':' || d.xmin::text as mark
        from unnest(self.chain) with ordinality as c (id, place)
        join stratum.config_definitions d on d.tenant_id = c.id and d.key = i.key
        order by c.place desc limit 1) d on true),
    allowed as materialized (
      select i.* from judged i where i.status = 'active' and not i.stale and i.locked_by is null
        and (i.expected is null or i.expected = coalesce((i.own).version, 0))
        and ((i.own).key is not null or (num_nonnulls(i.value, i.sealed) = 1 and not i.del))),
    written as (
      insert into stratum.config_entries (tenant_id, key, value, sealed, locked, version, updated_by)
      select ${id}::uuid, a.key, case when a.sealed is null then coalesce(a.value, (a.own).value) end,
        case when a.value is null then coalesce(a.sealed, (a.own).sealed) end, coalesce(a.locked, (a.own).locked, false),
        coalesce((select max(h.version) from stratum.config_history h where h.tenant_id = ${id}::uuid and h.key = a.key), 0) + 1,
        ${actor}
      from allowed a where not a.del
      on conflict (tenant_id, key) do update set value = excluded.value, sealed = excluded.sealed, locked = excluded.locked,
        version = excluded.version, updated_by = excluded.updated_by, updated_at = now()
      returning key, value, sealed, locked, version),
    ${
      deletes
        ? sql`deleted as (
      delete from stratum.config_entries e using allowed a where a.del and e.tenant_id = ${id}::uuid and e.key = a.key
      returning e.key, e.value, e.sealed, e.locked, e.version),`
        : empty
    }
    remembered as (
      insert into stratum.config_history (tenant_id, key, version, value, sealed, locked, actor_id)
      select ${id}::uuid, w.key, w.version, w.value, w.sealed, w.locked, ${actor} from written w
      ${deletes ? sql`union all select ${id}::uuid, d.key, d.version + 1, null, null, d.locked, ${actor} from deleted d` : empty}),
    audited_writes as (${record(
      caller.context,
      "config.set",
      sql`
      select ${id}::uuid, w.key, case when (i.own).key is not null then ${said("(i.own)", "w.sealed is not null")} end, ${said("w")}
      from written w join judged i on i.key = w.key`,
    )})
    ${
      deletes
        ? sql`, audited_deletes as (${record(
            caller.context,
            "config.deleted",
            sql`select ${id}::uuid, d.key, ${said("d")}, null::jsonb from deleted d`,
          )})`
        : empty
    }
    select ${subject} as tenant, i.key, i.locked_by,
      (select t.name from stratum.tenants t where t.id = i.locked_by) as locked_by_name,
      case when (i.own).key is not null then ${stored("(i.own)")} end as own, case when w.key is not null then ${stored("w")} end as written,
      ${deletes ? sql`d.key is not null` : sql`false`} as deleted, i.stale,
      ${
        deletes
          ? sql`case when d.key is not null then (
        select json_build_object('tenant_id', e.tenant_id, 'name', t.name, 'value', e.value, 'sealed', e.sealed,
          'locked', e.locked, 'version', e.version)
        from self, unnest(stratum.chain(self.ancestry_path, self.id)) with ordinality as c (id, place)
        join stratum.config_entries e on e.tenant_id = c.id and e.key = i.key join stratum.tenants t on t.id = e.tenant_id
        where c.id <> self.id order by c.place desc limit 1) end`
          : sql`null`
      } as inherited,
      ${
        locks
          ? sql`case when coalesce((i.own).locked, false) <> coalesce(w.locked, ${deletes ? sql`case when d.key is null then (i.own).locked end` : sql`(i.own).locked`}, false) then coalesce((
        select json_agg(b.id order by b.depth, b.id) from self s
        join stratum.tenants b on ${belowOnly("b", "self")}
        join stratum.config_entries e on e.tenant_id = b.id and e.key = i.key
        where not exists (
          select from unnest(stratum.chain(b.ancestry_path, b.id)) with ordinality as m (id, place)
          join stratum.config_entries l on l.tenant_id = m.id and l.key = i.key and l.locked
          join stratum.tenants lt on lt.id = m.id
          where lt.depth > s.depth and lt.id <> b.id)), '[]') else '[]' end`
          : sql`'[]'::json`
      } as exposed
    from judged i left join written w on w.key = i.key
    ${deletes ? sql`left join deleted d on d.key = i.key` : empty}
    order by i.idx`);
};
