import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findBinaries } from "./binaries.ts";
import { createCluster, passwordFile, readPassword } from "./cluster.ts";
import { PostgresError } from "./errors.ts";
import { freePort } from "./port.ts";
import { readLock } from "./process.ts";
import { othersCanReach, standIn } from "./reach.ts";
import { type Running, runServer } from "./run.ts";
import { isRoot, serverUser } from "./user.ts";

/** How to start a server. Everything is optional. */
export interface PostgresOptions {
  /** Where the data lives; made if missing. Absent: a temporary folder, removed when the server ends. */
  data_dir?: string;
  /** TCP port on the loopback interface. Absent: any free one. */
  port?: number;
  /** Survive a power cut. `false` is faster and for throw-away data. Default: true with a `data_dir`. */
  durable?: boolean;
  /** More arguments of `postgres`, e.g. `["-c", "log_statement=all"]`. */
  flags?: readonly string[];
  /** Receives the server's log as it is written. */
  log?: (text: string) => void;
}

/** A running server. It ends with the process that started it, however that ends, and does not keep it alive. */
export interface PostgresServer {
  /** Connection string of the superuser, password included. */
  url: string;
  port: number;
  pid: number;
  /** Where the data really is: elsewhere than asked for if the server's user cannot reach that place. */
  data_dir: string;
  /** File that holds the superuser's password. */
  password_file: string;
  /** The data directory was made by this start. */
  fresh: boolean;
  /** Resolves when the server is gone, for whatever reason. */
  ended: Promise<void>;
  /** Ends the server and resolves when it is gone. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL from the binaries that npm installed, listening on the loopback interface only and asking for a
 * random password. Started by root, it runs as `nobody`.
 * @throws PostgresError with a code and a message that says what to do
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const binaries = await findBinaries();
  const temporary = options.data_dir === undefined ? temporaryFolder() : undefined;
  const durable = options.durable ?? temporary === undefined;
  try {
    const data_dir = temporary ? path.join(temporary, "data") : place(path.resolve(options.data_dir ?? ""));
    const fresh = !existsSync(path.join(data_dir, "PG_VERSION"));
    if (fresh) await createCluster(binaries.initdb, data_dir, durable);
    const password = readPassword(data_dir);
    const args = ["-D", data_dir, ...settings(durable), ...(options.flags ?? [])];
    const running = await runPatiently(binaries.postgres, args, data_dir, options, temporary);
    const url = `postgres://postgres:${password}@127.0.0.1:${running.port}/postgres`;
    return { ...running, url, data_dir, password_file: passwordFile(data_dir), fresh };
  } catch (error) {
    if (temporary) rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}

/** Another port if the free one was taken meanwhile; a little patience with a predecessor that is just ending. */
async function runPatiently(
  program: string,
  args: string[],
  data_dir: string,
  options: PostgresOptions,
  remove: string | undefined,
): Promise<Running> {
  const started = Date.now();
  for (;;) {
    const port = options.port ?? (await freePort());
    try {
      return await runServer({
        program,
        args: [...args, "-p", String(port)],
        data_dir,
        port,
        log: options.log,
        remove,
      });
    } catch (error) {
      const code = error instanceof PostgresError ? error.code : undefined;
      const waited = Date.now() - started;
      const patience = readLock(data_dir)?.status === "stopping" ? 30_000 : 1_000;
      const again =
        code === "PORT_IN_USE" ? options.port === undefined && waited < 10_000 : code === "ALREADY_RUNNING";
      if (!again || waited > patience) throw error;
      await sleep(100);
    }
  }
}

const settings = (durable: boolean): string[] =>
  [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=64MB",
    ...(durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]),
    ...(durable ? [] : ["wal_level=minimal", "max_wal_senders=0"]),
  ].flatMap((setting) => ["-c", setting]);

/** Makes the folder above the data directory. Root's server may not reach it: then the data lives in /var/tmp. */
function place(data_dir: string): string {
  let real = data_dir;
  try {
    mkdirSync(path.dirname(data_dir), { recursive: true });
    if (isRoot && !othersCanReach(path.dirname(data_dir))) real = standIn(data_dir, "data");
  } catch (error) {
    if (error instanceof PostgresError) throw error;
    throw new PostgresError("DATA_DIR_UNUSABLE", `${data_dir} cannot be used: ${(error as Error).message}`);
  }
  assertUsable(real);
  return real;
}

/** An existing data directory must be whole and of the user that the server runs as; an empty folder will do. */
function assertUsable(data_dir: string): void {
  const owner = statSync(data_dir, { throwIfNoEntry: false })?.uid;
  const user = serverUser()?.uid ?? process.getuid?.();
  if (owner === undefined) return;
  // Root reads every folder, and gives an empty one away.
  const entries = isRoot || owner === user ? readdirSync(data_dir) : ["PG_VERSION"];
  if (entries.length === 0) return;
  if (!entries.includes("PG_VERSION")) {
    throw new PostgresError("DATA_DIR_UNUSABLE", `${data_dir} holds something other than PostgreSQL's data.`);
  }
  if (owner !== user) {
    const maker = isRoot ? "was made by another user than root" : "was made by another user, perhaps root";
    throw new PostgresError("DATA_DIR_UNUSABLE", `${data_dir} ${maker}. Start as that user, or remove it.`);
  }
}

function temporaryFolder(): string {
  const base = isRoot && !othersCanReach(tmpdir()) ? "/var/tmp" : tmpdir();
  const folder = mkdtempSync(path.join(base, "stratum-postgres-"));
  const ids = serverUser();
  // Its user must be able to enter it, and to remove it in the end.
  if (ids) chownSync(folder, ids.uid, ids.gid);
  chmodSync(folder, 0o711);
  return folder;
}
