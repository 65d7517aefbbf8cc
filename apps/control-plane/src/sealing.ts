import type { Stratum } from "@stratum-hq/lib";

/** How long an entry waits for its link at most, in milliseconds, as long as no older transaction runs. */
const EVERY_MS = 2_000;

/**
 * Takes audit entries into their hash chains, every few seconds. Of several servers one does it at a time.
 * @param failed told of what went wrong; it is tried again all the same.
 * @returns a function that ends it and waits for the one that runs.
 */
export function keepSealing(
  stratum: Pick<Stratum, "sealAudit">,
  failed: (error: unknown) => void,
  every_ms: number = EVERY_MS,
): () => Promise<void> {
  let timer: NodeJS.Timeout;
  let running: Promise<unknown> = Promise.resolve();
  let ended = false;
  const later = (): void => {
    timer = setTimeout(() => {
      running = stratum
        .sealAudit()
        .catch(failed)
        .finally(() => ended || later());
    }, every_ms);
    timer.unref();
  };
  later();
  return async () => {
    ended = true;
    clearTimeout(timer);
    await running;
  };
}
