import type { TenantEvent } from "@stratum-hq/core";
import type { TenantCache } from "./cache.ts";
import type { ClientMessage, EventsOptions } from "./events.ts";

/** After a stream that cannot be had, it is asked for again by a use that comes so much later. In milliseconds. */
const REST_MS = 30_000;
/** Features of which a cached answer is made. */
const RESOLVED = new Set(["tenants", "config", "permissions"]);

/** Keeps a cache fresh by the event stream. */
export interface Listening {
  /** Begins to listen, unless it does. */
  start(): void;
  /** Lets go of the stream. What is kept is then not known to be fresh. */
  stop(): void;
}

/** @param events opens the stream. */
export function listenFor(
  cache: TenantCache,
  events: (options: EventsOptions) => AsyncIterable<ClientMessage>,
): Listening {
  let running: AbortController | undefined;
  let restUntil = 0;

  async function run(mine: AbortController): Promise<void> {
    try {
      const on_lost = (): void => cache.hear(false);
      for await (const message of events({ signal: mine.signal, on_lost })) {
        if (message.type === "change") forget(cache, message.event);
        else if (message.type === "ready") cache.hear(true);
      }
    } catch {
      // Whatever is wrong, the calls themselves will say it.
    }
    if (running !== mine) return;
    running = undefined;
    restUntil = performance.now() + REST_MS;
    cache.hear(false);
  }
  return {
    start() {
      if (running || performance.now() < restUntil) return;
      running = new AbortController();
      void run(running);
    },
    stop() {
      running?.abort();
      running = undefined;
      restUntil = 0;
      cache.hear(false);
    },
  };
}

/** Forgets what a change may have made stale: the tenant, all below it, and those that moved up when it left. */
function forget(cache: TenantCache, { resource_type, tenant_id, former_parent_id }: TenantEvent): void {
  if (!RESOLVED.has(resource_type)) return;
  // Roots moved up, or those beside a tenant whose parent is out of view.
  if (former_parent_id === null || tenant_id === null) cache.clear();
  else for (const id of [former_parent_id, tenant_id]) if (id !== undefined) cache.invalidate(id);
}
