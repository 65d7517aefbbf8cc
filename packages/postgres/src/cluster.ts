import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { PostgresError } from "./errors.ts";
import { isAlive, serverEnv } from "./process.ts";
import { serverUser } from "./user.ts";

/** Where a cluster's superuser's password lies. */
export const passwordFile = (data_dir: string): string => path.join(data_dir, "stratum.password");

/**
 * Makes a new cluster at `data_dir`, with a random password of its superuser inside, readable by its owner only.
 * It is built beside its place and renamed, so that a data directory is whole or not there, whatever interrupts us.
 * @throws PostgresError START_FAILED
 */
export async function createCluster(initdb: string, data_dir: string, durable: boolean): Promise<void> {
  removeDrafts(data_dir);
  const ids = serverUser();
  const draft = `${data_dir}.draft-${process.pid}`;
  const secret = `${draft}.password`;
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(secret, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (ids) for (const file of [draft, secret]) chownSync(file, ids.uid, ids.gid);
  const args = ["-D", draft, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8"];
  // The built-in locale sorts alike on every system and needs none installed.
  args.push("--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
  // The password is random, so iterations guard nothing; they would cost each test connection some milliseconds.
  if (!durable) args.push("--no-sync", "-c", "scram_iterations=1");
  try {
    await promisify(execFile)(initdb, args, { ...ids, cwd: draft, env: serverEnv });
    renameSync(secret, passwordFile(draft));
    renameSync(draft, data_dir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    rmSync(secret, { force: true });
    // Somebody else was faster with a whole cluster: theirs is as good.
    if (existsSync(path.join(data_dir, "PG_VERSION"))) return;
    throw new PostgresError(
      "START_FAILED",
      `PostgreSQL could not make a data directory at ${data_dir}: ${reason(error)}`,
    );
  }
}

/**
 * The superuser's password of an existing cluster.
 * @throws PostgresError DATA_DIR_UNUSABLE
 */
export function readPassword(data_dir: string): string {
  const file = passwordFile(data_dir);
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    const why = existsSync(file) ? reason(error) : "it is missing";
    throw new PostgresError(
      "DATA_DIR_UNUSABLE",
      `The password of ${data_dir} cannot be read from ${file}: ${why}.`,
    );
  }
}

/** Removes what processes that were killed in the middle left behind. */
function removeDrafts(data_dir: string): void {
  const prefix = `${path.basename(data_dir)}.draft-`;
  const folder = path.dirname(data_dir);
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(prefix))) {
    if (!isAlive(Number.parseInt(name.slice(prefix.length), 10)))
      rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

const reason = (error: unknown): string => {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr || message).trim();
};
