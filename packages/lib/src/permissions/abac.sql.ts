import { type AbacLevel, type AbacPolicy, PermissionAlreadyExistsError } from "@stratum-hq/core";
import { isSqlState, SQLSTATE, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller } from "../caller.ts";
import { asSubject, type Facts, governing, type Subject, subjectOf } from "./permissions.sql.ts";

/** Fields of `c` as JSON, the time as the contract has it. */
const policy: Sql = sql`json_build_object('id', c.id, 'tenant_id', c.tenant_id, 'name', c.name, 'effect', c.effect,
  'actions', c.actions, 'resources', c.resources, 'conditions', c.conditions, 'mode', c.mode,
  'created_at', to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;
const snapshot: Sql = sql`jsonb_build_object('name', c.name, 'effect', c.effect, 'actions', c.actions,
  'resources', c.resources, 'conditions', c.conditions, 'mode', c.mode)`;

/** The chain with each level's policies, root first; undefined if there is no such tenant. */
export const selectAbacLevels = async (
  db: Transaction,
  id: string,
): Promise<{ tenant: Subject; levels: AbacLevel[] } | undefined> =>
  (
    await db.query<{ tenant: Subject; levels: AbacLevel[] }>(sql`
    select ${asSubject} as tenant, (
      select json_agg(json_build_object('id', t.id, 'name', t.name, 'policies', coalesce((
        select json_agg(${policy} order by c.name collate "C") from stratum.abac_policies c where c.tenant_id = t.id), '[]')) order by t.depth)
      from stratum.tenants t where t.id = any(stratum.chain(s.ancestry_path, s.id))) as levels
    from stratum.tenants s where s.id = ${id}::uuid`)
  )[0];

/** Writes of policies of one name in one tree queue up. Returns the tree, as `lockKey` does. */
export const lockName = async (
  tx: Transaction,
  caller: Caller,
  id: string,
  name: string,
): Promise<string | undefined> =>
  (
    await tx.query<{ tree: string }>(sql`
    select stratum.root_of(t.ancestry_path, t.id) as tree,
      pg_advisory_xact_lock(stratum.lock_key('abac', stratum.root_of(t.ancestry_path, t.id) || ${name}::text)) as held
    from (${subjectOf(caller, id)}) t`)
  )[0]?.tree;

/** The policy as it is now, or was; null if nothing was written. */
export type AbacWritten = Omit<Facts, "old"> & { policy: AbacPolicy | null };

/** Adds a policy, unless what stands above does not allow it. @throws PermissionAlreadyExistsError */
export async function insertAbacPolicy(
  tx: Transaction,
  caller: Caller,
  p: Omit<AbacPolicy, "created_at">,
): Promise<AbacWritten> {
  try {
    const rows = await tx.query<AbacWritten>(sql`
      with self as materialized (${subjectOf(caller, p.tenant_id)}),
      gov as materialized (${governing(sql`stratum.abac_policies p`, sql`p.name = ${p.name}::text`)}),
      changed as (
        insert into stratum.abac_policies (id, tenant_id, name, effect, actions, resources, conditions, mode)
        select ${p.id}::uuid, s.id, ${p.name}::text, ${p.effect}::text, ${p.actions}::text[], ${p.resources}::text[],
          ${JSON.stringify(p.conditions)}::jsonb, ${p.mode}::text
        from self s left join gov g on true
        where s.status = 'active' and (g.mode is null or g.mode = 'DELEGATED' or (g.mode = 'INHERITED' and ${p.mode}::text = 'INHERITED'))
        returning *),
      audited as (${record(caller.context, "permissions.abac_created", sql`select c.tenant_id, c.id::text, null::jsonb, ${snapshot} from changed c`)})
      select (select ${asSubject} from self s) as tenant, (select to_json(g) from gov g) as governing,
        (select ${policy} from changed c) as policy`);
    return rows[0] as AbacWritten;
  } catch (error) {
    if (isSqlState(error, SQLSTATE.unique_violation, "abac_policies_tenant_name")) {
      throw new PermissionAlreadyExistsError(
        `This tenant already has a policy "${p.name}". Delete that one first.`,
        { name: p.name },
      );
    }
    throw error;
  }
}

/** Deletes a tenant's own policy and gives it back. */
export const deleteAbacPolicy = async (
  tx: Transaction,
  caller: Caller,
  tenant_id: string,
  id: string,
): Promise<{ tenant: Subject | null; policy: AbacPolicy | null }> => {
  const rows = await tx.query<{ tenant: Subject | null; policy: AbacPolicy | null }>(sql`
    with self as materialized (${subjectOf(caller, tenant_id)}),
    gone as (
      delete from stratum.abac_policies p using self s
      where p.id = ${id}::uuid and p.tenant_id = s.id and s.status = 'active' returning p.*),
    audited as (${record(caller.context, "permissions.abac_deleted", sql`select c.tenant_id, c.id::text, ${snapshot}, null::jsonb from gone c`)})
    select (select ${asSubject} from self s) as tenant, (select ${policy} from gone c) as policy`);
  return rows[0] as (typeof rows)[number];
};
