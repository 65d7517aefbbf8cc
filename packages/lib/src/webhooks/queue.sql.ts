/** The queue: events become deliveries, a worker takes those that are due, and notes how they went. */
import type { DeliveryAttempt, WebhookDelivery } from "@stratum-hq/core";
import { type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Wrapped } from "../keys/index.ts";
import { columns } from "./deliveries.sql.ts";
import { snapshot } from "./webhooks.sql.ts";

const stamp = sql`date_trunc('milliseconds', statement_timestamp())`;

/**
 * Turns the next events of the outbox into deliveries, in the order of (xid, seq) and only as far as no transaction
 * runs that began earlier: a late commit is never passed over. One process at a time does it; the others find nothing.
 * @returns how many events it went through.
 */
export const fanOut = async (db: Transaction, batch: number): Promise<number> =>
  (
    await db.query<{ events: number }>(sql`
      with at as materialized (select * from stratum.webhook_position for update skip locked),
      next as materialized (
        select e.* from at, stratum.events e
        where (e.xid, e.seq) > (at.xid, at.seq) and e.xid < pg_snapshot_xmin(pg_current_snapshot())
        order by e.xid, e.seq limit ${batch}::int),
      made as (
        insert into stratum.webhook_deliveries (webhook_id, event_id, event_type, payload)
        select w.id, e.id, e.type, json_build_object('type', e.type,
          'timestamp', to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'data', json_build_object('id', e.id, 'tenant_id', e.tenant_id, 'resource_type', e.resource_type,
            'resource_id', e.resource_id, 'request_id', a.request_id))::text
        from next e
        left join stratum.audit_log a on a.id = e.id
        left join stratum.tenants f on f.id = e.former_parent_id
        join stratum.webhooks w on e.xid > w.xid
          and (w.tenant_id is null or w.tenant_id = any(
            coalesce(stratum.chain(e.ancestry_path, e.tenant_id), array[e.tenant_id])
            || coalesce(stratum.chain(f.ancestry_path, f.id), array[]::uuid[])))
          and w.events && array['*', e.type, split_part(e.type, '.', 1) || '.*']
        order by e.xid, e.seq
        on conflict do nothing),
      moved as (
        update stratum.webhook_position p set xid = n.xid, seq = n.seq
        from (select xid, seq from next order by xid desc, seq desc limit 1) n)
      select count(*)::int as events from next`)
  )[0]?.events ?? 0;

/** A delivery that this worker holds until `taken_until`, with all that is needed to send it. */
export interface Job {
  id: string;
  webhook_id: string;
  event_id: string;
  payload: string;
  tries: number;
  taken_until: string;
  url: string;
  secret: Wrapped;
  /** Signs as well; null when there is none any more. */
  old_secret: Wrapped | null;
}
const wrapped = (secret: Sql, by: Sql): Sql =>
  sql`json_build_object('wrapped', translate(encode(${secret}, 'base64'), E'\\n', ''), 'wrapped_by', ${by})`;
const job = sql`d.id, d.webhook_id, d.event_id, d.payload, d.tries, d.taken_until, w.url,
  ${wrapped(sql`w.secret`, sql`w.secret_wrapped_by`)} as secret,
  case when w.old_secret_until > now() then ${wrapped(sql`w.old_secret`, sql`w.old_secret_wrapped_by`)} end as old_secret`;

/** Which due deliveries are taken. */
export interface Claim {
  /** Those of endpoints that failed last time, or those of the others. */
  failing: boolean;
  limit: number;
  /** At most so many of one endpoint at the same time, over all processes. */
  each: number;
  lease_seconds: number;
}

/**
 * Takes due deliveries, of each endpoint a few: endpoints with something waiting are found by skipping through the
 * index, so a long queue of one hides nobody. Those that accepted something lately come first.
 */
export const claim = (db: Transaction, { failing, limit, each, lease_seconds }: Claim): Promise<Job[]> =>
  db.query<Job>(sql`
    with recursive waiting (id) as (
      (select webhook_id from stratum.webhook_deliveries where status = 'pending' order by webhook_id limit 1)
      union all
      select (select d.webhook_id from stratum.webhook_deliveries d
        where d.status = 'pending' and d.webhook_id > s.id order by d.webhook_id limit 1)
      from waiting s where s.id is not null),
    ready as materialized (
      select w.id, w.last_success_at from waiting s join stratum.webhooks w on w.id = s.id
      left join stratum.tenants t on t.id = w.tenant_id
      where w.status = 'active' and (w.failing_since is not null) = ${failing}::boolean
        and (w.tenant_id is null or t.status = 'active')),
    picked as materialized (
      select p.id from ready r
      cross join lateral (
        select d.id from stratum.webhook_deliveries d
        where d.webhook_id = r.id and d.status = 'pending' and d.next_attempt_at <= now()
        order by d.next_attempt_at, d.seq
        limit greatest(0, ${each}::int - (
          select count(*) from stratum.webhook_deliveries x where x.webhook_id = r.id and x.taken_until > now()))
        for update skip locked) p
      order by r.last_success_at desc nulls last, random() limit ${limit}::int),
    d as (
      update stratum.webhook_deliveries d set
        next_attempt_at = ${stamp} + make_interval(secs => ${lease_seconds}::int),
        taken_until = ${stamp} + make_interval(secs => ${lease_seconds}::int)
      from picked p where d.id = p.id returning d.*)
    select ${job} from d join stratum.webhooks w on w.id = d.webhook_id order by d.seq`);

/** Makes a message that is sent at once, by who asks for it. */
export const insertTest = async (
  tx: Transaction,
  webhook_id: string,
  test: { event_id: string; type: string; payload: string; lease_seconds: number },
): Promise<Job | undefined> =>
  (
    await tx.query<Job>(sql`
      with d as (
        insert into stratum.webhook_deliveries (webhook_id, event_id, event_type, payload, next_attempt_at, taken_until)
        select w.id, ${test.event_id}::uuid, ${test.type}::text, ${test.payload}::text,
          ${stamp} + make_interval(secs => ${test.lease_seconds}::int), ${stamp} + make_interval(secs => ${test.lease_seconds}::int)
        from stratum.webhooks w where w.id = ${webhook_id}::uuid
        returning *)
      select ${job} from d join stratum.webhooks w on w.id = d.webhook_id`)
  )[0];

/** How an attempt went, and what follows from it. */
export interface Finish {
  attempt: DeliveryAttempt;
  accepted: boolean;
  /** Seconds until the next; null: there is none. */
  wait: number | null;
  /** The endpoint says that it is gone for good. */
  gone: boolean;
  /** A test says nothing of the endpoint's health. */
  test?: boolean;
}
/** An endpoint that accepted nothing for so long is disabled when a message's last attempt fails. */
const DISABLED_AFTER = "2 days";
/** A delivery tells of so many attempts, the last ones. */
const ATTEMPTS_KEPT = 50;

/**
 * Notes an attempt, and how the endpoint does. Nothing is noted if the lease has passed to another worker.
 * @returns the delivery as it is now; nothing if it was not ours any more.
 */
export const finish = async (
  db: Transaction,
  { id, taken_until }: Pick<Job, "id" | "taken_until">,
  { attempt, accepted, wait, gone, test = false }: Finish,
): Promise<WebhookDelivery | undefined> =>
  (
    await db.query<WebhookDelivery>(sql`
      with d as (
        update stratum.webhook_deliveries d set
          attempts = case when jsonb_array_length(d.attempts) < ${ATTEMPTS_KEPT}::int then d.attempts else d.attempts - 0 end
            || ${JSON.stringify(attempt)}::jsonb,
          tries = d.tries + 1, taken_until = null,
          status = case when ${accepted}::boolean then 'delivered' when ${wait}::float8 is null then 'failed' else 'pending' end,
          delivered_at = case when ${accepted}::boolean then ${stamp} end,
          next_attempt_at = ${stamp} + make_interval(secs => ${wait}::float8)
        where d.id = ${id}::uuid and d.taken_until = ${taken_until}::timestamptz
        returning *),
      old as materialized (
        select w.*, not ${accepted}::boolean and w.status = 'active' and (${gone}::boolean or
          (${wait}::float8 is null and w.failing_since < now() - ${DISABLED_AFTER}::interval)) as ends
        from d join stratum.webhooks w on w.id = d.webhook_id
        where not ${test}::boolean
          -- Not for every message of one that does well.
          and not (${accepted}::boolean and w.failing_since is null and w.last_success_at > now() - interval '10 seconds')
        for update of w),
      w as (
        update stratum.webhooks w set
          failing_since = case when ${accepted}::boolean then null else coalesce(w.failing_since, ${stamp}) end,
          last_success_at = case when ${accepted}::boolean then ${stamp} else w.last_success_at end,
          status = case when old.ends then 'disabled' else w.status end,
          disabled_reason = case when old.ends then case when ${gone}::boolean then 'gone' else 'failing' end else w.disabled_reason end,
          version = w.version + old.ends::int,
          updated_at = case when old.ends then ${stamp} else w.updated_at end
        from old where w.id = old.id returning w.*, old.ends),
      audited as (${record(
        {},
        "webhooks.disabled",
        sql`select w.tenant_id, w.id::text, (select ${snapshot} from old w), ${snapshot} from w where w.ends`,
      )})
      select ${columns} from d`)
  )[0];

/** Deletes what is older than 30 days, whatever became of it. Some rows at a time. */
export const prune = async (db: Transaction, batch: number): Promise<number> =>
  (
    await db.query<{ pruned: number }>(sql`
      with old as materialized (
        select id from stratum.webhook_deliveries where created_at < now() - interval '30 days'
        order by created_at limit ${batch}::int for update skip locked),
      gone as (delete from stratum.webhook_deliveries d using old where d.id = old.id returning 1)
      select count(*)::int as pruned from gone`)
  )[0]?.pruned ?? 0;
