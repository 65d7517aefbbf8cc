import type { AuditEntry, StratumApi } from "@stratum-hq/core";
import { tenantKey } from "../provider/keys.ts";
import { type PagedOptions, pagedOptions } from "../provider/paged.ts";

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
export type AuditQueryOptions = PagedOptions<AuditEntry, AuditQueryKey>;

/** Paged query of who changed what at a tenant, newest first. */
export const auditOptions = (
  client: Pick<StratumApi, "queryAuditLogs">,
  tenantId: string,
  filter: AuditFilter = {},
): AuditQueryOptions => ({
  ...pagedOptions(tenantKey(tenantId, "audit", filter), (cursor, signal) =>
    client.queryAuditLogs({ limit: 50, ...filter, tenant_id: tenantId, cursor }, { signal }),
  ),
  // Every change anywhere may add an entry, and no change of the kit marks this stale.
  staleTime: 0,
});
