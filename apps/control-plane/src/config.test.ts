import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EnvironmentError, loadConfig } from "./config.ts";

const right = {
  DATABASE_URL: "postgres://stratum@localhost/stratum",
  STRATUM_KEY_SECRET: "k".repeat(32),
  STRATUM_TOKEN_SECRET: "t".repeat(32),
};
const problems = (env: Record<string, string>): Record<string, string> => {
  try {
    loadConfig({ ...right, ...env });
  } catch (error) {
    if (error instanceof EnvironmentError) {
      return Object.fromEntries(error.problems.map(({ name, message }) => [name, message]));
    }
    throw error;
  }
  return {};
};

test("three variables are enough; the defaults are those of a server behind nothing, for nobody else", () => {
  expect(loadConfig(right)).toEqual({
    databaseUrl: right.DATABASE_URL,
    poolSize: 20,
    maxInFlight: 1000,
    rateLimit: 6000,
    failureLimit: 100,
    cacheTenants: 10_000,
    host: "127.0.0.1",
    port: 3000,
    keySecret: right.STRATUM_KEY_SECRET,
    tokenSecret: right.STRATUM_TOKEN_SECRET,
    autoMigrate: true,
    telemetry: false,
    development: false,
    portalDir: undefined,
    corsOrigins: [],
    logLevel: "info",
    trustProxy: false,
    webhooks: true,
    jobs: true,
    webhookNetworks: [],
    shutdownTimeoutMs: 30_000,
  });
});

test("everything that is wrong is reported at once, one line each, with what would be right", () => {
  expect(() =>
    loadConfig({ PORT: "http", LOG_LEVEL: "loud", STRATUM_TOKEN_SECRET: "short", CORS_ORIGINS: "*" }),
  ).toThrow(
    /DATABASE_URL .*is missing.*\n.*PORT .*whole number from 0 to 65535\n.*STRATUM_KEY_SECRET .*is missing.*\n.*STRATUM_TOKEN_SECRET .*at least 32.*\n.*CORS_ORIGINS .*origins.*\n.*LOG_LEVEL .*fatal, error/,
  );
});

test("no value is ever repeated: it may be a secret", () => {
  const error = problems({ DATABASE_URL: "mysql://root:hunter2@db", STRATUM_KEY_SECRET: "hunter2" });
  expect(Object.keys(error)).toEqual(["DATABASE_URL", "STRATUM_KEY_SECRET"]);
  expect(JSON.stringify(error)).not.toContain("hunter2");
});

test.each([
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["PORT", "3000x"],
  ["DATABASE_POOL_SIZE", "0"],
  ["STRATUM_CACHE_TENANTS", "-1"],
  ["RATE_LIMIT", "-1"],
  ["RATE_LIMIT_FAILURES", "many"],
  ["REDIS_URL", "localhost:6379"],
  ["WEBHOOK_WORKER", "maybe"],
  ["JOB_WORKER", "maybe"],
  ["WEBHOOK_NETWORKS", "10.0.0.0/33"],
  ["CORS_ORIGINS", "https://admin.example.com/"],
  ["CORS_ORIGINS", "admin.example.com"],
  ["TRUST_PROXY", "10.0.0.0/33"],
  ["TRUST_PROXY", "loadbalancer"],
  ["STRATUM_DEVELOPMENT", "yes"],
])("%s=%s is refused", (name, value) => {
  expect(Object.keys(problems({ [name]: value }))).toEqual([name]);
});

test.each([
  ["true", true],
  ["2", 2],
  ["10.0.0.0/8, ::1", ["10.0.0.0/8", "::1"]],
])("TRUST_PROXY=%s is taken", (text, value) => {
  expect(loadConfig({ ...right, TRUST_PROXY: text }).trustProxy).toEqual(value);
});

test("an empty variable counts as absent", () => {
  expect(loadConfig({ ...right, PORT: "", CORS_ORIGINS: "" })).toMatchObject({ port: 3000, corsOrigins: [] });
});

test("development binds to this machine only, and that is reported beside other mistakes", () => {
  expect(loadConfig({ ...right, STRATUM_DEVELOPMENT: "true" }).development).toBe(true);
  const found = problems({ STRATUM_DEVELOPMENT: "1", HOST: "0.0.0.0", PORT: "x" });
  expect(Object.keys(found).sort()).toEqual(["HOST", "PORT"]);
  expect(found.HOST).toContain("loopback");
});

describe("secrets in files", () => {
  test("are read and trimmed; the variable itself wins; a file that is not there is named", () => {
    const folder = mkdtempSync(join(tmpdir(), "stratum-config-"));
    const file = join(folder, "key");
    writeFileSync(file, `${"f".repeat(40)}\n`);
    const { STRATUM_KEY_SECRET, ...rest } = right;
    expect(loadConfig({ ...rest, STRATUM_KEY_SECRET_FILE: file }).keySecret).toBe("f".repeat(40));
    expect(loadConfig({ ...right, STRATUM_KEY_SECRET_FILE: file }).keySecret).toBe(STRATUM_KEY_SECRET);
    rmSync(folder, { recursive: true });
    expect(() => loadConfig({ ...rest, STRATUM_KEY_SECRET_FILE: file })).toThrow(
      /STRATUM_KEY_SECRET_FILE +names a file that cannot be read/,
    );
  });
});

describe("the identity provider", () => {
  const provider = {
    JWT_JWKS_URL: "https://id.example.com/keys",
    JWT_ISSUER: "https://id.example.com",
    JWT_AUDIENCE: "stratum",
  };
  test("is absent, or known by its keys or by a secret", () => {
    expect(loadConfig(right).jwt).toBeUndefined();
    const claims = { tenant_claim: "tenant_id", scopes_claim: "scopes" };
    expect(loadConfig({ ...right, ...provider }).jwt).toEqual({
      jwks_url: provider.JWT_JWKS_URL,
      issuer: provider.JWT_ISSUER,
      audience: "stratum",
      ...claims,
    });
    const secret = "j".repeat(32);
    const named = { JWT_SECRET: secret, JWT_TENANT_CLAIM: "org", JWT_SCOPES_CLAIM: "scope" };
    expect(loadConfig({ ...right, ...named }).jwt).toEqual({
      secret,
      tenant_claim: "org",
      scopes_claim: "scope",
    });
  });

  test.each([
    ["a short secret", { JWT_SECRET: "short" }, ["JWT_SECRET"]],
    ["the secret of UI tokens", { JWT_SECRET: right.STRATUM_TOKEN_SECRET }, ["JWT_SECRET"]],
    ["two ways", { ...provider, JWT_SECRET: "j".repeat(32) }, ["JWT_JWKS_URL"]],
    [
      "keys for whatever application",
      { JWT_JWKS_URL: provider.JWT_JWKS_URL },
      ["JWT_ISSUER", "JWT_AUDIENCE"],
    ],
    ["keys over plain HTTP", { ...provider, JWT_JWKS_URL: "http://id.example.com/" }, ["JWT_JWKS_URL"]],
    ["no way", { JWT_AUDIENCE: "stratum", JWT_SCOPES_CLAIM: "x" }, ["JWT_AUDIENCE", "JWT_SCOPES_CLAIM"]],
  ])("with %s is reported", (_what, env, names) => {
    expect(Object.keys(problems(env as Record<string, string>))).toEqual(names);
  });
});
