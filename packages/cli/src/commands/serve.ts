import { Command } from "commander";
import { Running, untilSignal } from "../lifecycle.ts";
import { portalBuild } from "../paths.ts";

/** `stratum serve` */
export const serveCommand = (): Command =>
  new Command("serve")
    .description("run the control plane, and the portal if it is built, on your own PostgreSQL")
    .option("--port <number>", "TCP port (default: PORT, else 3000)")
    .option("--host <address>", "address to listen on (default: HOST, else 127.0.0.1)")
    .addHelpText(
      "after",
      `
Environment:
  DATABASE_URL          PostgreSQL 15 or newer (or DATABASE_URL_FILE)
  STRATUM_KEY_SECRET    hashes API keys, at least 32 characters (or …_FILE)
  STRATUM_TOKEN_SECRET  signs browser tokens, at least 32 characters (or …_FILE)
  JWT_SECRET            takes tokens of your identity provider, signed with HS256 (or …_FILE), or by the keys at
  JWT_JWKS_URL          with JWT_ISSUER and JWT_AUDIENCE; JWT_TENANT_CLAIM and JWT_SCOPES_CLAIM name its claims
  STRATUM_AUTO_MIGRATE  bring the schema up to date at start; default true
  STRATUM_CACHE_TENANTS tenants whose resolved values are kept in memory; default 10000, 0 for none
  METRICS_PORT          serves /metrics for Prometheus on a port of its own, at METRICS_HOST; default nowhere
  OTEL_EXPORTER_OTLP_ENDPOINT  sends traces there, e.g. http://localhost:4318; the other OTEL_ variables are heeded
  MAX_IN_FLIGHT         requests that run at the same time, more are answered 503; default 1000
  RATE_LIMIT            requests a minute of each API key and holder of a token; default 6000, 0 for any number
  RATE_LIMIT_FAILURES   requests a minute of an address without valid credentials; default 100, 0 for any number
  WEBHOOK_WORKER        false leaves sending to other processes; default true
  JOB_WORKER            false leaves jobs to other processes; default true
  WEBHOOK_NETWORKS      networks that webhooks may lie in although not public, e.g. 10.1.0.0/16; default none
  REDIS_URL             where servers count these together (or …_FILE); default each by itself
  PORT, HOST, LOG_LEVEL, CORS_ORIGINS, TRUST_PROXY, PORTAL_DIR, DATABASE_POOL_SIZE, SHUTDOWN_TIMEOUT_MS

Examples:
  stratum serve --port 8080
  HOST=0.0.0.0 TRUST_PROXY=1 stratum serve`,
    )
    .action(async ({ port, host }: { port?: string; host?: string }) => {
      const stopped = untilSignal();
      const { loadConfig, start } = await import("@stratum-hq/control-plane");
      const portal = portalBuild();
      const config = loadConfig({
        ...(portal === undefined ? {} : { PORTAL_DIR: portal }),
        ...process.env,
        ...(port === undefined ? {} : { PORT: port }),
        ...(host === undefined ? {} : { HOST: host }),
      });
      const running = new Running();
      const { app, close } = await start(config);
      running.add(close);
      app.log.info(`closing on ${await stopped}`);
      await running.end(config.shutdownTimeoutMs);
      process.exit(0);
    });
