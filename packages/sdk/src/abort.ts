import { TimeoutError } from "./errors.ts";

/** A promise that rejects with the signal's reason as soon as it aborts, whatever `work` still does. */
export function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
    // Always heard, so that work which fails after an abort is no unhandled rejection.
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Waits `ms` milliseconds, or rejects with the signal's reason. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, ms);
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}

/**
 * Runs `work` under a signal that aborts with the caller's signal, or with a `TimeoutError` after `ms` milliseconds.
 * The timer ends with the work, so that nothing keeps a process alive.
 */
export async function withTimeout<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = new AbortController();
  const timer = setTimeout(
    () => timeout.abort(new TimeoutError(`No answer within ${ms} ms.`, { timeout_ms: ms })),
    ms,
  );
  const signal = outer ? AbortSignal.any([outer, timeout.signal]) : timeout.signal;
  try {
    return await until(signal, work(signal));
  } finally {
    clearTimeout(timer);
  }
}
