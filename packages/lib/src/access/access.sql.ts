import type { ApiKey } from "@stratum-hq/core";
import { sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller, Placed } from "../caller.ts";
import { below, inside } from "../tenants/index.ts";

type KeyTenant = (Placed & { status: string }) | null;

/** Everything of a key `k` but its hash. */
const columns = sql`k.id, k.name, k.tenant_id, k.scopes, k.hint, k.created_at, k.expires_at, k.last_used_at, k.revoked_at`;
const tenantOf = sql`case when t.id is not null then
  json_build_object('id', t.id, 'ancestry_path', t.ancestry_path, 'status', t.status) end as tenant`;
const snapshot = sql`jsonb_build_object('name', k.name, 'tenant_id', k.tenant_id, 'scopes', k.scopes, 'hint', k.hint,
  'expires_at', k.expires_at, 'revoked_at', k.revoked_at)`;
/** Does the key `k` of the tenant `t` (none for the platform) open anything? */
const live = sql`k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
  and (k.tenant_id is null or t.status = 'active')`;

export interface NewKey {
  id: string;
  tenant_id: string | null;
  name: string;
  scopes: string[];
  key_hash: Buffer;
  hint: string;
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
      insert into stratum.api_keys (id, tenant_id, name, scopes, key_hash, hint, expires_at)
      select ${key.id}::uuid, ${key.tenant_id}::uuid, ${key.name}::text, ${key.scopes}::text[], ${key.key_hash}::bytea,
        ${key.hint}::text, ${key.expires_at}::timestamptz
      where (${key.tenant_id}::uuid is null or exists (select from t where t.status = 'active'))
        and (${key.expires_at}::timestamptz is null or ${key.expires_at}::timestamptz > now())
      returning *),
    audited as (${record(caller.context, "access.key_created", sql`select k.tenant_id, k.id::text, null::jsonb, ${snapshot} from k`)})
    select ${columns}, ${tenantOf} from (select 1) one left join t on true left join k on true`);
  return split(rows[0]);
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

/** Keys of the tenants that the caller sees, newest first: ids are in order of time. */
export const selectKeys = (
  db: Transaction,
  q: { within: string | null; after: string | null; limit: number },
): Promise<ApiKey[]> =>
  db.query<ApiKey>(sql`
    select ${columns} from stratum.api_keys k left join stratum.tenants t on t.id = k.tenant_id
    where ${q.after === null ? sql`true` : sql`k.id < ${q.after}::uuid`} ${inside(q.within)}
    order by k.id desc limit ${q.limit + 1}::int`);

/**
 * The key of this hash, if it opens anything. Notes the use at most once a minute, and never waits for another who
 * holds the row.
 */
export async function openWithKey(
  db: Transaction,
  hash: Buffer,
): Promise<Pick<ApiKey, "id" | "tenant_id" | "scopes" | "expires_at"> | undefined> {
  const rows = await db.query<Pick<ApiKey, "id" | "tenant_id" | "scopes" | "expires_at">>(sql`
    with k as materialized (
      select k.* from stratum.api_keys k left join stratum.tenants t on t.id = k.tenant_id
      where k.key_hash = ${hash}::bytea and ${live}),
    used as (
      update stratum.api_keys u set last_used_at = now()
      where u.id = (
        select f.id from stratum.api_keys f where f.id in (
          select k.id from k where k.last_used_at is null or k.last_used_at < now() - interval '1 minute')
        for update skip locked))
    select k.id, k.tenant_id, k.scopes, k.expires_at from k`);
  return rows[0];
}

/** May a token for this subtree, got with this key, still be used? */
export async function tokenStands(
  db: Transaction,
  claims: { tenant_id?: string | undefined; key_id?: string | undefined },
): Promise<boolean> {
  const { tenant_id = null, key_id = null } = claims;
  const rows = await db.query<{ stands: boolean }>(sql`
    with target as materialized (select * from stratum.tenants where id = ${tenant_id}::uuid)
    select (${tenant_id}::uuid is null or exists (select from target where target.status = 'active'))
      and (${key_id}::uuid is null or exists (
        select from stratum.api_keys k left join stratum.tenants t on t.id = k.tenant_id
        where k.id = ${key_id}::uuid and ${live}
          -- The tenant may have been moved out of the key's reach since.
          and (t.id is null or exists (select from target where target.id = t.id or ${below("target", "t")})))) as stands`);
  return rows[0]?.stands ?? false;
}
