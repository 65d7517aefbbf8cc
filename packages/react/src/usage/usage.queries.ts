import type { Page, StratumApi, UsageTotal } from "@stratum-hq/core";
import { type DataTag, queryOptions, type UnusedSkipTokenOptions } from "@tanstack/react-query";

/** Which totals are wanted; see `aggregateUsage`. Times are RFC 3339 in UTC. */
export interface UsageFilter {
  metric?: string;
  from?: string;
  to?: string;
  by?: "metric" | "child" | "day";
  limit?: number;
  cursor?: string;
}
/** Key of a tenant's usage. Starts with the tenant, so that a switch leaves a partition of the cache. */
export type UsageQueryKey = readonly [tenantId: string, feature: "usage", filter: UsageFilter];
/** Options of the query of a tenant's usage. */
export type UsageQueryOptions = UnusedSkipTokenOptions<
  Page<UsageTotal>,
  Error,
  Page<UsageTotal>,
  UsageQueryKey
> & {
  queryKey: DataTag<UsageQueryKey, Page<UsageTotal>, Error>;
};

/** Query of what a tenant and everything below it used. */
export const usageOptions = (
  client: Pick<StratumApi, "aggregateUsage">,
  tenantId: string,
  filter: UsageFilter = {},
): UsageQueryOptions =>
  queryOptions({
    queryKey: [tenantId, "usage", filter] as const,
    queryFn: ({ signal }) => client.aggregateUsage({ ...filter, tenant_id: tenantId }, { signal }),
  });
