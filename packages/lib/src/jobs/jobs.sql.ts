import type { ActorContext, Job, StartJobInput } from "@stratum-hq/core";
import { sql, type Transaction } from "@stratum-hq/db-adapters";
import { unended } from "../access/index.ts";
import { record } from "../audit/index.ts";
import type { Caller } from "../caller.ts";
import { seenFrom } from "../tenants/index.ts";

const columns = sql`j.id, j.kind, j.tenant_id, j.status,
  json_build_object('done', j.done, 'total', j.total) as progress, j.result, j.error,
  coalesce(j.context->>'actor_id', 'system') as started_by, j.created_at, j.started_at, j.finished_at`;
const stamp = sql`date_trunc('milliseconds', statement_timestamp())`;

/** Queues a job about a tenant that the caller sees. */
export const insertJob = async (
  tx: Transaction,
  caller: Caller,
  id: string,
  { kind, tenant_id, ...input }: StartJobInput,
): Promise<Job | undefined> =>
  (
    await tx.query<Job>(sql`
      with j as (
        insert into stratum.jobs (id, kind, tenant_id, ancestry_path, input, context)
        select ${id}::uuid, ${kind}::text, t.id, t.ancestry_path, ${JSON.stringify(input)}::jsonb,
          ${JSON.stringify(caller.context)}::jsonb
        from stratum.tenants t where t.id = ${tenant_id}::uuid and ${seenFrom(caller.within, "t")}
        returning *),
      audited as (${record(
        caller.context,
        "jobs.started",
        sql`select j.tenant_id, j.id::text, null::jsonb, jsonb_build_object('kind', j.kind, 'input', j.input) from j`,
      )})
      select ${columns} from j`)
  )[0];

/** Which jobs are wanted. */
export interface Filter {
  within: string | null;
  id?: string | undefined;
  tenant_id?: string | undefined;
  status?: string | undefined;
  after?: string | null;
  /** Of the page; one row more is read, which tells whether there is another. */
  limit?: number;
}

/** Jobs that are seen from `within`, newest first: by where their tenant stands, or stood when it is gone. */
export const selectJobs = (db: Transaction, filter: Filter): Promise<Job[]> =>
  db.query<Job>(sql`
    select ${columns}
    from stratum.jobs j
    left join stratum.tenants t on t.id = j.tenant_id
    cross join lateral (select j.tenant_id as id, coalesce(t.ancestry_path, j.ancestry_path) as ancestry_path) p
    where ${seenFrom(filter.within, "p")}
      and (${filter.id ?? null}::uuid is null or j.id = ${filter.id ?? null}::uuid)
      and (${filter.tenant_id ?? null}::uuid is null or j.tenant_id = ${filter.tenant_id ?? null}::uuid)
      and (${filter.status ?? null}::text is null or j.status = ${filter.status ?? null}::text)
      and (${filter.after ?? null}::uuid is null or j.id < ${filter.after ?? null}::uuid)
    order by j.id desc limit ${filter.limit ?? 0}::int + 1`);

/** A job that this worker holds until `taken_until`. */
export interface Taken {
  id: string;
  kind: string;
  tenant_id: string;
  input: { cascade?: boolean };
  context: ActorContext;
  tries: number;
  taken_until: string;
}
/** A job that so many workers died with is not given to another. */
const MOST_TRIES = 5;

/** Takes the oldest job of these kinds that nobody holds. */
export const claim = async (
  db: Transaction,
  kinds: readonly string[],
  lease_seconds: number,
): Promise<Taken | undefined> =>
  (
    await db.query<Taken>(sql`
      with due as materialized (
        select id from stratum.jobs
        where finished_at is null and kind = any(${kinds}::text[]) and (taken_until is null or taken_until < now()) and tries < ${MOST_TRIES}::int
        order by created_at, id limit 1 for update skip locked)
      update stratum.jobs j set status = 'running', tries = j.tries + 1, started_at = coalesce(j.started_at, ${stamp}),
        taken_until = ${stamp} + make_interval(secs => ${lease_seconds}::float8)
      from due where j.id = due.id
      returning j.id, j.kind, j.tenant_id, j.input, j.context, j.tries, j.taken_until`)
  )[0];

/**
 * Has the API key that started a job, or that the UI token was got with, been revoked, or expired, or been put to sleep
 * with its tenant?
 */
export const keyEnded = async (
  db: Transaction,
  { actor_type, actor_id, key_id = actor_type === "api_key" ? actor_id : undefined }: ActorContext,
): Promise<boolean> => {
  if (key_id === undefined) return false;
  const rows = await db.query(sql`
    select from stratum.api_keys k left join stratum.tenants t on t.id = k.tenant_id
    where k.id::text = ${key_id}::text and (not (${unended}) or t.status <> 'active')`);
  return rows.length > 0;
};

/** Keeps a job and tells how far it is. @returns the new end of the lease; nothing if it is no longer ours. */
export const renew = async (
  db: Transaction,
  { id, taken_until }: Pick<Taken, "id" | "taken_until">,
  { done, total, lease_seconds }: { done: number; total: number | null; lease_seconds: number },
): Promise<string | undefined> =>
  (
    await db.query<{ taken_until: string }>(sql`
      update stratum.jobs j set done = ${done}::int, total = ${total}::int,
        taken_until = ${stamp} + make_interval(secs => ${lease_seconds}::float8)
      where j.id = ${id}::uuid and j.taken_until = ${taken_until}::timestamptz and j.finished_at is null
      returning j.taken_until`)
  )[0]?.taken_until;

/** What became of a job: a result, an error, or neither, and then it waits to be begun again. */
export interface End {
  result?: object;
  error?: object;
  /** Not before so many seconds are over. */
  wait_seconds?: number;
  /** It was given back unfinished, which is not held against it. */
  back?: boolean;
  done: number;
  total: number | null;
}
export const finish = async (
  db: Transaction,
  { id, taken_until }: Pick<Taken, "id" | "taken_until">,
  { result, error, wait_seconds, back = false, done, total }: End,
): Promise<void> => {
  const status = result ? "succeeded" : error ? "failed" : "queued";
  await db.query(sql`
    update stratum.jobs j set status = ${status}::text, done = ${done}::int, total = ${total}::int,
      result = ${result ? JSON.stringify(result) : null}::jsonb, error = ${error ? JSON.stringify(error) : null}::jsonb,
      tries = j.tries - ${back}::boolean::int,
      taken_until = ${stamp} + make_interval(secs => ${wait_seconds ?? null}::float8),
      finished_at = case when ${status}::text <> 'queued' then ${stamp} end
    where j.id = ${id}::uuid and j.taken_until = ${taken_until}::timestamptz and j.finished_at is null`);
};

/**
 * Gives up jobs that workers died with, and deletes what has been over for 30 days. Of a tenant that is gone only the
 * purge itself is kept so long.
 */
export const tidy = async (db: Transaction): Promise<void> => {
  const error = {
    code: "JOB_ABANDONED",
    status: 500,
    message: `It was begun ${MOST_TRIES} times and never came to an end.`,
    details: {},
  };
  await db.query(sql`
    update stratum.jobs j set status = 'failed', error = ${JSON.stringify(error)}::jsonb, taken_until = null,
      finished_at = ${stamp}
    where j.finished_at is null and j.tries >= ${MOST_TRIES}::int and (j.taken_until is null or j.taken_until < now())`);
  await db.query(sql`
    delete from stratum.jobs j where j.finished_at < now() - interval '30 days'
      or (j.finished_at is not null and j.kind <> 'tenants.purge'
        and not exists (select from stratum.tenants t where t.id = j.tenant_id))`);
};

/** The certificate of a purge that was committed, as its audit entry keeps it. */
export const selectCertificate = async (db: Transaction, tenant_id: string): Promise<object | undefined> =>
  (
    await db.query<object>(sql`
      select a.id, a.resource_id as tenant_id, a.before->>'parent_id' as parent_id, (a.after->>'tenants')::int as tenants,
        a.after->'rows' as rows, to_char(a.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as purged_at
      from stratum.audit_log a
      where a.resource_type = 'tenants' and a.resource_id = ${tenant_id}::text and a.action = 'tenants.purged'`)
  )[0];
