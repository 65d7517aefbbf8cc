import { readFileSync } from "node:fs";

/** PostgreSQL refuses to run as root, so root starts it as somebody else. */
export const isRoot: boolean = process.getuid?.() === 0;

/** A user and group that files are given to and processes run as. */
export interface Ids {
  uid: number;
  gid: number;
}

/**
 * Who the server runs as: `nobody` for root, else undefined (the caller).
 * initdb needs an entry in the password file; `nobody` has one on every Linux and macOS.
 */
export function serverUser(): Ids | undefined {
  if (!isRoot) return undefined;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  const nobody = lines.map((line) => line.split(":")).find(([name]) => name === "nobody");
  // macOS lists nobody as -2.
  const id = (text: string | undefined): number => (Number(text ?? 65534) + 2 ** 32) % 2 ** 32;
  return { uid: id(nobody?.[2]), gid: id(nobody?.[3]) };
}
