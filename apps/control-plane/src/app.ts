import cors from "@fastify/cors";
import type { Stratum } from "@stratum-hq/lib";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyServerOptions } from "fastify";
import type { Registry } from "prom-client";
import { accessRoutes } from "./access/access.routes.ts";
import { auditRoutes } from "./audit/audit.routes.ts";
import { configRoutes } from "./config/config.routes.ts";
import type { AppConfig, LogLevel } from "./config.ts";
import { consentRoutes } from "./consent/consent.routes.ts";
import { eventsRoutes } from "./events/events.routes.ts";
import { jobsRoutes } from "./jobs/jobs.routes.ts";
import { loggerOptions, requestLog } from "./logging.ts";
import { permissionsRoutes } from "./permissions/permissions.routes.ts";
import { auth } from "./plugins/auth.ts";
import { cursors } from "./plugins/cursors.ts";
import { errors, sendError } from "./plugins/errors.ts";
import { eventStreams } from "./plugins/event-streams.ts";
import { health } from "./plugins/health.ts";
import { idempotency } from "./plugins/idempotency.ts";
import { json } from "./plugins/json.ts";
import { metrics } from "./plugins/metrics.ts";
import { openapi } from "./plugins/openapi.ts";
import { portal } from "./plugins/portal.ts";
import { portalSession } from "./plugins/portal-session.ts";
import { pressure } from "./plugins/pressure.ts";
import { rateLimit } from "./plugins/rate-limit.ts";
import { requestId, requestIds } from "./plugins/request-id.ts";
import { security } from "./plugins/security.ts";
import { shutdown } from "./plugins/shutdown.ts";
import { tracing } from "./plugins/tracing.ts";
import { tenantsRoutes } from "./tenants/tenants.routes.ts";
import { usageRoutes } from "./usage/usage.routes.ts";
import { version } from "./version.ts";
import { webhooksRoutes } from "./webhooks/webhooks.routes.ts";

/** Largest body that is read, in bytes. */
const BODY_LIMIT = 1_048_576;
/** Requests that may run at the same time, unless configured. */
const MAX_IN_FLIGHT = 1_000;

export interface AppOptions {
  /** The engine, initialized. The application does not close it. */
  stratum: Stratum;
  config: AppConfig;
  /** Level of a logger to make, or a logger of your own. Default: silent. */
  logger?: LogLevel | FastifyBaseLogger;
  /** Where requests are counted and timed. Absent: nowhere. */
  metrics?: Registry;
  /** A span for each request; `startTelemetry()` says where they go. Default false. */
  traced?: boolean;
}

/** Builds the HTTP application. It does not listen; `app.inject()` works at once. */
export async function buildApp({
  stratum,
  config,
  logger = "silent",
  metrics: register,
  traced = false,
}: AppOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    ...(typeof logger === "string" ? { logger: loggerOptions(logger) } : { loggerInstance: logger }),
    genReqId: requestId,
    logController: requestLog(),
    trustProxy: trusted(config.trustProxy),
    bodyLimit: BODY_LIMIT,
    // A config key has 255 characters, each of which may be percent-encoded.
    routerOptions: { maxParamLength: 1024 },
    // A request that was accepted is answered, also during shutdown.
    return503OnClosing: false,
    frameworkErrors: sendError,
  });
  await app.register(requestIds);
  if (traced) await app.register(tracing);
  if (register) await app.register(metrics, { register });
  await app.register(errors);
  await app.register(pressure, { maxInFlight: config.maxInFlight ?? MAX_IN_FLIGHT });
  await app.register(security);
  await app.register(shutdown);
  await app.register(json);
  await app.register(openapi, { version });
  await app.register(health, { stratum });
  await app.register(rateLimit, { config });
  await app.register(api, { prefix: "/api/v1", stratum, config, ...(register && { metrics: register }) });
  if (config.development || config.portalDir) await app.register(portalSession, { stratum, config });
  if (config.portalDir) await app.register(portal, { root: config.portalDir });
  app.refuseOtherMethods();
  await app.ready();
  return app;
}

async function api(
  app: FastifyInstance,
  { stratum, config, metrics }: Pick<AppOptions, "stratum" | "config" | "metrics">,
): Promise<void> {
  if (config.corsOrigins?.length) {
    await app.register(cors, {
      origin: [...config.corsOrigins],
      methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
      allowedHeaders: [
        "authorization",
        "content-type",
        "idempotency-key",
        "if-match",
        "last-event-id",
        "x-api-key",
        "x-request-id",
      ],
      exposedHeaders: [
        "etag",
        "idempotency-replayed",
        "ratelimit",
        "ratelimit-policy",
        "retry-after",
        "x-request-id",
      ],
      maxAge: 600,
    });
  }
  await app.register(auth, { stratum });
  await app.register(cursors, { secret: config.tokenSecret });
  await app.register(idempotency, { stratum });
  await app.register(eventStreams, { stratum, metrics });
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  tenantsRoutes(app);
  configRoutes(app);
  permissionsRoutes(app);
  consentRoutes(app);
  jobsRoutes(app);
  usageRoutes(app);
  auditRoutes(app);
  accessRoutes(app);
  webhooksRoutes(app);
  eventsRoutes(app);
}

/** Which of the addresses that a request came through are believed, in Fastify's words. */
function trusted(proxies: AppConfig["trustProxy"] = false): FastifyServerOptions["trustProxy"] & {} {
  if (typeof proxies === "number") return (_address, hop) => hop < proxies;
  return typeof proxies === "object" ? [...proxies] : proxies;
}
