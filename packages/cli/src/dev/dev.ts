import path from "node:path";
import { loadConfig, start } from "@stratum-hq/control-plane";
import { assertConnects } from "../connection.ts";
import { type DataDir, openDataDir, removeDataDir } from "../data-dir.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Running } from "../lifecycle.ts";
import { portalBuild, portalSource } from "../paths.ts";
import { seedIfEmpty } from "../seed/index.ts";
import { ensureApiKey } from "./api-key.ts";
import { developmentDatabase, prepareDatabase, startEmbedded } from "./database.ts";
import { firstFreePort } from "./port.ts";
import { startPortal } from "./portal.ts";

/** How to run the development mode. */
export interface DevOptions {
  /** A database of one's own; absent: the embedded server. */
  database_url: string | undefined;
  /** Where that address comes from, for messages. */
  database_name: string;
  data_dir: string;
  /** First port to try. */
  port: number;
  /** Fill an empty database with the example. */
  seed: boolean;
  /** Receives what the servers log. */
  log: (text: string) => void;
  /** Receives a line for people. */
  say: (line: string) => void;
}

/** Where everything is. */
export interface DevAddresses {
  portal: string | undefined;
  api: string;
  docs: string;
  database: string;
  api_key_file: string;
}

/**
 * Starts the development mode: PostgreSQL, control plane and portal, for this machine only. What it starts it adds to
 * `running`.
 * @param lost is called if the embedded server ends by itself.
 */
export async function startDev(
  options: DevOptions,
  running: Running,
  lost: (error: Error) => void,
): Promise<DevAddresses> {
  const { say } = options;
  const data = openDataDir(options.data_dir);
  const database = await openDatabase(options, data, running, lost);
  const serving = await prepareDatabase(database.url, data.secrets.role_password);
  if (options.seed) await seedIfEmpty(serving, say);
  await database.complete();

  const port = await firstFreePort(options.port);
  if (port !== options.port) say(`Port ${options.port} is in use; taking ${port}.`);
  const source = portalSource();
  const build = portalBuild();
  const plane = await start(
    loadConfig({
      LOG_LEVEL: process.env.LOG_LEVEL || "warn",
      DATABASE_URL: serving,
      HOST: "127.0.0.1",
      // Behind the portal's development server any port will do.
      PORT: source === undefined ? String(port) : "0",
      STRATUM_KEY_SECRET: data.secrets.key_secret,
      STRATUM_TOKEN_SECRET: data.secrets.token_secret,
      STRATUM_MASTER_KEY_FILE: data.master_key,
      STRATUM_AUTO_MIGRATE: "false",
      STRATUM_DEVELOPMENT: "true",
      // An endpoint that is being written runs on this machine.
      WEBHOOK_NETWORKS: "127.0.0.0/8,::1",
      ...(source === undefined && build !== undefined ? { PORTAL_DIR: build } : {}),
    }),
  );
  running.add(plane.close);
  await ensureApiKey(plane.stratum, data.api_key);
  if (source !== undefined) {
    const portal = await startPortal(source, port, plane.url);
    running.add(() => portal.close());
  }
  const url = `http://localhost:${port}`;
  return {
    portal: (source ?? build) ? url : undefined,
    api: `${url}/api/v1`,
    docs: `${url}/api/docs`,
    database: database.shown,
    api_key_file: relative(data.api_key),
  };
}

/** Deletes the development data. @throws CliError if there is a database of one's own, or it is in use */
export function resetDev({ database_url, database_name, data_dir }: DevOptions): void {
  if (database_url !== undefined) {
    throw new CliError(
      `--reset deletes the embedded database only. Unset ${database_name}, or empty that database yourself.`,
      EXIT.usage,
    );
  }
  removeDataDir(data_dir);
}

interface DevDatabase {
  url: string;
  shown: string;
  /** To be called when the example is in. */
  complete(): Promise<void>;
}

async function openDatabase(
  { database_url, database_name, log, say }: DevOptions,
  data: DataDir,
  running: Running,
  lost: (error: Error) => void,
): Promise<DevDatabase> {
  if (database_url !== undefined) {
    await assertConnects(database_url, database_name);
    const shown = `${withoutPassword(database_url)}, from ${database_name}`;
    return { url: database_url, shown, complete: () => Promise.resolve() };
  }
  const server = await startEmbedded(data, log);
  running.add(server.stop);
  void server.ended.then(() => lost(new CliError("PostgreSQL has ended unexpectedly.", EXIT.database)));
  if (server.fresh) say(`Made a new PostgreSQL database in ${relative(data.path)}.`);
  const { url, complete } = await developmentDatabase(server);
  const shown = `${withoutPassword(url)}, password in ${relative(server.password_file)}`;
  return { url, complete, shown };
}

function withoutPassword(url: string): string {
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username}@${host}${pathname}`;
}

const relative = (file: string): string => path.relative(process.cwd(), file) || ".";
