/** Who holds roles, and what a key or principal may do by them. */
import type { KeyScopes, PrincipalScopes, Role, RoleHolder } from "@stratum-hq/core";
import { raw, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller } from "../caller.ts";
import { seenFrom } from "../tenants/index.ts";
import { holdable, type RoleTenant, tenantOf, unended } from "./roles.sql.ts";

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
