import type { AuditFault, AuditVerification } from "@stratum-hq/core";
import { type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";

/**
 * Makes links for the next entries that have committed, `most` at most, and gives how many it looked at. Another session
 * that does the same is waited for, or with `wait` false left to it.
 */
export const sealEntries = async (db: Transaction, most: number, wait: boolean): Promise<number> =>
  (
    await db.query<{ sealed: number }>(
      sql`select stratum.seal_audit(${most}::integer, ${wait}::boolean) as sealed`,
    )
  )[0]?.sealed ?? 0;

/** What a chain comes to; `fault` is the first. */
export type Checked = Pick<AuditVerification, "entries" | "sealed" | "head"> & { fault: AuditFault | null };

/**
 * Checks the chain of a tenant, or of the platform, in one snapshot: each link against the one before and against its
 * entry, the end against the head, and what has no link yet against the digest that its event kept.
 */
export async function checkChain(db: Transaction, tenant_id: string | null): Promise<Checked> {
  const mine = tenant_id === null ? sql`is null` : sql`= ${tenant_id}::uuid`;
  const rows = await db.query<Checked>(sql`
    with sealed as materialized (
      select coalesce(max(s.xid), '0') as xid, coalesce(max(s.seq), 0) as seq from stratum.audit_sealed s),
    chain as materialized (
      select l.n, l.entry_id, l.digest, l.hash, row_number() over w as place,
        lag(l.hash, 1, stratum.audit_seed(${tenant_id}::uuid)) over w as before
      from stratum.audit_links l where l.tenant_id ${mine} window w as (order by l.n)),
    linked as materialized (select count(*) as n from chain),
    head as materialized (
      select coalesce(max(h.n), 0) as n, (array_agg(h.hash))[1] as hash
      from stratum.audit_heads h where h.tenant_id ${mine}),
    pending as materialized (
      select v.id, v.digest, row_number() over (order by v.xid, v.seq) + (select n from linked) as place
      from stratum.events v, sealed s where (v.xid, v.seq) > (s.xid, s.seq) and v.tenant_id ${mine}),
    stray as materialized (
      select a.id, a.xid, a.seq, exists (select from stratum.events v where v.id = a.id) as was_written
      from stratum.audit_log a
      where a.tenant_id ${mine} and not exists (select from chain c where c.entry_id = a.id)
        and not exists (select from pending p where p.id = a.id)),
    lost as materialized (select s.id from stray s where s.was_written order by s.xid, s.seq limit 1),
    faults as (
      ${firstLink}
      union all
      (select least(l.n, h.n) + 1, (select id from lost), case when h.n > l.n then 'removed' else 'broken' end
       from linked l, head h where h.n <> l.n)
      union all
      (select c.place, c.entry_id, 'broken' from chain c, head h, linked l
       where c.place = l.n and h.n = l.n and c.hash is distinct from h.hash)
      union all
      (select p.place, p.id, ${judged(sql`p.digest`)} from pending p left join stratum.audit_log a on a.id = p.id
       where ${judged(sql`p.digest`)} is not null order by p.place limit 1)
      union all
      (select null, s.id, case when s.was_written then 'removed' else 'added' end
       from stray s order by s.xid, s.seq limit 1))
    select (select n from linked)::int as sealed, (greatest(l.n, h.n) + (select count(*) from pending))::int as entries,
      encode(h.hash, 'hex') as head,
      (select json_build_object('position', f.place, 'entry_id', f.id, 'reason', f.reason)
       from faults f (place, id, reason) order by f.place nulls last limit 1) as fault
    from linked l, head h`);
  return rows[0] as Checked;
}

/** What is wrong with an entry `a` that should have a digest; null if nothing. */
const judged = (digest: Sql): Sql =>
  sql`case when a.id is null then 'removed' when stratum.audit_digest(a) <> ${digest} then 'altered' end`;

/** The first link of `chain` with which something is wrong. A gap is told before what follows from it. */
const firstLink: Sql = sql`(
  select f.place, f.entry_id, f.reason
  from (
    select c.place, case when c.n = c.place then c.entry_id else (select id from lost) end as entry_id,
      case when c.n <> c.place then 'removed' when c.hash <> sha256(c.before || c.digest) then 'broken'
        else ${judged(sql`c.digest`)} end as reason
    from chain c left join stratum.audit_log a on a.id = c.entry_id) f
  where f.reason is not null order by f.place limit 1)`;
