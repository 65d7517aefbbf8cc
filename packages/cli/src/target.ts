import { existsSync, readFileSync } from "node:fs";
import { Stratum } from "@stratum-hq/lib";
import { findPostgres, startPostgres } from "@stratum-hq/postgres";
import type { Command } from "commander";
import { Pool } from "pg";
import { assertConnects, CONNECT_TIMEOUT_MS } from "./connection.ts";
import { DEV_DATABASE, findDataDir } from "./data-dir.ts";
import { CliError, EXIT } from "./exit.ts";

/** Options of every command that works on a database. */
export interface TargetOptions {
  databaseUrl?: string;
  dataDir: string;
}

/** The database that a command works on. */
export interface Target {
  url: string;
  /** It was given, and is not that of the development mode. */
  given: boolean;
  /** Secret that API keys are hashed under, if it is known. */
  key_secret: string | undefined;
  /** Ends what was started for the command. */
  close(): Promise<void>;
}

/** Adds the options that name the database. */
export const withTarget = (command: Command): Command =>
  command
    .option("--database-url <url>", "the database (default: DATABASE_URL, else that of `stratum dev`)")
    .option("--data-dir <folder>", "folder of `stratum dev`", ".data");

/** Reads a variable, or the file that the variable with `_FILE` behind it names; empty counts as absent. */
export function fromEnvironment(name: string): string | undefined {
  const file = process.env[`${name}_FILE`];
  if (process.env[name] || !file) return process.env[name] || undefined;
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw new CliError(`${name}_FILE names a file that cannot be read: ${file}`, EXIT.usage);
  }
}

/**
 * Finds the database: the one given, else the development database, which is started for the time of the command if
 * it does not run.
 * @throws CliError if there is none, or it does not answer
 */
export async function openTarget({ databaseUrl, dataDir }: TargetOptions): Promise<Target> {
  const given = databaseUrl ?? fromEnvironment("DATABASE_URL");
  if (given !== undefined) {
    const name = databaseUrl === undefined ? "DATABASE_URL" : "--database-url";
    await assertConnects(given, name);
    const close = (): Promise<void> => Promise.resolve();
    return { url: given, given: true, key_secret: fromEnvironment("STRATUM_KEY_SECRET"), close };
  }
  const data = findDataDir(dataDir);
  const running = data && findPostgres(data.postgres);
  if (!data || !(running || existsSync(data.postgres))) {
    throw new CliError(
      "There is no database. Set DATABASE_URL, or start one with `stratum dev`.",
      EXIT.usage,
    );
  }
  const server = running === undefined ? await startPostgres({ data_dir: data.postgres }) : undefined;
  const url = Object.assign(new URL(running ?? server?.url ?? ""), { pathname: `/${DEV_DATABASE}` }).href;
  const close = async (): Promise<void> => server?.stop();
  return { url, given: false, key_secret: data.secrets.key_secret, close };
}

/** Runs `work` with a pool on the target, and ends both whatever happens. */
export async function withPool<T>(
  options: TargetOptions,
  work: (pool: Pool, target: Target) => Promise<T>,
): Promise<T> {
  const target = await openTarget(options);
  const pool = new Pool({
    connectionString: target.url,
    max: 4,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "stratum cli",
  });
  try {
    return await work(pool, target);
  } finally {
    await pool.end();
    await target.close();
  }
}

/** The same with an engine, as the operator of the platform. */
export const withStratum = <T>(options: TargetOptions, work: (stratum: Stratum) => Promise<T>): Promise<T> =>
  withPool(options, async (pool, { key_secret }) => {
    if (key_secret === undefined) {
      throw new CliError(
        "STRATUM_KEY_SECRET is missing: API keys are hashed under it, as the server does.",
        EXIT.usage,
      );
    }
    const stratum = new Stratum({ pool, key_secret });
    await stratum.initialize();
    return work(stratum);
  });

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Id of the tenant that was named by its id or by slugs from the root. @throws TenantNotFoundError for a path */
export const tenantId = async (stratum: Stratum, text: string): Promise<string> =>
  UUID.test(text) ? text : (await stratum.getTenantByPath(text)).id;
