import { migrate } from "@stratum-hq/lib";
import { PostgresError, type PostgresServer, startPostgres } from "@stratum-hq/postgres";
import { DatabaseError, Pool } from "pg";
import { CONNECT_TIMEOUT_MS } from "../connection.ts";
import { type DataDir, DEV_DATABASE } from "../data-dir.ts";

/** Port that the embedded server takes if it is free, so that other tools find it again. */
const USUAL_PORT = 54_320;
const COMPLETE = "complete";

/** Starts the embedded server on its usual port, or on any other if that is taken. */
export async function startEmbedded(data: DataDir, log: (text: string) => void): Promise<PostgresServer> {
  try {
    return await startPostgres({ data_dir: data.postgres, port: USUAL_PORT, log });
  } catch (error) {
    if (!(error instanceof PostgresError) || error.code !== "PORT_IN_USE") throw error;
    return startPostgres({ data_dir: data.postgres, log });
  }
}

/**
 * The development database of the embedded server. A start that was interrupted before the database was complete
 * begins it again, so that nobody works on half of a seed.
 * @returns its address, and what to call when it is complete
 */
export async function developmentDatabase(
  server: PostgresServer,
): Promise<{ url: string; complete(): Promise<void> }> {
  const admin = new Pool({ connectionString: server.url, max: 1 });
  try {
    const { rows } = await admin.query<{ state: string | null }>(
      "select shobj_description(oid, 'pg_database') as state from pg_database where datname = $1",
      [DEV_DATABASE],
    );
    if (rows[0]?.state !== COMPLETE) {
      await admin.query(`drop database if exists ${DEV_DATABASE} with (force)`);
      await admin.query(`create database ${DEV_DATABASE}`);
    }
  } finally {
    await admin.end();
  }
  const url = Object.assign(new URL(server.url), { pathname: `/${DEV_DATABASE}` }).href;
  const complete = (): Promise<void> =>
    withOwner(
      url,
      async (pool) => void (await pool.query(`comment on database ${DEV_DATABASE} is '${COMPLETE}'`)),
    );
  return { url, complete };
}

/**
 * Migrates as the owner, and makes the role that the control plane serves with: it owns nothing and bypasses nothing.
 * @returns the address for that role; the owner's own if the owner may not make roles, or comes through a local
 * socket. The engine then takes on the serving role by itself.
 */
export function prepareDatabase(url: string, password: string): Promise<string> {
  return withOwner(url, async (pool) => {
    await migrate({ pool });
    const { rows } = await pool.query<{ role: string; name: string }>(
      "select quote_ident(name) as role, name from (select left('stratum_dev_' || current_database(), 63) as name) named",
    );
    const { role, name } = rows[0] ?? { role: "stratum_dev", name: "stratum_dev" };
    try {
      const known = await pool.query("select from pg_roles where rolname = $1", [name]);
      if (known.rowCount === 0) await pool.query(`create role ${role} in role stratum_control`);
      await pool.query(`alter role ${role} login nosuperuser nobypassrls password '${password}'`);
    } catch (error) {
      if (error instanceof DatabaseError && error.code === "42501") return url;
      throw error;
    }
    const serving = Object.assign(new URL(url), { username: name, password });
    return serving.hostname === "" ? url : serving.href;
  });
}

async function withOwner<T>(url: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
