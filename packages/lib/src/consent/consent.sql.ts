import type { Consent, ConsentEvent } from "@stratum-hq/core";
import { empty, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller, Placed } from "../caller.ts";

/** One subject's consent to one purpose of one tenant. */
export interface Held {
  tenant_id: string;
  subject_id: string;
  purpose: string;
}
export type Grant = Held & Pick<Consent, "lawful_basis" | "channel" | "actor" | "expires_at" | "metadata">;
/** What a write did: the state after it, or null where the rules forbade it, beside the tenant for the rule to say why. */
export interface Written {
  tenant: (Placed & { status: string }) | null;
  consent: Consent | null;
}

// Not now(): that is when the transaction began, before it waited for the lock.
const clock = sql`statement_timestamp()`;
/** In whole milliseconds, as times travel: a consent is in force at the very time that its answer names. */
const occurred = sql`date_trunc('milliseconds', statement_timestamp())`;

const of = (held: Held): Sql =>
  sql`e.tenant_id = ${held.tenant_id}::uuid and e.subject_id = ${held.subject_id}::text and e.purpose = ${held.purpose}::text`;
const inForce = (at: Sql): Sql =>
  sql`e.type <> 'withdrawn' and (e.expires_at is null or e.expires_at > ${at})`;
/** Columns of the state that follows from the event `e`, at a time. */
const state = (at: Sql): Sql => sql`
  e.tenant_id, e.subject_id, e.purpose,
  case when e.type = 'withdrawn' then 'withdrawn' when e.expires_at <= ${at} then 'expired' else 'active' end as status,
  e.lawful_basis, e.channel, e.actor, e.granted_at, e.expires_at,
  case when e.type = 'withdrawn' then e.occurred_at end as withdrawn_at, e.metadata`;
/** The person stands in the ledger alone; an audit row points to the event. */
const snapshot = sql`jsonb_build_object('purpose', e.purpose, 'lawful_basis', e.lawful_basis, 'channel', e.channel,
  'actor', e.actor, 'granted_at', e.granted_at, 'expires_at', e.expires_at)`;

/** Writes of one consent queue up behind each other. */
export const lockConsent = (tx: Transaction, { tenant_id, subject_id, purpose }: Held): Promise<unknown> =>
  tx.query(sql`
    select pg_advisory_xact_lock(stratum.lock_key('consent', ${JSON.stringify([tenant_id, purpose, subject_id])}::text))`);

const facts = (held: Held): Sql => sql`
  tenant as materialized (select id, ancestry_path, status from stratum.tenants where id = ${held.tenant_id}::uuid),
  last as materialized (select e.* from stratum.consent_events e where ${of(held)} order by e.seq desc limit 1),
  held as materialized (select e.* from last e where ${inForce(clock)})`;

const audited = (caller: Caller, type: string): Sql =>
  record(
    caller.context,
    `consent.${type}`,
    sql`
    select e.tenant_id, e.id::text, (select ${snapshot} from held e), ${snapshot} from made e where e.type = ${type}::text`,
  );

const answer = sql`
  select json_build_object('id', t.id, 'ancestry_path', t.ancestry_path, 'status', t.status) as tenant, ${state(clock)}
  from tenant t left join made e on true`;

async function write(rows: Promise<(Consent & { tenant: Written["tenant"] })[]>): Promise<Written> {
  const row = (await rows)[0];
  if (!row) return { tenant: null, consent: null };
  const { tenant, ...consent } = row;
  return { tenant, consent: consent.tenant_id === null ? null : consent };
}

/** Adds a grant, or a renewal if one is in force, to an active tenant's ledger, unless it would be over already. */
export const insertGrant = (tx: Transaction, caller: Caller, id: string, grant: Grant): Promise<Written> =>
  write(
    tx.query(sql`
    with ${facts(grant)},
    made as (
      insert into stratum.consent_events
        (id, tenant_id, subject_id, purpose, type, lawful_basis, channel, actor, granted_at, expires_at, occurred_at, metadata)
      select ${id}::uuid, t.id, ${grant.subject_id}::text, ${grant.purpose}::text,
        case when exists (select from held) then 'renewed' else 'granted' end,
        ${grant.lawful_basis}::text, ${grant.channel}::text, ${grant.actor}::text,
        ${occurred}, ${grant.expires_at}::timestamptz, ${occurred}, ${grant.metadata}::jsonb
      from tenant t
      where t.status = 'active' and (${grant.expires_at}::timestamptz is null or ${grant.expires_at}::timestamptz > ${clock})
      returning *),
    audited_grant as (${audited(caller, "granted")}),
    audited_renewal as (${audited(caller, "renewed")})
    ${answer}`),
  );

/** Adds the withdrawal of what is in force; it carries the grant's words and times along. */
export const insertWithdrawal = (tx: Transaction, caller: Caller, id: string, held: Held): Promise<Written> =>
  write(
    tx.query(sql`
    with ${facts(held)},
    made as (
      insert into stratum.consent_events
        (id, tenant_id, subject_id, purpose, type, lawful_basis, channel, actor, granted_at, expires_at, occurred_at, metadata)
      select ${id}::uuid, e.tenant_id, e.subject_id, e.purpose, 'withdrawn', e.lawful_basis, e.channel, e.actor,
        e.granted_at, e.expires_at, ${occurred}, e.metadata
      from held e join tenant t on t.status = 'active'
      returning *),
    audited_withdrawal as (${audited(caller, "withdrawn")})
    ${answer}`),
  );

/** The consent in force at a time, by default now: the last event up to then decides. */
export async function selectActive(
  db: Transaction,
  held: Held,
  at: string | null,
): Promise<Consent | undefined> {
  const then = at === null ? clock : sql`${at}::timestamptz`;
  const rows = await db.query<Consent>(sql`
    select ${state(then)}
    from (select e.* from stratum.consent_events e where ${of(held)} and e.occurred_at <= ${then} order by e.seq desc limit 1) e
    where ${inForce(then)}`);
  return rows[0];
}

interface Filter {
  tenant_id: string;
  subject_id?: string | undefined;
  purpose?: string | undefined;
  limit: number;
}
const matches = ({ tenant_id, subject_id, purpose }: Filter): Sql => sql`e.tenant_id = ${tenant_id}::uuid
  ${subject_id === undefined ? empty : sql`and e.subject_id = ${subject_id}::text`}
  ${purpose === undefined ? empty : sql`and e.purpose = ${purpose}::text`}`;

/** Current states, newest grant first. */
export const selectConsents = (
  db: Transaction,
  q: Filter & { after: readonly [granted_at: string, subject_id: string, purpose: string] | null },
): Promise<Consent[]> =>
  db.query<Consent>(sql`
    with last as (
      select distinct on (e.subject_id, e.purpose) e.* from stratum.consent_events e
      where ${matches(q)} order by e.subject_id, e.purpose, e.seq desc)
    select ${state(clock)} from last e
    ${q.after ? sql`where (e.granted_at, e.subject_id, e.purpose) < (${q.after[0]}::timestamptz, ${q.after[1]}::text, ${q.after[2]}::text)` : empty}
    order by e.granted_at desc, e.subject_id desc, e.purpose desc limit ${q.limit + 1}::int`);

/** The ledger, newest first. `seq` is the cursor's, not the caller's. */
export const selectEvents = (
  db: Transaction,
  q: Filter & { after: number | null },
): Promise<(ConsentEvent & { seq: number })[]> =>
  db.query<ConsentEvent & { seq: number }>(sql`
    select e.id, e.tenant_id, e.subject_id, e.purpose, e.type, e.lawful_basis, e.channel, e.actor, e.expires_at,
      e.occurred_at, e.metadata, e.seq
    from stratum.consent_events e
    where ${matches(q)} ${q.after === null ? empty : sql`and e.seq < ${q.after}::bigint`}
    order by e.seq desc limit ${q.limit + 1}::int`);
