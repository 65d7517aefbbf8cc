/** What the server did, for Prometheus. Served apart from the API: see `start.ts`. */
import type { Backlog, CacheStats } from "@stratum-hq/lib";
import type { FastifyPluginCallback } from "fastify";
import fp from "fastify-plugin";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** The pool's connections, as `pg` counts them. */
interface PoolCounts {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

/** What waits in the background, over all processes. Absent while the database does not answer. */
const WAITING: readonly [name: string, help: string, of: keyof Backlog][] = [
  ["stratum_webhook_deliveries_pending", "Deliveries that wait for an attempt.", "deliveries"],
  ["stratum_webhook_deliveries_failed", "Deliveries of 30 days that failed for good.", "deliveries_failed"],
  [
    "stratum_webhook_late_seconds",
    "How long the first one that is due has waited.",
    "deliveries_late_seconds",
  ],
  ["stratum_jobs_queued", "Jobs that wait for a worker.", "jobs_queued"],
  ["stratum_jobs_running", "Jobs that a worker holds.", "jobs_running"],
];

/** Where the numbers come from. */
interface Sources {
  cache(): CacheStats;
  backlog(): Promise<Backlog>;
  pool: PoolCounts;
}

/** A registry with the numbers of the process, the cache, the pool, and what waits in the background. */
export function createMetrics({ cache, backlog, pool }: Sources): Registry {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const count = (name: string, help: string, read: () => number): void => {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  };
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  count("stratum_cache_hits_total", "Answers that came from the cache.", () => cache().hits);
  count("stratum_cache_misses_total", "Answers that the database was asked for.", () => cache().misses);
  count(
    "stratum_cache_invalidations_total",
    "Kept answers that a change dropped.",
    () => cache().invalidations,
  );
  gauge("stratum_cache_tenants", "Tenants whose answers are kept.", () => cache().tenants);
  gauge("stratum_cache_active", "1 while answers are kept; 0: off, or the listener is lost.", () =>
    Number(cache().active),
  );
  gauge("stratum_db_connections", "Open connections to the database.", () => pool.totalCount);
  gauge("stratum_db_connections_idle", "Of these, the ones that nothing uses.", () => pool.idleCount);
  gauge("stratum_db_waiting", "Requests that wait for a connection.", () => pool.waitingCount);
  // One question for all that one reading shows.
  let asked: Promise<Partial<Backlog>> | undefined;
  const ask = (): Promise<Partial<Backlog>> => {
    asked ??= backlog()
      .catch(() => ({}))
      .finally(() => {
        asked = undefined;
      });
    return asked;
  };
  for (const [name, help, of] of WAITING) {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const value = (await ask())[of];
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  }
  return register;
}

/** Times every request by route, so that ids in paths make no series of their own. */
export const metrics: FastifyPluginCallback<{ register: Registry }> = fp<{ register: Registry }>(
  (app, { register }, done) => {
    const duration = new Histogram({
      name: "http_request_duration_seconds",
      help: "Time from a request's first byte to the end of its answer.",
      labelNames: ["method", "route", "status"],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [register],
    });
    app.addHook("onResponse", async ({ method, routeOptions }, reply) => {
      // How long a caller listens is no time that it waited.
      if (routeOptions.config.longLived) return;
      const labels = { method, route: routeOptions.url ?? "unknown", status: reply.statusCode };
      duration.observe(labels, reply.elapsedTime / 1000);
    });
    done();
  },
);
