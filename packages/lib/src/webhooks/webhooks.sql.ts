import type { UpdateWebhookInput, Webhook } from "@stratum-hq/core";
import { empty, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller, Placed } from "../caller.ts";
import type { Wrapped } from "../keys/index.ts";
import { inside, seenFrom } from "../tenants/index.ts";

/** Where the webhook belongs; null for the platform. */
type HookTenant = (Placed & { status: string }) | null;
/** A webhook beside its tenant; both null if the caller sees none of that id. */
export interface Found {
  tenant: HookTenant;
  webhook: Webhook | null;
}

/** Everything of a webhook `w` but its secrets. */
const columns = sql`w.id, w.tenant_id, w.url, w.description, w.events, w.status, w.disabled_reason, w.failing_since,
  w.last_success_at, case when w.old_secret_until > now() then w.old_secret_until end as old_secret_until, w.version,
  w.created_at, w.updated_at`;
const tenantOf = sql`case when t.id is not null then
  json_build_object('id', t.id, 'ancestry_path', t.ancestry_path, 'status', t.status) end as tenant`;
/** For the audit. Of the address only the host: the rest may let in whoever knows it. */
export const snapshot: Sql = sql`jsonb_build_object('tenant_id', w.tenant_id, 'host', split_part(w.url, '/', 3), 'description',
  w.description, 'events', to_jsonb(w.events), 'status', w.status, 'disabled_reason', w.disabled_reason)`;
/** The webhook `w` of this id, if the caller sees it. */
const mine = (caller: Caller, id: string) => sql`w.id = ${id}::uuid and ${seenFrom(caller.within, "t")}`;
const stamp = sql`date_trunc('milliseconds', now())`;

function split(row: (Webhook & { tenant: HookTenant }) | undefined): Found {
  if (!row) return { tenant: null, webhook: null };
  const { tenant, ...webhook } = row;
  return { tenant, webhook: webhook.id === null ? null : webhook };
}

export interface NewWebhook {
  id: string;
  tenant_id: string | null;
  url: string;
  description: string | null;
  events: readonly string[];
  secret: Wrapped;
}

/** Adds a webhook of the platform or of an active tenant. */
export async function insertWebhook(tx: Transaction, caller: Caller, w: NewWebhook): Promise<Found> {
  const rows = await tx.query<Webhook & { tenant: HookTenant }>(sql`
    with t as materialized (select id, ancestry_path, status from stratum.tenants where id = ${w.tenant_id}::uuid),
    w as (
      insert into stratum.webhooks (id, tenant_id, url, description, events, secret, secret_wrapped_by)
      select ${w.id}::uuid, ${w.tenant_id}::uuid, ${w.url}::text, ${w.description}::text, ${w.events}::text[],
        decode(${w.secret.wrapped}::text, 'base64'), ${w.secret.wrapped_by}::text
      where ${w.tenant_id}::uuid is null or exists (select from t where t.status = 'active')
      returning *),
    audited as (${record(caller.context, "webhooks.created", sql`select w.tenant_id, w.id::text, null::jsonb, ${snapshot} from w`)})
    select ${columns}, ${tenantOf} from (select 1) one left join t on true left join w on true`);
  return split(rows[0]);
}

/** The webhook beside its tenant, if the caller sees it. */
export const selectWebhook = async (db: Transaction, caller: Caller, id: string): Promise<Found> =>
  split(
    (
      await db.query<Webhook & { tenant: HookTenant }>(sql`
        select ${columns}, ${tenantOf} from stratum.webhooks w left join stratum.tenants t on t.id = w.tenant_id
        where ${mine(caller, id)}`)
    )[0],
  );

/** Those that the caller sees, newest first: ids are in order of time. */
export const selectWebhooks = (
  db: Transaction,
  q: { within: string | null; tenant_id: string | undefined; after: string | null; limit: number },
): Promise<Webhook[]> =>
  db.query<Webhook>(sql`
    select ${columns} from stratum.webhooks w left join stratum.tenants t on t.id = w.tenant_id
    where ${q.after === null ? sql`true` : sql`w.id < ${q.after}::uuid`} ${inside(q.within)}
      ${q.tenant_id === undefined ? empty : sql`and w.tenant_id = ${q.tenant_id}::uuid`}
    order by w.id desc limit ${q.limit + 1}::int`);

/** What a change found: the webhook as it was, if the caller sees it, and as it is now, unless it was refused. */
export interface Changed {
  tenant: HookTenant;
  old: Webhook | null;
  webhook: Webhook | null;
}
type Change = Webhook & { tenant: HookTenant; old: Webhook | null };

async function changed(rows: Promise<Change[]>): Promise<Changed> {
  const [row] = await rows;
  if (!row) return { tenant: null, old: null, webhook: null };
  const { tenant, old, ...webhook } = row;
  return { tenant, old, webhook: webhook.id === null ? null : webhook };
}
const locked = (caller: Caller, id: string) => sql`
  old as materialized (
    select w.* from stratum.webhooks w left join stratum.tenants t on t.id = w.tenant_id
    where ${mine(caller, id)} for update of w),
  t as materialized (select t.id, t.ancestry_path, t.status from stratum.tenants t join old on old.tenant_id = t.id)`;
const answer = sql`
  select ${columns}, ${tenantOf}, (select to_json(x) from (select ${columns} from old w) x) as old
  from (select 1) one left join old on true left join t on true left join w on true`;

/** Changes a webhook of the platform or of an active tenant, if its version is the expected one. */
export const updateWebhookRow = (
  tx: Transaction,
  caller: Caller,
  id: string,
  patch: UpdateWebhookInput,
): Promise<Changed> => {
  const { url = null, events = null, status = null, expected_version = null } = patch;
  const describes = patch.description !== undefined;
  return changed(
    tx.query<Change>(sql`
      with ${locked(caller, id)},
      w as (
        update stratum.webhooks w set
          url = coalesce(${url}::text, w.url), events = coalesce(${events}::text[], w.events),
          description = case when ${describes}::boolean then ${patch.description ?? null}::text else w.description end,
          status = coalesce(${status}::text, w.status),
          disabled_reason = case when ${status}::text is null then w.disabled_reason end,
          -- In service again, or with another address, it starts afresh.
          failing_since = case when ${status}::text = 'active' or ${url}::text is not null then null else w.failing_since end,
          version = w.version + 1, updated_at = ${stamp}
        from old left join t on true
        where w.id = old.id and (old.tenant_id is null or t.status = 'active')
          and old.version = coalesce(${expected_version}::int, old.version)
        returning w.*),
      audited as (${record(
        caller.context,
        "webhooks.updated",
        sql`select w.tenant_id, w.id::text, (select ${snapshot} from old w), ${snapshot} from w`,
      )})
      ${answer}`),
  );
};

/** Puts a new secret in the place of one that goes on signing for a while. */
export const rotateSecret = (
  tx: Transaction,
  caller: Caller,
  id: string,
  next: Wrapped,
  overlap_seconds: number,
): Promise<Changed> =>
  changed(
    tx.query<Change>(sql`
      with ${locked(caller, id)},
      w as (
        update stratum.webhooks w set
          secret = decode(${next.wrapped}::text, 'base64'), secret_wrapped_by = ${next.wrapped_by}::text,
          old_secret = w.secret, old_secret_wrapped_by = w.secret_wrapped_by,
          old_secret_until = ${stamp} + make_interval(secs => ${overlap_seconds}::int),
          version = w.version + 1, updated_at = ${stamp}
        from old left join t on true
        where w.id = old.id and (old.tenant_id is null or t.status = 'active') returning w.*),
      audited as (${record(
        caller.context,
        "webhooks.secret_rotated",
        sql`select w.tenant_id, w.id::text, null::jsonb, jsonb_build_object('old_secret_until', w.old_secret_until) from w`,
      )})
      ${answer}`),
  );

/** Deletes a webhook with its deliveries, also that of a tenant that sleeps. */
export const deleteWebhookRow = (tx: Transaction, caller: Caller, id: string): Promise<Changed> =>
  changed(
    tx.query<Change>(sql`
      with ${locked(caller, id)},
      w as (delete from stratum.webhooks w using old where w.id = old.id returning w.*),
      audited as (${record(
        caller.context,
        "webhooks.deleted",
        sql`select w.tenant_id, w.id::text, ${snapshot}, null::jsonb from w`,
      )})
      ${answer}`),
  );
