import type { KeyScopes, PrincipalScopes, Role, RoleHolder } from "@stratum-hq/core";
import { empty, isSqlState, raw, SQLSTATE, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller, Placed } from "../caller.ts";
import { inside, seenFrom } from "../tenants/index.ts";

type RoleTenant = (Placed & { status: string }) | null;

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
const tenantOf = sql`case when t.id is not null then
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

/**
 * Who holds a role, of those that the caller sees: keys by id, then principals by their word and tenant.
 * @param q with `after`, those behind this one: its kind, its word and the id of its key or tenant.
 */
export const selectHolders = (
  db: Transaction,
  q: {
    within: string | null;
    role_id: string;
    after: readonly [string, string, string] | null;
    limit: number;
  },
): Promise<RoleHolder[]> => {
  const [kind, word, id] = q.after ?? ["", "", null];
  const most = sql`${q.limit + 1}::int`;
  const counts = sql`coalesce(${holdable("r", "t")}, false)`;
  return db.query<RoleHolder>(sql`
    select * from (
      (select 'key' as kind, k.id as key_id, k.name as key_name, null::text as principal_id,
        t.id as tenant_id, t.name as tenant_name, ${unended} and ${counts} as counts
      from stratum.roles r join stratum.role_keys h on h.role_id = r.id
        join stratum.api_keys k on k.id = h.key_id left join stratum.tenants t on t.id = k.tenant_id
      where r.id = ${q.role_id}::uuid and ${seenFrom(q.within, "t")}
        and (${kind}::text = '' or (${kind}::text = 'key' and k.id > ${id}::uuid))
      order by k.id limit ${most})
      union all
      (select 'principal', null, null, h.principal_id, t.id, t.name, ${counts}
      from stratum.roles r join stratum.role_principals h on h.role_id = r.id
        join stratum.tenants t on t.id = h.tenant_id
      where r.id = ${q.role_id}::uuid and ${seenFrom(q.within, "t")}
        and (${kind}::text <> 'principal' or (h.principal_id collate "C", t.id) > (${word}::text, ${id}::uuid))
      order by h.principal_id collate "C", t.id limit ${most})) holder
    order by kind, key_id, principal_id collate "C", tenant_id limit ${most}`);
};

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

/** A key, or a principal in its tenant. */
export type Holder = { key_id: string } | { tenant_id: string; principal_id: string };
/** What was found of a role and of who shall hold it, or hold it no longer. */
interface Assigned {
  /** Is the role there, for this caller? */
  role: Pick<Role, "id" | "scopes"> | null;
  /** Of the key or the principal; null for a key of the platform. */
  tenant: RoleTenant;
  /** The key, if the caller sees it. */
  key: { id: string; revoked: boolean; expired: boolean } | null;
  holdable: boolean;
}

/** Lets a key or principal hold a role whose scopes are all in `givable`. Again: changes nothing. */
export const assign = (
  tx: Transaction,
  caller: Caller,
  role_id: string,
  holder: Holder,
  givable: readonly string[],
): Promise<Assigned> =>
  changeHolder(
    tx,
    caller,
    role_id,
    holder,
    "access.role_assigned",
    (target) => sql`
    insert into stratum.${raw(target.table)} (role_id, ${raw(target.names)})
    select r.id, ${target.values} from r, h
    where h.able and ${holdable("r", "h")} and r.scopes <@ ${givable}::text[]
    on conflict do nothing returning *`,
  );

/** Takes a role from a key or principal. Again: changes nothing. */
export const unassign = (
  tx: Transaction,
  caller: Caller,
  role_id: string,
  holder: Holder,
): Promise<Assigned> =>
  changeHolder(
    tx,
    caller,
    role_id,
    holder,
    "access.role_removed",
    (target) => sql`
    delete from stratum.${raw(target.table)} d using r, h
    where d.role_id = r.id and h.awake and ${target.same} returning d.*`,
  );

interface Target {
  table: string;
  names: string;
  values: Sql;
  same: Sql;
}

async function changeHolder(
  tx: Transaction,
  caller: Caller,
  role_id: string,
  holder: Holder,
  action: string,
  write: (target: Target) => Sql,
): Promise<Assigned> {
  const awake = sql`(t.id is null or t.status = 'active')`;
  const byKey = "key_id" in holder;
  const target: Target = byKey
    ? { table: "role_keys", names: "key_id", values: sql`h.key_id`, same: sql`d.key_id = h.key_id` }
    : {
        table: "role_principals",
        names: "tenant_id, principal_id",
        values: sql`h.id, ${holder.principal_id}::text`,
        same: sql`d.tenant_id = h.id and d.principal_id = ${holder.principal_id}::text`,
      };
  // The row is locked, so that a rotation carries either the role or waits for what becomes of it.
  const found = byKey
    ? sql`
      select k.id as key_id, t.id, t.ancestry_path, t.status, k.revoked_at is not null as revoked,
        coalesce(k.expires_at <= now(), false) as expired, ${awake} as awake,
        ${awake} and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) as able
      from stratum.api_keys k left join stratum.tenants t on t.id = k.tenant_id
      where k.id = ${holder.key_id}::uuid and ${seenFrom(caller.within, "t")} for no key update of k`
    : sql`
      select null::uuid as key_id, t.id, t.ancestry_path, t.status, false as revoked, false as expired,
        ${awake} as awake, ${awake} as able
      from stratum.tenants t where t.id = ${holder.tenant_id}::uuid and ${seenFrom(caller.within, "t")}`;
  const what = byKey
    ? sql`jsonb_build_object('role', r.name, 'key_id', c.key_id)`
    : sql`jsonb_build_object('role', r.name, 'principal_id', c.principal_id)`;
  const sides = action === "access.role_assigned" ? sql`null::jsonb, ${what}` : sql`${what}, null::jsonb`;
  const rows = await tx.query<Assigned>(sql`
    with r as materialized (
      select r.* from stratum.roles r left join stratum.tenants t on t.id = r.tenant_id
      where r.id = ${role_id}::uuid and ${seenFrom(caller.within, "t")} for share of r),
    h as materialized (${found}),
    c as (${write(target)}),
    audited as (${record(caller.context, action, sql`select h.id, r.id::text, ${sides} from c, r, h`)})
    select case when r.id is not null then json_build_object('id', r.id, 'scopes', r.scopes) end as role,
      case when h.id is not null then
        json_build_object('id', h.id, 'ancestry_path', h.ancestry_path, 'status', h.status) end as tenant,
      case when h.key_id is not null then
        json_build_object('id', h.key_id, 'revoked', h.revoked, 'expired', h.expired) end as key,
      coalesce(${holdable("r", "h")}, false) as holdable
    from (select 1) one left join r on true left join h on true`);
  return rows[0] as Assigned;
}

/** Roles as their holder's scopes tell of them; a name outside the caller's view is left out. */
const asHeld = (within: string | null): Sql => sql`
  coalesce(json_agg(json_build_object('id', r.id, 'scopes', r.scopes,
    'name', case when ${seenFrom(within, "o")} then r.name end) order by r.id) filter (where r.id is not null), '[]')`;

/** What a key may do, if the caller sees it. */
export async function selectKeyScopes(
  db: Transaction,
  within: string | null,
  id: string,
): Promise<Omit<KeyScopes, "scopes"> | undefined> {
  const rows = await db.query<Omit<KeyScopes, "scopes">>(sql`
    select k.id as key_id, k.scopes as own, (
      select ${asHeld(within)} from stratum.role_keys h join stratum.roles r on r.id = h.role_id
        left join stratum.tenants o on o.id = r.tenant_id
      where h.key_id = k.id and ${holdable("r", "t")}) as roles
    from stratum.api_keys k left join stratum.tenants t on t.id = k.tenant_id
    where k.id = ${id}::uuid and ${seenFrom(within, "t")}`);
  return rows[0];
}

/** The tenant, and the roles that a principal holds in it. */
export async function selectPrincipalRoles(
  db: Transaction,
  within: string | null,
  tenant_id: string,
  principal_id: string,
): Promise<{ tenant: RoleTenant; roles: PrincipalScopes["roles"] } | undefined> {
  const rows = await db.query<{ tenant: RoleTenant; roles: PrincipalScopes["roles"] }>(sql`
    select ${tenantOf}, (
      select ${asHeld(within)} from stratum.role_principals h join stratum.roles r on r.id = h.role_id
        left join stratum.tenants o on o.id = r.tenant_id
      where h.tenant_id = t.id and h.principal_id = ${principal_id}::text and ${holdable("r", "t")}) as roles
    from stratum.tenants t where t.id = ${tenant_id}::uuid`);
  return rows[0];
}
