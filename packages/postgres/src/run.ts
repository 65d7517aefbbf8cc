import { setTimeout as sleep } from "node:timers/promises";
import { alreadyRunning, PostgresError } from "./errors.ts";
import { readLock, spawnGuarded } from "./process.ts";

/** A server that accepts connections. */
export interface Running {
  port: number;
  pid: number;
  ended: Promise<void>;
  stop(): Promise<void>;
}

interface RunOptions {
  program: string;
  args: string[];
  data_dir: string;
  port: number;
  log: ((text: string) => void) | undefined;
  /** Folder to remove after the end. */
  remove: string | undefined;
}

/**
 * Runs the server and resolves when it accepts connections.
 * @throws PostgresError ALREADY_RUNNING, PORT_IN_USE, WRONG_MAJOR or START_FAILED, from what the server said
 */
export async function runServer({
  program,
  args,
  data_dir,
  port,
  log,
  remove,
}: RunOptions): Promise<Running> {
  const child = spawnGuarded(program, args, data_dir, remove);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log?.(text);
      said = (said + text).slice(-8000);
      if (said.includes("ready to accept connections")) resolve();
    });
    child.once("error", reject);
    // "close", not "exit": only then everything that it said has arrived.
    child.once("close", () => reject(explain(said, data_dir, port)));
  });
  // It says so a moment before it writes it down, which `findPostgres` reads.
  while (readLock(data_dir)?.status !== "ready" && child.exitCode === null) await sleep(2);
  // An idle server alone does not keep its parent alive.
  for (const handle of [child, child.stdin, child.stderr]) (handle as { unref?(): void } | null)?.unref?.();
  const stop = async (): Promise<void> => {
    child.ref();
    child.stdin?.end();
    await ended;
  };
  return { port, pid: readLock(data_dir)?.pid ?? 0, ended, stop };
}

function explain(said: string, data_dir: string, port: number): PostgresError {
  const versions =
    /initialized by PostgreSQL version (\S+), which is not compatible with this version (\S+?)\.?\s/.exec(
      said,
    );
  if (versions) {
    return new PostgresError(
      "WRONG_MAJOR",
      `${data_dir} was made by PostgreSQL ${versions[1]}, and this one is ${versions[2]}. Use another data directory, or remove this one.`,
    );
  }
  if (said.includes('"postmaster.pid" already exists')) {
    return alreadyRunning(data_dir, readLock(data_dir));
  }
  if (said.includes("could not bind")) {
    return new PostgresError(
      "PORT_IN_USE",
      `Port ${port} of 127.0.0.1 is in use. Choose another, or stop what uses it.`,
    );
  }
  return new PostgresError(
    "START_FAILED",
    `PostgreSQL did not start on ${data_dir}. It said: ${said.trim() || "nothing"}`,
  );
}
