import type { InvalidateQueryFilters, QueryClient } from "@tanstack/react-query";

/**
 * Marks queries stale and asks again for those on screen. A query whose first answer is still under way is asked once more
 * when that has come: it may have been read before the change, and would otherwise pass for fresh.
 */
export function markStale(queries: QueryClient, filters: InvalidateQueryFilters): Promise<void> {
  for (const { state, promise, queryKey } of queries.getQueryCache().findAll(filters)) {
    if (state.fetchStatus === "idle" || state.data !== undefined) continue;
    void promise?.then(
      () => queries.invalidateQueries({ queryKey, exact: true }),
      () => undefined,
    );
  }
  return queries.invalidateQueries(filters);
}
