import type { DeliveryStats, DeliveryStatus, WebhookDelivery } from "@stratum-hq/core";
import { empty, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller } from "../caller.ts";
import { inside, seenFrom } from "../tenants/index.ts";

export const columns: Sql = sql`d.id, d.webhook_id, d.event_id, d.event_type, d.status, d.attempts,
  case when d.status = 'pending' then d.next_attempt_at end as next_attempt_at, d.payload, d.created_at, d.delivered_at`;
/** Deliveries `d` with the webhook `w` and its tenant `t`. */
const joined = sql`stratum.webhook_deliveries d join stratum.webhooks w on w.id = d.webhook_id
  left join stratum.tenants t on t.id = w.tenant_id`;

/** A delivery with what the next page needs. */
export type Listed = WebhookDelivery & { seq: number };
export interface Filter {
  within: string | null;
  webhook_id?: string | undefined;
  status?: DeliveryStatus | undefined;
  /** Not older than this. */
  since?: string | undefined;
}
const filtered = ({ within, webhook_id, status, since }: Filter): Sql => sql`
  true ${webhook_id === undefined ? empty : sql`and d.webhook_id = ${webhook_id}::uuid`}
  ${status === undefined ? empty : sql`and d.status = ${status}::text`}
  ${since === undefined ? empty : sql`and d.created_at >= ${since}::timestamptz`} ${inside(within)}`;

/** Newest first. */
export const selectDeliveries = (
  db: Transaction,
  q: Filter & { after: number | null; limit: number },
): Promise<Listed[]> =>
  db.query<Listed>(sql`
    select ${columns}, d.seq from ${joined}
    where ${filtered(q)} ${q.after === null ? empty : sql`and d.seq < ${q.after}::bigint`}
    order by d.seq desc limit ${q.limit + 1}::int`);

export const countDeliveries = async (db: Transaction, q: Filter): Promise<DeliveryStats> =>
  (
    await db.query<DeliveryStats>(sql`
      select count(*) filter (where d.status = 'pending')::int as pending,
        count(*) filter (where d.status = 'delivered')::int as delivered,
        count(*) filter (where d.status = 'failed')::int as failed,
        min(d.created_at) filter (where d.status = 'pending') as oldest_pending_at
      from ${joined} where ${filtered(q)}`)
  )[0] as DeliveryStats;

const again = sql`status = 'pending', tries = 0, next_attempt_at = date_trunc('milliseconds', now())`;

/** One entry for each webhook of the deliveries `d`. */
const audited = (caller: Caller): Sql =>
  sql`audited as (${record(
    caller.context,
    "webhooks.retried",
    sql`
    select w.tenant_id, w.id::text, null::jsonb, jsonb_build_object('deliveries', count(*))
    from d join stratum.webhooks w on w.id = d.webhook_id group by w.id`,
  )})`;

/** Gives a failed delivery all its attempts anew. `found` is what it was, if the caller sees it. */
export async function retryOne(
  db: Transaction,
  caller: Caller,
  id: string,
): Promise<{ found: DeliveryStatus | null; delivery: WebhookDelivery | null }> {
  const rows = await db.query<WebhookDelivery & { found: DeliveryStatus | null }>(sql`
    with old as materialized (
      select d.id, d.status from ${joined} where d.id = ${id}::uuid and ${seenFrom(caller.within, "t")} for update of d),
    d as (
      update stratum.webhook_deliveries d set ${again} from old where d.id = old.id and old.status = 'failed' returning d.*),
    ${audited(caller)}
    select ${columns}, old.status as found from (select 1) one left join old on true left join d on true`);
  const { found = null, ...delivery } = rows[0] as WebhookDelivery & { found: DeliveryStatus | null };
  return { found, delivery: delivery.id === null ? null : delivery };
}

/** The same for all that failed. Gives how many. */
export const retryAll = async (db: Transaction, caller: Caller, q: Omit<Filter, "status">): Promise<number> =>
  (
    await db.query<{ retried: number }>(sql`
      with chosen as materialized (select d.id from ${joined} where ${filtered({ ...q, status: "failed" })}),
      d as (
        update stratum.webhook_deliveries d set ${again} from chosen c where d.id = c.id and d.status = 'failed' returning d.webhook_id),
      ${audited(caller)}
      select count(*)::int as retried from d`)
  )[0]?.retried ?? 0;
