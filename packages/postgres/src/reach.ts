import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { PostgresError } from "./errors.ts";

/** May every user walk down to this directory? Not below a home directory of mode 0700, for example. */
export function othersCanReach(directory: string): boolean {
  const parent = path.dirname(directory);
  return (statSync(directory).mode & 0o001) !== 0 && (parent === directory || othersCanReach(parent));
}

/**
 * A path under /var/tmp that stands in for one which the server's user cannot reach or we cannot write.
 * The folder above it is ours alone to write, so nobody can plant a program or a data directory there.
 */
export function standIn(original: string, kind: "data" | "binaries"): string {
  const home = `/var/tmp/stratum-postgres-${process.getuid?.() ?? "user"}`;
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const { uid, mode } = lstatSync(home);
  if (uid !== process.getuid?.() || (mode & 0o170022) !== 0o040000) {
    throw new PostgresError(
      "DATA_DIR_UNUSABLE",
      `${home} is not a folder of ours alone. Remove it and start again.`,
    );
  }
  return path.join(
    home,
    `${kind}-${createHash("sha256").update(path.resolve(original)).digest("hex").slice(0, 12)}`,
  );
}
