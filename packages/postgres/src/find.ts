import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { readPassword } from "./cluster.ts";
import { alreadyRunning } from "./errors.ts";
import { isAlive, readLock } from "./process.ts";
import { standIn } from "./reach.ts";
import { isRoot } from "./user.ts";

/**
 * Connection string of the server that runs on a data directory now, whoever started it; undefined if none does.
 * @throws PostgresError DATA_DIR_UNUSABLE if its password may not be read
 */
export function findPostgres(data_dir: string): string | undefined {
  const real = placeOf(data_dir);
  const lock = readLock(real);
  if (lock?.status !== "ready" || !isAlive(lock.pid)) return undefined;
  return `postgres://postgres:${readPassword(real)}@127.0.0.1:${lock.port}/postgres`;
}

/**
 * Deletes a data directory, wherever it really is.
 * @throws PostgresError ALREADY_RUNNING if a server runs on it
 */
export function removePostgres(data_dir: string): void {
  const real = placeOf(data_dir);
  const lock = readLock(real);
  if (lock && isAlive(lock.pid)) throw alreadyRunning(real, lock);
  rmSync(real, { recursive: true, force: true });
}

/** Where the data is that was asked for here: elsewhere if root's server could not have reached it. */
function placeOf(data_dir: string): string {
  const asked = path.resolve(data_dir);
  return existsSync(asked) || !isRoot ? asked : standIn(asked, "data");
}
