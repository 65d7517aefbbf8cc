import { sql, type Transaction } from "@stratum-hq/db-adapters";

export interface Attempt {
  owner: string;
  key: string;
  fingerprint: Buffer;
  tenant_id: string | null;
  attempt: string;
  request_id: string;
}
/** What stands under a key that somebody else began. */
export interface Begun {
  fingerprint: Buffer;
  finished: boolean;
  answer: Buffer | null;
  /** It was begun so long ago that its process must have ended without a word. */
  abandoned: boolean;
}

const dayOld = sql`now() - interval '24 hours'`;
const abandoned = sql`(k.finished_at is null and k.started_at < now() - interval '5 minutes')`;

/**
 * Takes the key, unless it is taken. One that was begun and abandoned is taken over if its change left no audit row:
 * then it did not happen.
 * @returns null if it is ours now. Undefined if another took it at this very moment.
 */
export async function take(db: Transaction, a: Attempt): Promise<Begun | null | undefined> {
  const rows = await db.query<Begun & { ours: boolean; found: boolean }>(sql`
    with ours as (
      insert into stratum.idempotency_keys as k (owner, key, fingerprint, tenant_id, attempt, request_id)
      select ${a.owner}::text, ${a.key}::text, ${a.fingerprint}::bytea,
        (select t.id from stratum.tenants t where t.id = ${a.tenant_id}::uuid), ${a.attempt}::uuid, ${a.request_id}::text
      on conflict (owner, key) do update
        set (fingerprint, tenant_id, attempt, request_id, started_at, finished_at, answer)
          = row (excluded.fingerprint, excluded.tenant_id, excluded.attempt, excluded.request_id, now(), null, null)
        where k.started_at < ${dayOld} or (
          ${abandoned} and k.fingerprint = excluded.fingerprint and not exists (
            select from stratum.audit_log l where l.request_id = k.request_id and l.created_at >= k.started_at))
      returning key)
    select exists (select from ours) as ours, k.key is not null as found, k.fingerprint,
      k.finished_at is not null as finished, k.answer, ${abandoned} as abandoned
    from (select 1) one
    left join stratum.idempotency_keys k on k.owner = ${a.owner}::text and k.key = ${a.key}::text`);
  const [row] = rows;
  if (row?.ours) return null;
  return row?.found ? row : undefined;
}

/** Keeps the answer, and forgets some of what is a day old. */
export async function finish(
  db: Transaction,
  attempt: string,
  a: Pick<Attempt, "owner" | "key">,
  answer: Buffer | null,
): Promise<void> {
  await db.query(sql`
    with old as (
      delete from stratum.idempotency_keys where (owner, key) in (
        select k.owner, k.key from stratum.idempotency_keys k where k.started_at < ${dayOld}
        order by k.started_at limit 20 for update skip locked))
    update stratum.idempotency_keys set finished_at = now(), answer = ${answer}::bytea
    where owner = ${a.owner}::text and key = ${a.key}::text and attempt = ${attempt}::uuid`);
}

/** Gives the key back: nothing was changed under it. */
export async function release(
  db: Transaction,
  attempt: string,
  a: Pick<Attempt, "owner" | "key">,
): Promise<void> {
  await db.query(sql`
    delete from stratum.idempotency_keys
    where owner = ${a.owner}::text and key = ${a.key}::text and attempt = ${attempt}::uuid`);
}
