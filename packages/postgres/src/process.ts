import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { serverUser } from "./user.ts";

/** Environment of the server: nothing of ours leaks into it, and its messages are in English. */
export const serverEnv: NodeJS.ProcessEnv = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

/**
 * Holds a pipe from us. When we end, by whatever cause and be it SIGKILL, the pipe closes and the server gets SIGINT,
 * its fast shutdown. After the server's end the folder $REMOVE goes, if there is one.
 */
const guard = `
exec 3<&0
"$@" 3<&- & server=$!
(read -r _ <&3; kill -INT $server) 2>/dev/null & watcher=$!
exec 3<&-
wait $server; code=$?
kill $watcher 2>/dev/null
[ -z "$REMOVE" ] || rm -rf "$REMOVE"
exit $code`;

/** Starts a program that ends when we do. `stdin.end()` ends it earlier. */
export function spawnGuarded(program: string, args: string[], cwd: string, remove?: string): ChildProcess {
  return spawn("/bin/sh", ["-c", guard, "stratum-postgres", program, ...args], {
    ...serverUser(),
    cwd,
    env: { ...serverEnv, ...(remove ? { REMOVE: remove } : {}) },
    stdio: ["pipe", "ignore", "pipe"],
    // A group of its own: Ctrl-C reaches us first, and we stop the server last.
    detached: true,
  });
}

/** Does the process exist, whoever owns it? */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

/** What a running or crashed server wrote down about itself. */
export interface Lock {
  pid: number;
  port: number;
  /** `starting`, `ready` or `stopping`. */
  status: string;
}

/** Reads a data directory's lock file; undefined without one. It may be stale. */
export function readLock(data_dir: string): Lock | undefined {
  try {
    const lines = readFileSync(path.join(data_dir, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? "starting" };
  } catch {
    return undefined;
  }
}
