/**
 * Vitest global setup of the database projects: one server per run, with a template database that is migrated once.
 * TEST_DATABASE_URL, of a role that may create databases and roles, uses that server instead of an embedded one.
 */
import { randomBytes } from "node:crypto";
import { startPostgres } from "@stratum-hq/postgres";
import pg from "pg";
import type { TestProject } from "vitest/node";

/** What the test files need to know of the server. */
export interface TestServer {
  /** Connection string of the role that owns the databases. */
  url: string;
  /** Name of the migrated database that nobody may connect to. */
  template: string;
  /** A login role that owns nothing and is a member of `stratum_control`. Named after the run; goes with it. */
  app_role: string;
  app_password: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    test_server: TestServer;
  }
}

/** Starts the server, provides it to the test files, and returns its end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const embedded = given ? undefined : await startPostgres();
  const run = randomBytes(4).toString("hex");
  const server: TestServer = {
    url: given ?? embedded?.url ?? "",
    template: `stratum_template_${run}`,
    app_role: `stratum_test_${run}`,
    app_password: randomBytes(24).toString("base64url"),
  };
  const { template, app_role, app_password, url } = server;
  await execute(url, `create database ${template}`);
  await migrateTemplate(databaseUrl(url, template));
  await execute(
    url,
    `create role ${app_role} login password '${app_password}' in role stratum_control`,
    // A template that somebody is connected to cannot be copied.
    `alter database ${template} with is_template true allow_connections false`,
  );
  project.provide("test_server", server);
  return async () => {
    if (embedded) return embedded.stop();
    await execute(
      url,
      `alter database ${template} with is_template false`,
      `drop database ${template}`,
      `drop role ${app_role}`,
    );
  };
}

async function migrateTemplate(url: string): Promise<void> {
  // Not a plain import: the engine's own tests depend on this package, and a cycle would confuse every tool.
  const engine: string = new URL("../../lib/src/migrate.ts", import.meta.url).href;
  const { migrate } = (await import(/* @vite-ignore */ engine)) as {
    migrate(options: { pool: pg.Pool }): Promise<unknown>;
  };
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    await migrate({ pool });
  } finally {
    await pool.end();
  }
}

async function execute(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const databaseUrl = (url: string, name: string): string =>
  Object.assign(new URL(url), { pathname: `/${name}` }).href;
