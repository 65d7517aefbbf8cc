import type { Role } from "@stratum-hq/core";
import { empty, isSqlState, raw, SQLSTATE, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller, Placed } from "../caller.ts";
import { inside, seenFrom } from "../tenants/index.ts";

export type RoleTenant = (Placed & { status: string }) | null;

/** Has the key `k` neither been revoked nor expired? */
export const unended: Sql = sql`k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`;

/** Can the role `r` be held in the tenant `t`, none for the platform? It may have been moved out of the role's subtree. */
export const holdable = (r: string, t: string): Sql =>
  raw(`(${r}.tenant_id is null or ${r}.tenant_id = any(stratum.chain(${t}.ancestry_path, ${t}.id)))`);

/** Scopes that the key `k` of the tenant `t` holds by roles, as an array. */
export const scopesByRole = (k: string, t: string): Sql => sql`array(
  select unnest(r.scopes) from stratum.role_keys h join stratum.roles r on r.id = h.role_id
  where h.key_id = ${raw(k)}.id and ${holdable("r", t)})`;

const holders = sql`
  (select count(*)::int from stratum.role_keys h where h.role_id = r.id) as keys,
  (select count(*)::int from stratum.role_principals h where h.role_id = r.id) as principals`;
const columns = sql`r.id, r.tenant_id, r.name, r.description, r.scopes, r.version, r.created_at, r.updated_at, ${holders}`;
export const tenantOf: Sql = sql`case when t.id is not null then
  json_build_object('id', t.id, 'ancestry_path', t.ancestry_path, 'status', t.status) end as tenant`;
const snapshot = sql`jsonb_build_object('name', r.name, 'tenant_id', r.tenant_id, 'description', r.description,
  'scopes', r.scopes)`;

export interface NewRole {
  id: string;
  tenant_id: string | null;
  name: string;
  description: string | null;
  scopes: string[];
}

/** Inserts a role of the platform or of an active tenant. `taken` if there is one of its name. */
export async function insertRole(
  tx: Transaction,
  caller: Caller,
  role: NewRole,
): Promise<{ tenant: RoleTenant; role: Role | null } | "taken"> {
  try {
    const rows = await tx.query<Role & { tenant: RoleTenant }>(sql`
      with t as materialized (select id, ancestry_path, status from stratum.tenants where id = ${role.tenant_id}::uuid),
      r as (
        insert into stratum.roles (id, tenant_id, name, description, scopes)
        select ${role.id}::uuid, ${role.tenant_id}::uuid, ${role.name}::text, ${role.description}::text,
          ${role.scopes}::text[]
        where ${role.tenant_id}::uuid is null
          or exists (select from t where t.status = 'active' and ${seenFrom(caller.within, "t")})
        returning *),
      audited as (${record(caller.context, "access.role_created", sql`select r.tenant_id, r.id::text, null::jsonb, ${snapshot} from r`)})
      select ${columns}, ${tenantOf} from (select 1) one left join t on true left join r on true`);
    const { tenant, ...made } = rows[0] as Role & { tenant: RoleTenant };
    return { tenant, role: made.id === null ? null : made };
  } catch (error) {
    if (isSqlState(error, SQLSTATE.unique_violation, "roles_tenant_name")) return "taken";
    throw error;
  }
}

/** The role, if the caller sees it. */
export const selectRole = async (
  db: Transaction,
  within: string | null,
  id: string,
): Promise<Role | undefined> =>
  (
    await db.query<Role>(sql`
    select ${columns} from stratum.roles r left join stratum.tenants t on t.id = r.tenant_id
    where r.id = ${id}::uuid and ${seenFrom(within, "t")}`)
  )[0];

/**
 * Roles of the tenants that the caller sees, newest first.
 * @param q with `tenant_id`, those that can be held at this tenant.
 */
export const selectRoles = (
  db: Transaction,
  q: { within: string | null; tenant_id?: string | undefined; after: string | null; limit: number },
): Promise<Role[]> =>
  db.query<Role>(sql`
    select ${columns} from stratum.roles r left join stratum.tenants t on t.id = r.tenant_id
    where ${q.after === null ? sql`true` : sql`r.id < ${q.after}::uuid`} ${inside(q.within)}
      ${
        q.tenant_id === undefined
          ? empty
          : sql`and (r.tenant_id is null or r.tenant_id = any((
              select stratum.chain(h.ancestry_path, h.id) from stratum.tenants h
              where h.id = ${q.tenant_id}::uuid)::uuid[]))`
      }
    order by r.id desc limit ${q.limit + 1}::int`);

export interface RolePatch {
  name?: string | undefined;
  description?: string | null | undefined;
  scopes?: string[] | undefined;
  expected_version?: number | undefined;
}
/** What a change found: the role as it was, if the caller sees it, and as it is unless the change was refused. */
interface Changed {
  tenant: RoleTenant;
  old: Role | null;
  role: Role | null;
}

/**
 * Changes a role of an active tenant, unless its version is another or a scope is added that is not in `givable`.
 * `taken` if there is one of its new name.
 */
export async function updateRole(
  tx: Transaction,
  caller: Caller,
  id: string,
  patch: RolePatch,
  givable: readonly string[],
): Promise<Changed | "taken"> {
  const { name = null, description, scopes = null, expected_version = null } = patch;
  const described = description === undefined ? empty : sql`description = ${description}::text,`;
  try {
    return await change(
      tx,
      caller,
      id,
      sql`
      update stratum.roles r set name = coalesce(${name}::text, r.name), ${described}
        scopes = coalesce(${scopes}::text[], r.scopes), version = r.version + 1, updated_at = now()
      from old where r.id = old.id and ${awake}
        and (${expected_version}::int is null or old.version = ${expected_version}::int)
        and not exists (
          select from unnest(${scopes}::text[]) s where s <> all(old.scopes) and s <> all(${givable}::text[]))
      returning r.*`,
      sql`select r.tenant_id, r.id::text, (select ${snapshot} from old r), ${snapshot} from r`,
      "access.role_updated",
    );
  } catch (error) {
    if (isSqlState(error, SQLSTATE.unique_violation, "roles_tenant_name")) return "taken";
    throw error;
  }
}

/** Deletes a role of an active tenant; the entry tells how many held it. */
export const deleteRole = (tx: Transaction, caller: Caller, id: string): Promise<Changed> =>
  change(
    tx,
    caller,
    id,
    sql`delete from stratum.roles r using old where r.id = old.id and ${awake} returning r.*`,
    sql`
    select r.tenant_id, r.id::text,
      ${snapshot} || (select jsonb_build_object('keys', o.keys, 'principals', o.principals) from old o), null::jsonb
    from r`,
    "access.role_deleted",
  );

const awake = sql`(old.tenant_id is null or exists (select from t where t.status = 'active'))`;

async function change(
  tx: Transaction,
  caller: Caller,
  id: string,
  write: Sql,
  entries: Sql,
  action: string,
): Promise<Changed> {
  const rows = await tx.query<Changed>(sql`
    with locked as materialized (
      select r.* from stratum.roles r left join stratum.tenants t on t.id = r.tenant_id
      where r.id = ${id}::uuid and ${seenFrom(caller.within, "t")} for update of r),
    old as materialized (select r.*, ${holders} from locked r),
    t as materialized (select t.id, t.ancestry_path, t.status from stratum.tenants t join old on old.tenant_id = t.id),
    r as (${write}),
    audited as (${record(caller.context, action, entries)})
    select ${tenantOf}, ${asRole("old")} as old, ${asRole("r")} as role
    from (select 1) one left join old on true left join t on true left join r on true`);
  return rows[0] as Changed;
}

const time = (r: string, column: string): string =>
  `to_char(${r}.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const asRole = (r: string): Sql =>
  raw(`case when ${r}.id is not null then json_build_object('id', ${r}.id, 'tenant_id', ${r}.tenant_id,
    'name', ${r}.name, 'description', ${r}.description, 'scopes', ${r}.scopes, 'keys', old.keys,
    'principals', old.principals, 'version', ${r}.version, 'created_at', ${time(r, "created_at")},
    'updated_at', ${time(r, "updated_at")}) end`);
