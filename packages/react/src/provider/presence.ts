import type { QueryClient } from "@tanstack/react-query";

/** How many scopes show a tenant, by cache: scopes of several providers may share one. */
const shown = new WeakMap<QueryClient, Map<string, number>>();

/**
 * Notes that a scope shows a tenant. The function it returns takes the note back; with the last one, what is still in
 * flight for the tenant is aborted.
 */
export function enterTenant(queries: QueryClient, tenantId: string): () => void {
  const counts = shown.get(queries) ?? new Map<string, number>();
  shown.set(queries, counts);
  counts.set(tenantId, (counts.get(tenantId) ?? 0) + 1);
  return () => {
    const left = (counts.get(tenantId) ?? 1) - 1;
    if (left > 0) counts.set(tenantId, left);
    else counts.delete(tenantId);
    // Not at once: a scope that is drawn anew, as StrictMode does, leaves and enters in one go.
    queueMicrotask(() => abortUnseen(queries, tenantId));
  };
}

/** Aborts the requests of a tenant that no scope shows, but for those that a component watches. Never a write. */
export function abortUnseen(queries: QueryClient, tenantId: string): void {
  if (shown.get(queries)?.has(tenantId)) return;
  void queries.cancelQueries({
    queryKey: [tenantId],
    fetchStatus: "fetching",
    predicate: (query) => query.getObserversCount() === 0,
  });
}
