import type { ApiKey, ApiKeyEnvironment } from "@stratum-hq/core";
import { empty, sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller, Placed } from "../caller.ts";
import { below, inside, seenFrom } from "../tenants/index.ts";
import { holdable, scopesByRole, unended } from "./roles.sql.ts";

type KeyTenant = (Placed & { status: string }) | null;

/** Everything of a key `k` but its hash. */
const columns = sql`k.id, k.name, k.tenant_id, k.scopes, k.environment, k.hint, k.rate_limit, k.created_at, k.expires_at,
  k.last_used_at, k.revoked_at, k.replaced_by`;
const tenantOf = sql`case when t.id is not null then
  json_build_object('id', t.id, 'ancestry_path', t.ancestry_path, 'status', t.status) end as tenant`;
const snapshot = sql`jsonb_build_object('name', k.name, 'tenant_id', k.tenant_id, 'scopes', k.scopes,
  'environment', k.environment, 'hint', k.hint, 'rate_limit', k.rate_limit, 'expires_at', k.expires_at,
  'revoked_at', k.revoked_at, 'replaced_by', k.replaced_by)`;
/** Does the key `k` of the tenant `t` (none for the platform) open anything? */
const live = sql`${unended} and (k.tenant_id is null or t.status = 'active')`;

export interface NewKey {
  id: string;
  tenant_id: string | null;
  name: string;
  scopes: string[];
  environment: ApiKeyEnvironment;
  key_hash: Buffer;
  hint: string;
  rate_limit: number | null;
  expires_at: string | null;
}

/** Inserts a key of the platform or of an active tenant, unless it would have expired already. */
export async function insertKey(
  tx: Transaction,
  caller: Caller,
  key: NewKey,
): Promise<{ tenant: KeyTenant; key: ApiKey | null }> {
  const rows = await tx.query<ApiKey & { tenant: KeyTenant }>(sql`
    with t as materialized (select id, ancestry_path, status from stratum.tenants where id = ${key.tenant_id}::uuid),
    k as (
      insert into stratum.api_keys (id, tenant_id, name, scopes, environment, key_hash, hint, rate_limit, expires_at)
      select ${key.id}::uuid, ${key.tenant_id}::uuid, ${key.name}::text, ${key.scopes}::text[],
        ${key.environment}::text, ${key.key_hash}::bytea, ${key.hint}::text, ${key.rate_limit}::int,
        ${key.expires_at}::timestamptz
      where (${key.tenant_id}::uuid is null or exists (select from t where t.status = 'active'))
        and (${key.expires_at}::timestamptz is null or ${key.expires_at}::timestamptz > now())
      returning *),
    audited as (${record(caller.context, "access.key_created", sql`select k.tenant_id, k.id::text, null::jsonb, ${snapshot} from k`)})
    select ${columns}, ${tenantOf} from (select 1) one left join t on true left join k on true`);
  return split(rows[0]);
}

/**
 * A key and everything that it can do, if the caller sees it. Neither grows until the transaction ends. Roles out of
 * reach count: the key could come back into it.
 */
export async function lockPower(
  tx: Transaction,
  within: string | null,
  id: string,
): Promise<Pick<ApiKey, "environment" | "scopes"> | undefined> {
  const [key] = await tx.query<Pick<ApiKey, "environment" | "scopes">>(sql`
    select k.environment, k.scopes from stratum.api_keys k left join stratum.tenants t on t.id = k.tenant_id
    where k.id = ${id}::uuid and ${seenFrom(within, "t")} for update of k`);
  if (!key) return undefined;
  // A statement of its own: only now does it see a role that the key got while this waited for it.
  const roles = await tx.query<Pick<ApiKey, "scopes">>(sql`
    select r.scopes from stratum.role_keys h join stratum.roles r on r.id = h.role_id
    where h.key_id = ${id}::uuid for share of r`);
  return { ...key, scopes: [...key.scopes, ...roles.flatMap((role) => role.scopes)] };
}

/** What a rotation found: the key as it was, if the caller sees it, its tenant, and the new key unless it was refused. */
interface Rotated {
  tenant: KeyTenant;
  old: Pick<ApiKey, "id" | "revoked_at" | "replaced_by"> | null;
  /** Had the old one expired? */
  expired: boolean;
  key: ApiKey | null;
}

/** Puts a new key in the place of one that still works and has not been rotated, and lets the old one end. */
export async function rotateKey(
  tx: Transaction,
  caller: Caller,
  id: string,
  next: Pick<NewKey, "id" | "key_hash" | "hint" | "expires_at"> & { overlap_seconds: number },
): Promise<Rotated> {
  const rows = await tx.query<ApiKey & Omit<Rotated, "key">>(sql`
    with old as materialized (
      select k.* from stratum.api_keys k left join stratum.tenants t on t.id = k.tenant_id
      where k.id = ${id}::uuid and ${seenFrom(caller.within, "t")} for update of k),
    t as materialized (select t.id, t.ancestry_path, t.status from stratum.tenants t join old on old.tenant_id = t.id),
    k as (
      insert into stratum.api_keys (id, tenant_id, name, scopes, environment, key_hash, hint, rate_limit, expires_at)
      select ${next.id}::uuid, k.tenant_id, k.name, k.scopes, k.environment, ${next.key_hash}::bytea,
        ${next.hint}::text, k.rate_limit,
        coalesce(${next.expires_at}::timestamptz, now() + (k.expires_at - k.created_at))
      from old k left join t on true
      where ${live} and k.replaced_by is null
        and (${next.expires_at}::timestamptz is null or ${next.expires_at}::timestamptz > now())
      returning *),
    ended as (
      update stratum.api_keys o set replaced_by = k.id,
        expires_at = least(o.expires_at, now() + make_interval(secs => ${next.overlap_seconds}::int))
      from k, old where o.id = old.id returning o.*),
    audited as (${record(caller.context, "access.key_created", sql`select k.tenant_id, k.id::text, null::jsonb, ${snapshot} from k`)}),
    carried as (
      insert into stratum.role_keys (role_id, key_id)
      select h.role_id, k.id from k, old join stratum.role_keys h on h.key_id = old.id),
    audited_end as (${record(
      caller.context,
      "access.key_rotated",
      sql`select k.tenant_id, k.id::text, (select ${snapshot} from old k), ${snapshot} from ended k`,
    )})
    select ${columns}, ${tenantOf}, coalesce(old.expires_at <= now(), false) as expired,
      case when old.id is not null then json_build_object(
        'id', old.id, 'revoked_at', old.revoked_at, 'replaced_by', old.replaced_by) end as old
    from (select 1) one left join old on true left join t on true left join k on true`);
  const { tenant, old, expired, ...key } = rows[0] as ApiKey & Omit<Rotated, "key">;
  return { tenant, old, expired, key: key.id === null ? null : key };
}

/** Revokes a key once; the second time changes nothing. */
export async function revokeKey(
  tx: Transaction,
  caller: Caller,
  id: string,
): Promise<{ tenant: KeyTenant; key: ApiKey | null }> {
  const rows = await tx.query<ApiKey & { tenant: KeyTenant }>(sql`
    with old as materialized (select * from stratum.api_keys where id = ${id}::uuid for update),
    k as (
      update stratum.api_keys k set revoked_at = coalesce(old.revoked_at, now()) from old where k.id = old.id returning k.*),
    audited as (${record(
      caller.context,
      "access.key_revoked",
      sql`
      select k.tenant_id, k.id::text, (select ${snapshot} from old k), ${snapshot}
      from k where exists (select from old where old.revoked_at is null)`,
    )})
    select ${columns}, ${tenantOf} from k left join stratum.tenants t on t.id = k.tenant_id`);
  return split(rows[0]);
}

function split(row: (ApiKey & { tenant: KeyTenant }) | undefined): { tenant: KeyTenant; key: ApiKey | null } {
  if (!row) return { tenant: null, key: null };
  const { tenant, ...key } = row;
  return { tenant, key: key.id === null ? null : key };
}

/** The key, if the caller sees it. */
export const selectKey = async (
  db: Transaction,
  within: string | null,
  id: string,
): Promise<ApiKey | undefined> =>
  (
    await db.query<ApiKey>(sql`
    select ${columns} from stratum.api_keys k left join stratum.tenants t on t.id = k.tenant_id
    where k.id = ${id}::uuid and ${seenFrom(within, "t")}`)
  )[0];

/**
 * Keys of the tenants that the caller sees, newest first: ids are in order of time.
 * @param q with `tenant_id`, those of this tenant; with `unused_days`, those that have not ended, and were neither made nor used in so many days.
 */
export const selectKeys = (
  db: Transaction,
  q: {
    within: string | null;
    tenant_id?: string | undefined;
    after: string | null;
    limit: number;
    unused_days?: number | undefined;
  },
): Promise<ApiKey[]> =>
  db.query<ApiKey>(sql`
    select ${columns} from stratum.api_keys k left join stratum.tenants t on t.id = k.tenant_id
    where ${q.after === null ? sql`true` : sql`k.id < ${q.after}::uuid`} ${inside(q.within)}
      ${q.tenant_id === undefined ? empty : sql`and k.tenant_id = ${q.tenant_id}::uuid`}
      ${
        q.unused_days === undefined
          ? empty
          : sql`and ${unended} and coalesce(k.last_used_at, k.created_at) < now() - make_interval(days => ${q.unused_days}::int)`
      }
    order by k.id desc limit ${q.limit + 1}::int`);

type Opened = Pick<ApiKey, "id" | "tenant_id" | "scopes" | "expires_at" | "rate_limit">;

/**
 * The key of this hash, if it opens anything. Notes the use at most once a minute, and never waits for another who
 * holds the row.
 */
export async function openWithKey(db: Transaction, hash: Buffer): Promise<Opened | undefined> {
  const rows = await db.query<Opened>(sql`
    with k as materialized (
      select k.*, k.scopes || ${scopesByRole("k", "t")} as all_scopes
      from stratum.api_keys k left join stratum.tenants t on t.id = k.tenant_id
      where k.key_hash = ${hash}::bytea and ${live}),
    used as (
      update stratum.api_keys u set last_used_at = now()
      where u.id = (
        select f.id from stratum.api_keys f where f.id in (
          select k.id from k where k.last_used_at is null or k.last_used_at < now() - interval '1 minute')
        for update skip locked))
    select k.id, k.tenant_id, k.all_scopes as scopes, k.expires_at, k.rate_limit from k`);
  return rows[0];
}

/**
 * What a token for this subtree may lean on, unless it can no longer be used.
 * @param token with `subject`, the scopes that the person holds by roles; with `key_id`, those of the key that it was
 * got by.
 */
export async function openWithToken(
  db: Transaction,
  token: { tenant_id?: string | undefined; key_id?: string | undefined; subject?: string },
): Promise<{ key_scopes: string[] | null; role_scopes: string[] } | undefined> {
  const { tenant_id = null, key_id = null, subject = null } = token;
  const rows = await db.query<{ stands: boolean; key_scopes: string[] | null; role_scopes: string[] }>(sql`
    with target as materialized (select * from stratum.tenants where id = ${tenant_id}::uuid),
    k as materialized (
      select k.scopes || ${scopesByRole("k", "t")} as scopes
      from stratum.api_keys k left join stratum.tenants t on t.id = k.tenant_id
      where k.id = ${key_id}::uuid and ${live}
        -- The tenant may have been moved out of the key's reach since.
        and (t.id is null or exists (select from target where target.id = t.id or ${below("target", "t")})))
    select (${tenant_id}::uuid is null or exists (select from target where target.status = 'active'))
        and (${key_id}::uuid is null or exists (select from k)) as stands,
      (select k.scopes from k) as key_scopes,
      array(
        select distinct unnest(r.scopes) from target t
          join stratum.role_principals p on p.tenant_id = t.id and p.principal_id = ${subject}::text
          join stratum.roles r on r.id = p.role_id
        where ${holdable("r", "t")}) as role_scopes`);
  const { stands, ...found } = rows[0] as NonNullable<(typeof rows)[0]>;
  return stands ? found : undefined;
}
