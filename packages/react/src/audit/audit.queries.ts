import type { AuditEntry, Page, StratumApi } from "@stratum-hq/core";
import {
  type DataTag,
  type InfiniteData,
  infiniteQueryOptions,
  type UnusedSkipTokenInfiniteOptions,
} from "@tanstack/react-query";
import { tenantKey } from "../provider/keys.ts";

/** Which entries of a tenant to list; absent fields do not narrow. */
export interface AuditFilter {
  /** Also of everything below the tenant. Default false. */
  subtree?: boolean | undefined;
  actor_id?: string | undefined;
  /** `feature.verb`, for example `config.set`. */
  action?: string | undefined;
  resource_type?: string | undefined;
  resource_id?: string | undefined;
  /** Not before this time, RFC 3339. */
  from?: string | undefined;
  /** Before this time, RFC 3339. */
  to?: string | undefined;
  /** Entries on a page. Default 50. */
  limit?: number | undefined;
}
export type AuditQueryKey = readonly [tenantId: string, feature: "audit", filter: AuditFilter];
/** Options of the paged query of audit entries. */
export type AuditQueryOptions = UnusedSkipTokenInfiniteOptions<
  Page<AuditEntry>,
  Error,
  InfiniteData<Page<AuditEntry>, string | undefined>,
  AuditQueryKey,
  string | undefined
> & { queryKey: DataTag<AuditQueryKey, InfiniteData<Page<AuditEntry>>, Error> };

/** Paged query of who changed what at a tenant, newest first. */
export const auditOptions = (
  client: Pick<StratumApi, "queryAuditLogs">,
  tenantId: string,
  filter: AuditFilter = {},
): AuditQueryOptions =>
  infiniteQueryOptions({
    queryKey: tenantKey(tenantId, "audit", filter),
    queryFn: ({ pageParam, signal }) =>
      client.queryAuditLogs({ limit: 50, ...filter, tenant_id: tenantId, cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<AuditEntry>) => last.next_cursor ?? undefined,
    // Every change anywhere may add an entry, and no change of the kit marks this stale.
    staleTime: 0,
  });
