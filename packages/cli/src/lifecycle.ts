import { setTimeout as sleep } from "node:timers/promises";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Resolves at the first signal that asks the process to end. A later one ends it at once; but not within a second,
 * because a terminal and a package manager may both pass on the same Ctrl-C.
 */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (first !== undefined && Date.now() - first > 1000) process.exit(130);
        first ??= Date.now();
        resolve(signal);
      });
    }
  });
}

/** What has been started, to be ended in reverse order. */
export class Running {
  readonly #ends: (() => Promise<unknown>)[] = [];
  #ended = false;

  /** Ends it at once if the end has come already: a start may be overtaken by a signal. */
  add(end: () => Promise<unknown>): void {
    if (this.#ended) void end();
    else this.#ends.push(end);
  }

  /** Ends everything, or gives up after so many milliseconds. What fails to end does not keep the rest from it. */
  async end(timeout_ms: number): Promise<void> {
    this.#ended = true;
    const all = async (): Promise<void> => {
      for (const end of this.#ends.splice(0).reverse()) await end().catch(() => undefined);
    };
    await Promise.race([all(), sleep(timeout_ms)]);
  }
}
