import {
  type Json,
  type Permission,
  PermissionAlreadyExistsError,
  type Revocation,
  type Tenant,
} from "@stratum-hq/core";
import { isSqlState, SQLSTATE, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller } from "../caller.ts";
import { belowOnly, seenFrom } from "../tenants/index.ts";

export type Subject = Pick<Tenant, "id" | "name" | "status" | "ancestry_path">;
export const asSubject: Sql = sql`json_build_object('id', s.id, 'name', s.name, 'status', s.status, 'ancestry_path', s.ancestry_path)`;
const columns = sql`c.id, c.tenant_id, c.key, c.value, c.mode, c.revocation_mode, c.version, c.created_at, c.updated_at`;

/**
 * The tenant of a write, if the caller sees it: what it does not see is neither locked nor touched, so that no constraint
 * and no wait tells that it is there.
 */
export const subjectOf = (caller: Caller, id: string): Sql =>
  sql`select t.* from stratum.tenants t where t.id = ${id}::uuid and ${seenFrom(caller.within, "t")}`;

/**
 * Policy writes of one key in one tree queue up. `key` absent: that of the policy. Returns the tree by the id of its
 * root; nothing if there is no such tenant.
 */
export const lockKey = async (
  tx: Transaction,
  caller: Caller,
  id: string,
  by: { key?: string; policy_id?: string },
): Promise<string | undefined> =>
  (
    await tx.query<{ tree: string }>(sql`
    select stratum.root_of(t.ancestry_path, t.id) as tree, pg_advisory_xact_lock(stratum.lock_key('permission', stratum.root_of(t.ancestry_path, t.id)
      || coalesce(${by.key ?? null}::text, (select p.key from stratum.permissions p where p.id = ${by.policy_id ?? null}::uuid), ''))) as held
    from (${subjectOf(caller, id)}) t`)
  )[0]?.tree;

/**
 * Effective mode of what stands above `self`, and the highest policy that is not DELEGATED, which sets it.
 * @param policies the table, as `p`
 * @param same which of its rows are about the same thing
 */
export const governing = (policies: Sql, same: Sql): Sql => sql`
  select coalesce(r.mode, 'DELEGATED') as mode, r.tenant_id, t.name from (
    select (array_agg(p.mode order by c.place) filter (where p.mode <> 'DELEGATED'))[1] as mode,
      (array_agg(p.tenant_id order by c.place) filter (where p.mode <> 'DELEGATED'))[1] as tenant_id
    from self, unnest(stratum.chain(self.ancestry_path, self.id)) with ordinality as c (id, place)
    join ${policies} on p.tenant_id = c.id and ${same}
    where c.id <> self.id having count(*) > 0) r
  left join stratum.tenants t on t.id = r.tenant_id`;
const governingKey = (key: Sql): Sql => governing(sql`stratum.permissions p`, sql`p.key = ${key}`);

const snapshot = (p: Sql): Sql =>
  sql`jsonb_build_object('key', ${p}.key, 'value', ${p}.value, 'mode', ${p}.mode, 'revocation_mode', ${p}.revocation_mode, 'version', ${p}.version)`;
const c = sql`c`;
const o = sql`o`;

/** The facts by which a rule explains why nothing was written. */
export interface Facts {
  tenant: Subject | null;
  governing: { mode: string; tenant_id: string | null; name: string | null } | null;
  old: Permission | null;
}
export interface Written extends Facts {
  /** The policy as it is now; null if it was not written. */
  policy: Permission | null;
}

/** The facts and the policy as one row, so that a write takes no second trip. */
const withPolicy = ({ tenant, governing, old, ...policy }: Facts & Permission): Written => ({
  tenant,
  governing,
  old,
  policy: policy.id ? policy : null,
});

export interface NewPolicy {
  id: string;
  key: string;
  value: Json;
  mode: string;
  revocation_mode: string;
}

export async function insertPolicy(
  tx: Transaction,
  caller: Caller,
  tenant_id: string,
  p: NewPolicy,
): Promise<Written> {
  try {
    const rows = await tx.query<Facts & Permission>(sql`
      with self as materialized (${subjectOf(caller, tenant_id)}),
      gov as materialized (${governingKey(sql`${p.key}::text`)}),
      changed as (
        insert into stratum.permissions (id, tenant_id, key, value, mode, revocation_mode)
        select ${p.id}::uuid, s.id, ${p.key}::text, ${JSON.stringify(p.value)}::jsonb, ${p.mode}::text, ${p.revocation_mode}::text
        from self s left join gov g on true
        where s.status = 'active' and (g.mode is null or g.mode = 'DELEGATED' or (g.mode = 'INHERITED' and ${p.mode}::text = 'INHERITED'))
        returning *),
      audited as (${record(caller.context, "permissions.created", sql`select c.tenant_id, c.id::text, null::jsonb, ${snapshot(c)} from changed c`)})
      select (select ${asSubject} from self s) as tenant, (select to_json(g) from gov g) as governing, null as old, ${columns}
      from (select 1) one left join changed c on true`);
    return withPolicy(rows[0] as Facts & Permission);
  } catch (error) {
    if (isSqlState(error, SQLSTATE.unique_violation, "permissions_tenant_key")) {
      throw new PermissionAlreadyExistsError(
        `This tenant already has a policy for "${p.key}". Change that one instead.`,
        { key: p.key },
      );
    }
    throw error;
  }
}

export interface PolicyPatch {
  value?: Json | undefined;
  mode?: string | undefined;
  revocation_mode?: string | undefined;
  expected_version?: number | undefined;
}

export async function updatePolicy(
  tx: Transaction,
  caller: Caller,
  tenant_id: string,
  id: string,
  patch: PolicyPatch,
): Promise<Written> {
  const value = patch.value === undefined ? null : JSON.stringify(patch.value);
  const rows = await tx.query<Facts & Permission>(sql`
    with self as materialized (${subjectOf(caller, tenant_id)}),
    old as materialized (select * from stratum.permissions where id = ${id}::uuid and tenant_id = ${tenant_id}::uuid),
    gov as materialized (${governingKey(sql`(select key from old)`)}),
    changed as (
      update stratum.permissions p set
        value = coalesce(${value}::jsonb, p.value), mode = coalesce(${patch.mode ?? null}::text, p.mode),
        revocation_mode = coalesce(${patch.revocation_mode ?? null}::text, p.revocation_mode), version = p.version + 1, updated_at = now()
      from old o join self s on s.status = 'active' left join gov g on true
      where p.id = o.id and o.revocation_mode <> 'PERMANENT'
        and (${patch.expected_version ?? null}::int is null or o.version = ${patch.expected_version ?? null}::int)
        and (g.mode is null or g.mode = 'DELEGATED'
          or (g.mode = 'INHERITED' and coalesce(${patch.mode ?? null}::text, 'INHERITED') = 'INHERITED'))
      returning p.*),
    audited as (${record(
      caller.context,
      "permissions.updated",
      sql`
      select c.tenant_id, c.id::text, ${snapshot(o)}, ${snapshot(c)} from changed c join old o on o.id = c.id`,
    )})
    select (select ${asSubject} from self s) as tenant, (select to_json(g) from gov g) as governing,
      (select to_json(o) from old o) as old, ${columns}
    from (select 1) one left join changed c on true`);
  return withPolicy(rows[0] as Facts & Permission);
}

export interface Revoked extends Revocation {
  tenant: Subject | null;
  old: Permission | null;
}
/** `dry` only tells; a version that is not the expected one is not deleted. */
export interface HowToDelete {
  dry: boolean;
  expected_version?: number | undefined;
}

/** Deletes a policy and, with CASCADE, what stands below it. Tells what went and what stays. */
export async function deletePolicy(
  tx: Transaction,
  caller: Caller,
  tenant_id: string,
  id: string,
  { dry, expected_version }: HowToDelete,
): Promise<Revoked> {
  const gone = dry
    ? sql`select d.* from doomed d`
    : sql`delete from stratum.permissions p using doomed d where p.id = d.id returning p.*`;
  const audited = dry
    ? sql`select 1`
    : record(
        caller.context,
        "permissions.deleted",
        sql`select c.tenant_id, c.id::text, ${snapshot(c)}, null::jsonb from gone c`,
      );
  const rows = await tx.query<Revoked>(sql`
    with self as materialized (${subjectOf(caller, tenant_id)}),
    old as materialized (select * from stratum.permissions where id = ${id}::uuid and tenant_id = ${tenant_id}::uuid),
    lower as materialized (
      select p.* from self s join stratum.tenants b on ${belowOnly("b", "self")} join old o on true
      join stratum.permissions p on p.tenant_id = b.id and p.key = o.key),
    target as materialized (
      select o.* from old o join self s on s.status = 'active' where o.revocation_mode <> 'PERMANENT'
        and (${expected_version ?? null}::int is null or o.version = ${expected_version ?? null}::int)),
    doomed as materialized (
      select * from target
      union all
      select l.* from lower l join target t on t.revocation_mode = 'CASCADE' where l.revocation_mode <> 'PERMANENT'),
    gone as (${gone}),
    audited as (${audited})
    select (select ${asSubject} from self s) as tenant, (select to_json(o) from old o) as old,
      coalesce((select json_agg(json_build_object('policy_id', g.id, 'tenant_id', t.id, 'tenant_name', t.name) order by t.depth, t.name, t.id)
        from doomed g join stratum.tenants t on t.id = g.tenant_id), '[]') as deleted,
      coalesce((select json_agg(json_build_object('policy_id', l.id, 'tenant_id', t.id, 'tenant_name', t.name) order by t.depth, t.name, t.id)
        from lower l join stratum.tenants t on t.id = l.tenant_id where not exists (select from doomed g where g.id = l.id)), '[]') as kept`);
  return rows[0] as Revoked;
}
