/** What the server is told from outside. Read once, at start; every mistake is reported in one go. */
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { resolve } from "node:path";
import type { JwtOptions } from "@stratum-hq/lib";
import * as z from "zod";
import { jwksUrl, jwtOptions, jwtProblems, type Problem } from "./jwt.ts";
import { isLoopback } from "./loopback.ts";
import { wantsTelemetry } from "./telemetry.ts";

/** What the HTTP application needs to know. */
export interface AppConfig {
  /** Signs what browsers hold; at least 32 characters. */
  tokenSecret: string;
  /** Origins whose pages may call the API, e.g. `https://admin.example.com`. Default none. */
  corsOrigins?: readonly string[];
  /** Which proxies are believed about the caller's address: none, all, the nearest n, or these networks. Default none. */
  trustProxy?: boolean | number | readonly string[];
  /** Lets a browser on this machine in without signing in. Default false. */
  development?: boolean;
  /** Folder of the built portal, served at `/`. Absent: no portal. */
  portalDir?: string | undefined;
  /** Requests that may run at the same time; more are answered 503. Default 1,000. */
  maxInFlight?: number;
  /** Requests a minute of a key without a limit of its own, and of each holder of a token. 0 or absent: any number. */
  rateLimit?: number;
  /** Requests a minute of one address whose credentials open nothing. 0 or absent: any number. */
  failureLimit?: number;
  /** The Redis in which servers count together, `redis://…` or `rediss://…`. Absent: each counts by itself. */
  redisUrl?: string | undefined;
}

/** All of it, with the defaults filled in. */
export interface Config extends AppConfig {
  databaseUrl: string;
  /** Bring the schema up to date at start. false if DATABASE_URL is of a role that only serves. */
  autoMigrate: boolean;
  /** Largest number of database connections; the cache takes one more. */
  poolSize: number;
  /** Tenants whose effective config, permissions and ancestors are kept in memory; 0 keeps none. */
  cacheTenants: number;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Where `/metrics` is served for Prometheus, apart from the API and without credentials. Absent: nowhere. */
  metrics?: { host: string; port: number } | undefined;
  /** Hashes API keys: with another secret none of the existing keys works. */
  keySecret: string;
  /** Wraps the keys of what is stored encrypted. Absent: sensitive config cannot be written or read. */
  masterKey?: string | undefined;
  /** Takes tokens of an identity provider. Absent: none but ours. */
  jwt?: JwtOptions | undefined;
  /** Send events to webhooks. false if other processes do. */
  webhooks: boolean;
  /** Do jobs. false if other processes do. */
  jobs: boolean;
  /** Networks that webhooks may lie in although they are not public. Default none. */
  webhookNetworks: readonly string[];
  logLevel: LogLevel;
  /** Sends traces by OpenTelemetry, whose own variables (`OTEL_…`) say where to. */
  telemetry: boolean;
  /** Longest time that a shutdown waits for running requests, in milliseconds. */
  shutdownTimeoutMs: number;
  corsOrigins: readonly string[];
  trustProxy: boolean | number | readonly string[];
  development: boolean;
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
/** How much is logged. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The environment is incomplete or wrong. The message lists every variable that is, one per line. */
export class EnvironmentError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    const width = Math.max(...problems.map(({ name }) => name.length));
    const lines = problems.map(({ name, message }) => `  ${name.padEnd(width)}  ${message}`);
    super(`The control plane cannot start; set these environment variables right:\n${lines.join("\n")}`);
    this.name = "EnvironmentError";
    this.problems = problems;
  }
}

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be a whole number from ${min} to ${max}`);
const whole = (min: number, max: number, fallback: number) => wholeNumber(min, max).default(fallback);

const flag = z
  .enum(["true", "false", "1", "0"], { error: "must be true or false" })
  .transform((text) => text === "true" || text === "1");

const list = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

const secret = (use: string) =>
  z
    .string({ error: `is missing; it ${use}. Make one with: openssl rand -base64 32` })
    .min(
      32,
      `is too short; it ${use} and needs at least 32 characters. Make one with: openssl rand -base64 32`,
    );

const isOrigin = (text: string): boolean =>
  /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;

const isNetwork = (text: string): boolean => {
  const [address = "", bits, ...rest] = text.split("/");
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    most > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  );
};

const proxies = z
  .string()
  .transform((text): boolean | number | string[] => {
    if (text === "true" || text === "false") return text === "true";
    return /^\d{1,2}$/.test(text) ? Number(text) : list(text);
  })
  .refine(
    (value) => !Array.isArray(value) || value.every(isNetwork),
    "must be true, false, a number of proxies, or addresses and networks such as 10.0.0.0/8, separated by commas",
  )
  .default(false);

const databaseUrl = z
  .string({ error: "is missing; for example postgres://user:password@localhost:5432/stratum" })
  .refine(
    (text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text),
    "must be the address of a PostgreSQL database, for example postgres://user:password@localhost:5432/stratum",
  );

const redisUrl = z
  .string()
  .refine(
    (text) => /^rediss?:\/\//.test(text) && URL.canParse(text),
    "must be the address of a Redis, for example redis://user:password@localhost:6379/0",
  )
  .optional();

const Environment = z.object({
  DATABASE_URL: databaseUrl,
  DATABASE_POOL_SIZE: whole(1, 1000, 20),
  STRATUM_CACHE_TENANTS: whole(0, 1_000_000, 10_000),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: whole(0, 65_535, 3000),
  METRICS_PORT: wholeNumber(0, 65_535).optional(),
  METRICS_HOST: z.string().min(1).default("127.0.0.1"),
  MAX_IN_FLIGHT: whole(1, 100_000, 1000),
  RATE_LIMIT: whole(0, 1_000_000, 6000),
  RATE_LIMIT_FAILURES: whole(0, 1_000_000, 100),
  REDIS_URL: redisUrl,
  STRATUM_KEY_SECRET: secret("hashes API keys"),
  STRATUM_TOKEN_SECRET: secret("signs browser tokens"),
  STRATUM_MASTER_KEY: secret("wraps the keys of sensitive values").optional(),
  JWT_SECRET: secret("verifies tokens signed with HS256").optional(),
  JWT_JWKS_URL: jwksUrl,
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  JWT_TENANT_CLAIM: z.string().default("tenant_id"),
  JWT_SCOPES_CLAIM: z.string().default("scopes"),
  STRATUM_AUTO_MIGRATE: flag.default(true),
  STRATUM_DEVELOPMENT: flag.default(false),
  PORTAL_DIR: z
    .string()
    .min(1)
    .transform((path) => resolve(path))
    .optional(),
  CORS_ORIGINS: z
    .string()
    .transform(list)
    .refine(
      (origins) => origins.every(isOrigin),
      "must be origins without a path, separated by commas, for example https://admin.example.com",
    )
    .default([]),
  WEBHOOK_WORKER: flag.default(true),
  JOB_WORKER: flag.default(true),
  WEBHOOK_NETWORKS: z
    .string()
    .transform(list)
    .refine(
      (networks) => networks.every(isNetwork),
      "must be addresses and networks such as 10.1.0.0/16, separated by commas",
    )
    .default([]),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(", ")}` }).default("info"),
  TRUST_PROXY: proxies,
  SHUTDOWN_TIMEOUT_MS: whole(0, 600_000, 30_000),
});

const SECRETS = [
  "DATABASE_URL",
  "JWT_SECRET",
  "REDIS_URL",
  "STRATUM_KEY_SECRET",
  "STRATUM_TOKEN_SECRET",
  "STRATUM_MASTER_KEY",
] as const;

/**
 * Reads the configuration from environment variables; an empty one counts as absent. The addresses of database and
 * Redis and the secrets may stand in a file instead, named by the variable with `_FILE` behind it.
 * @throws EnvironmentError naming everything that is wrong.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(env)) if (value !== "") given[name] = value;

  const problems: Problem[] = [];
  for (const name of SECRETS) {
    const file = given[`${name}_FILE`];
    if (given[name] !== undefined || file === undefined) continue;
    try {
      given[name] = readFileSync(file, "utf8").trim();
    } catch {
      problems.push({ name: `${name}_FILE`, message: `names a file that cannot be read: ${file}` });
    }
  }

  const parsed = Environment.safeParse(given);
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    if (!problems.some((p) => p.name === `${name}_FILE`)) problems.push({ name, message: issue.message });
  }
  // Looked up by hand, so that it is reported beside other mistakes.
  if (flag.safeParse(given.STRATUM_DEVELOPMENT).data && given.HOST && !isLoopback(given.HOST)) {
    problems.push({
      name: "HOST",
      message: "must be a loopback address such as 127.0.0.1 while STRATUM_DEVELOPMENT lets everyone in",
    });
  }
  problems.push(...jwtProblems(given));
  if (problems.length > 0 || !parsed.success) throw new EnvironmentError(problems);

  const read = parsed.data;
  return {
    databaseUrl: read.DATABASE_URL,
    autoMigrate: read.STRATUM_AUTO_MIGRATE,
    poolSize: read.DATABASE_POOL_SIZE,
    cacheTenants: read.STRATUM_CACHE_TENANTS,
    host: read.HOST,
    port: read.PORT,
    metrics:
      read.METRICS_PORT === undefined ? undefined : { host: read.METRICS_HOST, port: read.METRICS_PORT },
    maxInFlight: read.MAX_IN_FLIGHT,
    rateLimit: read.RATE_LIMIT,
    failureLimit: read.RATE_LIMIT_FAILURES,
    redisUrl: read.REDIS_URL,
    keySecret: read.STRATUM_KEY_SECRET,
    tokenSecret: read.STRATUM_TOKEN_SECRET,
    masterKey: read.STRATUM_MASTER_KEY,
    jwt: jwtOptions(read),
    development: read.STRATUM_DEVELOPMENT,
    portalDir: read.PORTAL_DIR,
    corsOrigins: read.CORS_ORIGINS,
    webhooks: read.WEBHOOK_WORKER,
    jobs: read.JOB_WORKER,
    webhookNetworks: read.WEBHOOK_NETWORKS,
    logLevel: read.LOG_LEVEL,
    telemetry: wantsTelemetry(given),
    trustProxy: read.TRUST_PROXY,
    shutdownTimeoutMs: read.SHUTDOWN_TIMEOUT_MS,
  };
}
