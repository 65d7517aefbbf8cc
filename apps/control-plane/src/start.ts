import { type JobWorker, localKeyProvider, Stratum, type WebhookWorker } from "@stratum-hq/lib";
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { Pool } from "pg";
import type { Registry } from "prom-client";
import { buildApp } from "./app.ts";
import { type Config, loadConfig } from "./config.ts";
import { createMetrics } from "./plugins/metrics.ts";
import { keepSealing } from "./sealing.ts";
import { startTelemetry, traceQuery } from "./telemetry.ts";
import { version } from "./version.ts";

/** Longest wait for a database connection, in milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;

/** A running control plane. */
export interface ControlPlane {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  url: string;
  app: FastifyInstance;
  stratum: Stratum;
  /** Where the metrics are, e.g. `http://127.0.0.1:9090/metrics`; absent without METRICS_PORT. */
  metricsUrl?: string;
  /** Takes no new connections, answers the requests that run, then lets go of the database. */
  close(): Promise<void>;
}

/**
 * Starts a control plane: migrates the database unless told not to, then listens.
 * @param logger a logger of your own; default one of `config.logLevel` that writes JSON lines to standard output.
 * @throws EnvironmentError, DatabaseUnavailableError, DatabaseUnsupportedError, IsolationViolationError, and Node's
 * error with `code` `EADDRINUSE` if the port is taken. Nothing is left running then.
 */
export async function start(
  config: Config = loadConfig(),
  logger?: FastifyBaseLogger,
): Promise<ControlPlane> {
  const stopTelemetry = config.telemetry ? await startTelemetry(version) : undefined;
  const cache = config.cacheTenants > 0 && { maxTenants: config.cacheTenants };
  const pool = new Pool({
    connectionString: config.databaseUrl,
    max: config.poolSize + (cache ? 1 : 0),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "stratum",
  });
  const stratum = new Stratum({
    pool,
    autoMigrate: config.autoMigrate,
    cache,
    key_secret: config.keySecret,
    token_secret: config.tokenSecret,
    ...(config.jwt && { jwt: config.jwt }),
    webhooks: { allow_networks: config.webhookNetworks },
    ...(stopTelemetry && { trace_query: traceQuery }),
    ...(config.masterKey === undefined ? {} : { keyProvider: localKeyProvider(config.masterKey) }),
  });
  let app: FastifyInstance | undefined;
  let metricsApp: FastifyInstance | undefined;
  let stopSealing: (() => Promise<void>) | undefined;
  let webhooks: WebhookWorker | undefined;
  let jobs: JobWorker | undefined;
  const close = async (): Promise<void> => {
    await app?.close();
    await Promise.all([webhooks?.close(), jobs?.close()]);
    await metricsApp?.close();
    await stopSealing?.();
    await stratum.close();
    await pool.end();
    await stopTelemetry?.();
  };
  // Without a listener an idle connection that breaks would end the process; the pool replaces it by itself.
  pool.on("error", (error) => app?.log.warn({ err: error }, "an idle database connection broke"));
  try {
    await stratum.initialize();
    const metrics =
      config.metrics &&
      createMetrics({ cache: () => stratum.cacheStats(), backlog: () => stratum.backlog(), pool });
    app = await buildApp({
      stratum,
      config,
      logger: logger ?? config.logLevel,
      ...(metrics && { metrics }),
      traced: config.telemetry,
    });
    const { log } = app;
    stopSealing = keepSealing(stratum, (error) => log.warn({ err: error }, "audit entries got no links yet"));
    const url = await app.listen({ host: config.host, port: config.port });
    if (config.webhooks) {
      webhooks = stratum.startWebhooks({
        on_error: (error) => log.warn({ err: error }, "webhooks could not be sent for a moment"),
      });
    }
    if (config.jobs) {
      jobs = stratum.startJobs({
        on_error: (error) => log.warn({ err: error }, "a job stopped; it is begun again"),
      });
    }
    if (!metrics || !config.metrics) return { url, app, stratum, close };
    metricsApp = metricsServer(metrics);
    const base = await metricsApp.listen(config.metrics);
    return { url, app, stratum, close, metricsUrl: `${base}/metrics` };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Off the API's port, which may be open to everyone. */
function metricsServer(register: Registry): FastifyInstance {
  const app = Fastify();
  app.get("/metrics", async (_request, reply) => {
    reply.type(register.contentType);
    return register.metrics();
  });
  return app;
}
