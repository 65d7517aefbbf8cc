import type { ConfigSchema, DefineConfigKeyInput, Json } from "@stratum-hq/core";
import { sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller } from "../caller.ts";
import { belowOnly } from "../tenants/index.ts";
import { definition, type Subject, subject } from "./config.sql.ts";

/** A definition as stored, with what tells whether it has changed since. */
export interface StoredDefinition {
  tenant_id: string;
  tenant_name: string;
  key: string;
  title: string | null;
  description: string | null;
  schema: ConfigSchema | null;
  has_default: boolean;
  /** null also when there is none: see `has_default`. */
  default: Json;
  sensitive: boolean;
  category: string | null;
  version: number;
  updated_by: string;
  updated_at: string;
  mark: string;
}

/** Definitions that count for a tenant: of several on its chain the nearest. Sorted by key. */
export const selectDefinitions = async (
  db: Transaction,
  id: string,
): Promise<{ tenant: Subject | null; definitions: StoredDefinition[] } | undefined> =>
  (
    await db.query<{ tenant: Subject | null; definitions: StoredDefinition[] }>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid)
    select ${subject} as tenant, coalesce((
      select json_agg(${definition} order by d.key) from (
        select distinct on (d.key) d.*, d.xmin
        from self, unnest(stratum.chain(self.ancestry_path, self.id)) with ordinality as c (id, place)
        join stratum.config_definitions d on d.tenant_id = c.id order by d.key, c.place desc) d), '[]') as definitions`)
  )[0];

/**
 * Waits for every write of the key in the tree, and holds off those that come: they heed the definition that follows.
 * Returns the tree by the id of its root; nothing if there is no such tenant.
 */
export const lockDefinition = async (tx: Transaction, id: string, key: string): Promise<string | undefined> =>
  (
    await tx.query<{ tree: string }>(sql`
    select stratum.root_of(t.ancestry_path, t.id) as tree,
      pg_advisory_xact_lock(stratum.lock_key('config', stratum.root_of(t.ancestry_path, t.id) || ${key}::text)) as held
    from stratum.tenants t where t.id = ${id}::uuid`)
  )[0]?.tree;

/** What became of a definition, with the facts by which a rule explains a refusal. */
export interface DefinitionOutcome {
  tenant: Subject | null;
  /** Version of the one before; 0 for none. */
  old_version: number;
  /** Tenants in the subtree that hold the key in clear, at most 20; only if it is to be sensitive. */
  in_clear: string[];
  written: StoredDefinition | null;
}

const told = sql`jsonb_build_object('title', d.title, 'description', d.description, 'schema', d.schema, 'default', d.default_value,
  'sensitive', d.sensitive, 'category', d.category, 'version', d.version)`;

/** Defines a key for the subtree of an active tenant, unless it is to be sensitive and stands there in clear. */
export const upsertDefinition = async (
  tx: Transaction,
  caller: Caller,
  id: string,
  key: string,
  input: DefineConfigKeyInput,
): Promise<DefinitionOutcome> => {
  const { title = null, description = null, category = null, sensitive = false } = input;
  const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
  const rows = await tx.query<DefinitionOutcome>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid),
    old as materialized (
      select * from stratum.config_definitions where tenant_id = ${id}::uuid and key = ${key}::text),
    in_clear as materialized (
      select e.tenant_id from self s join stratum.tenants t on t.id = s.id or ${belowOnly("t", "self")}
      join stratum.config_entries e on e.tenant_id = t.id and e.key = ${key}::text and e.sealed is null
      where ${sensitive}::boolean limit 20),
    written as (
      insert into stratum.config_definitions
        (tenant_id, key, title, description, schema, default_value, sensitive, category, updated_by)
      select s.id, ${key}::text, ${title}::text, ${description}::text, ${json(input.schema)}::jsonb,
        ${json(input.default)}::jsonb, ${sensitive}::boolean, ${category}::text, ${caller.context.actor_id ?? "system"}::text
      from self s left join old o on true
      where s.status = 'active' and not exists (select from in_clear)
        and coalesce(${input.expected_version ?? null}::int = coalesce(o.version, 0), true)
      on conflict (tenant_id, key) do update set title = excluded.title, description = excluded.description,
        schema = excluded.schema, default_value = excluded.default_value, sensitive = excluded.sensitive,
        category = excluded.category, version = config_definitions.version + 1, updated_by = excluded.updated_by,
        updated_at = now()
      returning *, xmin),
    audited as (${record(
      caller.context,
      "config.defined",
      sql`
      select w.tenant_id, w.key, (select ${told} from old d), (select ${told} from written d) from written w`,
    )})
    select ${subject} as tenant, coalesce((select version from old), 0) as old_version,
      coalesce((select json_agg(c.tenant_id) from in_clear c), '[]') as in_clear,
      (select ${definition} from written d) as written`);
  return rows[0] as DefinitionOutcome;
};

/** Removes a definition of the tenant's own. `next` is the one from above that counts now. */
export const deleteDefinition = async (
  tx: Transaction,
  caller: Caller,
  id: string,
  key: string,
  expected: number | undefined,
): Promise<{
  tenant: Subject | null;
  old_version: number;
  deleted: boolean;
  next: StoredDefinition | null;
}> => {
  const rows = await tx.query<{
    tenant: Subject | null;
    old_version: number;
    deleted: boolean;
    next: StoredDefinition | null;
  }>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid),
    old as materialized (
      select * from stratum.config_definitions where tenant_id = ${id}::uuid and key = ${key}::text),
    deleted as (
      delete from stratum.config_definitions d using self s
      where d.tenant_id = s.id and d.key = ${key}::text and s.status = 'active'
        and (${expected ?? null}::int is null or d.version = ${expected ?? null}::int) returning d.*),
    audited as (${record(
      caller.context,
      "config.undefined",
      sql`select d.tenant_id, d.key, ${told}, null::jsonb from deleted d`,
    )})
    select ${subject} as tenant, coalesce((select version from old), 0) as old_version,
      exists (select from deleted) as deleted, (
      select ${definition} from (
        select d.*, d.xmin from self, unnest(stratum.chain(self.ancestry_path, self.id)) with ordinality as c (id, place)
        join stratum.config_definitions d on d.tenant_id = c.id and d.key = ${key}::text
        where c.id <> self.id order by c.place desc limit 1) d) as next`);
  return rows[0] as (typeof rows)[number];
};
