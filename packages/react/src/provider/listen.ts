import type { StratumClient } from "@stratum-hq/sdk";
import type { QueryClient } from "@tanstack/react-query";
import { everythingChanged, type TenantChanged, tenantChanged } from "./live.ts";
import { markStale } from "./stale.ts";

/** What happens within so long is taken together, in milliseconds: an import of thousands asks once, not thousands of times. */
const GATHER_MS = 150;
/** More changes than this are taken as one of everything. */
const MOST = 50;
/** After a stream that cannot be had, it is asked for again so much later. In milliseconds. */
const REST_MS = 30_000;

/**
 * Follows the control plane's events until the signal ends it, and has what they may have changed asked for again: what
 * is on screen at once, the rest when it is looked at next. What is typed and where the focus is stays untouched.
 */
export async function listen(
  client: StratumClient,
  queries: QueryClient,
  signal: AbortSignal,
): Promise<void> {
  let gathered = new Map<string, TenantChanged>();
  let everything = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    const changes = [...gathered.values()];
    const all = everything || changes.length > MOST;
    gathered = new Map();
    everything = false;
    timer = undefined;
    if (all) void everythingChanged(queries);
    else for (const change of changes) void tenantChanged(queries, change);
    // Every change is on record.
    void markStale(queries, { predicate: ({ queryKey }) => queryKey[1] === "audit" });
  };
  const soon = (): void => {
    timer ??= setTimeout(tell, GATHER_MS);
  };
  signal.addEventListener("abort", () => clearTimeout(timer));

  while (!signal.aborted) {
    try {
      for await (const message of client.events({ signal })) {
        if (message.type === "ready") continue;
        if (message.type === "reset") everything = true;
        else {
          const { tenant_id, resource_type: feature, former_parent_id } = message.event;
          // Of the platform, or of a tenant that left to where it cannot be seen.
          if (tenant_id === null) everything = true;
          else gathered.set(`${tenant_id} ${feature}`, { tenant_id, feature });
          if (former_parent_id)
            gathered.set(`${former_parent_id} ${feature}`, { tenant_id: former_parent_id, feature });
        }
        soon();
      }
    } catch {
      // Whatever is wrong, the calls themselves will say it. A session may be renewed meanwhile.
    }
    await new Promise<void>((resolve) => {
      const rest = setTimeout(resolve, REST_MS);
      signal.addEventListener("abort", () => {
        clearTimeout(rest);
        resolve();
      });
    });
  }
}
