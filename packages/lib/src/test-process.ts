/** For tests: engines in processes of their own, since what holds between processes cannot be seen within one. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ActorContext } from "@stratum-hq/core";
import type { Stratum, StratumMethods, StratumOptions } from "./stratum.ts";

export interface EngineProcessOptions extends Pick<StratumOptions, "autoMigrate" | "cache" | "enforceRls"> {
  url: string;
  /** What the database sees as the name of the application. */
  name?: string;
  master_key?: string;
}
export interface Call {
  id: number;
  method: string;
  args: unknown[];
  context?: ActorContext | undefined;
}
export interface Reply {
  id: number;
  result?: unknown;
  error?: { code: string; message: string };
}

type Remote = StratumMethods & Pick<Stratum, "initialize" | "close" | "startJobs">;
/** An engine whose methods run in the other process. */
export type EngineProcess = Remote & {
  as(context: ActorContext): StratumMethods;
  cacheStats(): Promise<ReturnType<Stratum["cacheStats"]>>;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
};

/** Starts a process that holds an engine. It connects to nothing before `initialize()`. */
export async function startEngine(options: EngineProcessOptions): Promise<EngineProcess> {
  const child = fork(fileURLToPath(new URL("./test-engine.ts", import.meta.url)), [JSON.stringify(options)], {
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    execArgv: ["--conditions=@stratum-hq/source", "--import", "tsx"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const waiting = new Map<number, (reply: Reply) => void>();
  const answered = (id: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.set(id, ({ result, error }) =>
        error ? reject(Object.assign(new Error(error.message), error)) : resolve(result),
      );
    });
  child.on("message", (reply: Reply) => {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  child.once("exit", () => {
    const error = { code: "GONE", message: "The process has ended." };
    for (const [id, settle] of waiting) settle({ id, error });
  });

  let calls = 0;
  const methods = (context?: ActorContext): object =>
    new Proxy(
      {},
      {
        get: (_, method: string) => {
          // An object with `then` would be awaited.
          if (method === "then") return undefined;
          if (method === "as") return methods;
          if (method === "kill")
            return () => {
              child.kill("SIGKILL");
              return gone;
            };
          return (...args: unknown[]) => {
            const call: Call = { id: ++calls, method, args, context };
            const answer = answered(call.id);
            child.send(call);
            return answer;
          };
        },
      },
    );
  await answered(0);
  return methods() as EngineProcess;
}
