/** Databases for test files. Needs `global-setup.ts` in the vitest project. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, inject } from "vitest";
import "./global-setup.ts";

/** A database of one test file; its pools are ended and it is dropped when the file is done. */
export interface TestDatabase {
  name: string;
  /** Connection string of the owner, a role that row-level security may not hold. */
  url: string;
  /** Pool of the owner. */
  pool: pg.Pool;
  /** Connection string of a login role that owns nothing and is a member of `stratum_control`, as in production. */
  app_url: string;
  /** Pool of that role. */
  app_pool: pg.Pool;
}

const open: TestDatabase[] = [];
let shared: Promise<TestDatabase> | undefined;

/** The migrated database of this test file: the same at every call. */
export function testDatabase(): Promise<TestDatabase> {
  shared ??= anotherDatabase();
  return shared;
}

/** A migrated database of its own at every call. Copying files is the cheapest way while the server does not sync them. */
export const anotherDatabase = (): Promise<TestDatabase> =>
  create(`template ${inject("test_server").template} strategy file_copy`);

/** A new database that holds nothing at all, not even the engine's schema: another one at every call. */
export const emptyDatabase = (): Promise<TestDatabase> => create("template template0");

async function create(how: string): Promise<TestDatabase> {
  const server = inject("test_server");
  const name = `stratum_${randomBytes(6).toString("hex")}`;
  await execute(`create database ${name} ${how}`);
  const url = Object.assign(new URL(server.url), { pathname: `/${name}` });
  const app_url = Object.assign(new URL(url), { username: server.app_role, password: server.app_password });
  const pool = (of: URL): pg.Pool => new pg.Pool({ connectionString: of.href, max: 20 });
  const database = { name, url: url.href, pool: pool(url), app_url: app_url.href, app_pool: pool(app_url) };
  open.push(database);
  return database;
}

afterAll(async () => {
  shared = undefined;
  for (const { name, pool, app_pool } of open.splice(0)) {
    for (const one of [pool, app_pool]) if (!one.ended) await one.end();
    await drop(name);
  }
});

/**
 * A pool's end resolves before its backends are gone, so the database counts as in use for a moment. `with (force)`
 * would kill them, and pg would report that as an uncaught error.
 */
async function drop(name: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await execute(`drop database ${name}`);
    } catch (error) {
      if ((error as { code?: string }).code !== "55006" || tries === 100) throw error;
      await sleep(20);
    }
  }
}

async function execute(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("test_server").url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
