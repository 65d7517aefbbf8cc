import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { DatabaseUnavailableError, DatabaseUnsupportedError } from "@stratum-hq/core";
import { isSqlState, isUnavailable, SQLSTATE } from "@stratum-hq/db-adapters";
import type { Pool, PoolClient } from "pg";

interface Migration {
  name: string;
  text: string;
  checksum: string;
}

const folder = new URL("./migrations/", import.meta.url);
/** Any number, the same in every process: only one migrates at a time. */
const MIGRATION_LOCK = 7_265_428_117;
const LEAST_VERSION = 150_000;

function readMigrations(): Migration[] {
  const files = readdirSync(folder).filter((name) => /^\d{4}_\w+\.sql$/.test(name));
  return files.sort().map((name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    return { name, text, checksum: createHash("sha256").update(text).digest("hex") };
  });
}

/**
 * Brings the engine's schema up to date: forward only, each file once and in a transaction of its own, one process
 * at a time. A start that failed half-way goes on where it stopped.
 * @returns names of the files that were applied now.
 * @throws DatabaseUnsupportedError if PostgreSQL is older than 15, lacks `ltree` or `pg_trgm`, the role may not create what is
 * needed, or an applied file was changed since.
 * @throws DatabaseUnavailableError if the database does not answer.
 */
export async function migrate({ pool }: { pool: Pool }): Promise<string[]> {
  let client: PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw isUnavailable(error)
      ? Object.assign(
          new DatabaseUnavailableError(
            "The database does not answer: check DATABASE_URL and that PostgreSQL runs.",
          ),
          { cause: error },
        )
      : error;
  }
  // A connection that breaks is told by the statement that runs; without a listener it would end the process as well.
  let broken: Error | undefined;
  const gone = (error: Error): void => {
    broken = error;
  };
  client.on("error", gone);
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await assertSupported(client);
    return await apply(client);
  } catch (error) {
    if (isSqlState(error, SQLSTATE.insufficient_privilege)) {
      const reason = (error as Error).message;
      throw new DatabaseUnsupportedError(
        `The role that migrates lacks a right: ${reason}. It needs CREATE on the database and CREATEROLE.`,
      );
    }
    throw error;
  } finally {
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => undefined);
    client.off("error", gone);
    client.release(broken);
  }
}

async function assertSupported(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: number; missing: string[] }>(
    `select current_setting('server_version_num')::int as version,
            array(select wanted from unnest(array['ltree', 'pg_trgm']) wanted
                  where wanted not in (select name from pg_available_extensions)) as missing`,
  );
  const found = rows[0];
  if (!found || found.version < LEAST_VERSION) {
    throw new DatabaseUnsupportedError(
      `Stratum needs PostgreSQL 15 or newer; this server reports ${found?.version}.`,
    );
  }
  if (found.missing.length > 0) {
    throw new DatabaseUnsupportedError(
      `This PostgreSQL has no extension "${found.missing.join('" and "')}". Install its contrib package (Debian: postgresql-contrib) and start again.`,
    );
  }
}

async function apply(client: PoolClient): Promise<string[]> {
  await client.query(`create schema if not exists stratum;
    create table if not exists stratum.migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "select name, checksum from stratum.migrations",
  );
  const done = new Map(rows.map((row) => [row.name, row.checksum]));
  const applied: string[] = [];
  for (const migration of readMigrations()) {
    const checksum = done.get(migration.name);
    if (checksum === migration.checksum) continue;
    if (checksum) {
      throw new DatabaseUnsupportedError(
        `Migration ${migration.name} was applied in another wording. Restore the file; changes go into a new one.`,
      );
    }
    await run(client, migration);
    applied.push(migration.name);
  }
  return applied;
}

async function run(client: PoolClient, { name, text, checksum }: Migration): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await client.query("begin");
      await client.query(text);
      await client.query("insert into stratum.migrations (name, checksum) values ($1, $2)", [name, checksum]);
      await client.query("commit");
      return;
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      // Roles belong to the whole server: two databases migrating at once may touch the same catalog row.
      if (tries > 5 || !/tuple concurrently (updated|deleted)/.test((error as Error).message)) throw error;
    }
  }
}
