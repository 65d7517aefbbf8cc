import { type ErrorCode, errorClasses, type Operation, type StratumError } from "@stratum-hq/core";
import { sleep } from "../abort.ts";

/** What an operation answers in place of its result; `network` is a connection that breaks. */
export type Failure =
  | "network"
  | {
      code: ErrorCode;
      message?: string;
      details?: Record<string, unknown>;
      /** Fails this often, then works. Default: always. */
      times?: number;
    };
/** Failures by operation; `*` stands for all that are not named. */
export type Failures = Partial<Record<Operation | "*", Failure>>;
/** Milliseconds before each answer, or a function that says so by operation. `Infinity` never answers. */
export type Latency = number | ((operation: Operation) => number);

/** Waits as long as the latency says, or rejects with the signal's reason. */
export async function wait(latency: Latency, operation: Operation, signal: AbortSignal): Promise<void> {
  const ms = typeof latency === "function" ? latency(operation) : latency;
  if (ms === Number.POSITIVE_INFINITY) {
    await new Promise((_, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
    );
  }
  if (ms > 0) await sleep(ms, signal);
}

/** Hands out the failure that is due for an operation, and counts it. */
export function createFaults(
  failures: Failures,
): (operation: Operation) => "network" | StratumError | undefined {
  const given = new Map<Failure, number>();
  return (operation) => {
    const failure = failures[operation] ?? failures["*"];
    if (!failure || failure === "network") return failure;
    const count = (given.get(failure) ?? 0) + 1;
    if (count > (failure.times ?? Number.POSITIVE_INFINITY)) return undefined;
    given.set(failure, count);
    return new errorClasses[failure.code](
      failure.message ?? `The mock control plane was told to fail.`,
      failure.details,
    );
  };
}
