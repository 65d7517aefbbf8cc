import { sql, type Transaction } from "@stratum-hq/db-adapters";

/** What waits in the background, over all processes. */
export interface Backlog {
  /** Deliveries to webhooks that wait for an attempt, and for how many seconds the first one that is due has waited. */
  deliveries: number;
  deliveries_late_seconds: number;
  /** Deliveries of the last 30 days that failed for good. */
  deliveries_failed: number;
  jobs_queued: number;
  jobs_running: number;
}

/** Counts what waits, in one round trip. */
export const readBacklog = async (db: Transaction): Promise<Backlog> =>
  (
    await db.query<Backlog>(sql`
      select w.deliveries, w.deliveries_late_seconds, j.jobs_queued, j.jobs_running,
        (select count(*)::int from stratum.webhook_deliveries where status = 'failed') as deliveries_failed
      from (
        select count(*)::int as deliveries, coalesce(extract(epoch from now() - min(d.next_attempt_at)
          filter (where d.next_attempt_at < now() and h.status = 'active')), 0)::float8 as deliveries_late_seconds
        from stratum.webhook_deliveries d join stratum.webhooks h on h.id = d.webhook_id
        where d.status = 'pending') w,
      (select count(*) filter (where status = 'queued')::int as jobs_queued,
          count(*) filter (where status = 'running')::int as jobs_running
        from stratum.jobs where finished_at is null) j`)
  )[0] as Backlog;
