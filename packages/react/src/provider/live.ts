import type { Tenant } from "@stratum-hq/core";
import { parseAncestryPath } from "@stratum-hq/core/client";
import type { QueryClient } from "@tanstack/react-query";
import { ancestorsKey, detailKey } from "../tenants/tenants.queries.ts";
import { FOREST } from "./keys.ts";
import { markStale } from "./stale.ts";

/** That something changed at a tenant, as the server tells it. */
export interface TenantChanged {
  tenant_id: string;
  /** The feature that changed, e.g. `config`. Default: anything may have. */
  feature?: string | undefined;
}

/**
 * The one place that hears of changes made elsewhere: marks stale what may show them. Values inherit, so that is the
 * tenant and all below it, as far as the cache knows the tree; where it does not know, too. A change of a tenant itself
 * shows in every listing. Resolves when what is on screen has been asked for again.
 */
export function tenantChanged(queries: QueryClient, change: TenantChanged): Promise<void> {
  const ofTenants = change.feature === undefined || change.feature === "tenants";
  return markStale(queries, {
    predicate: ({ queryKey: [owner, feature] }) => {
      if (feature === "tenants") return ofTenants;
      if (owner === FOREST) return false;
      return (
        (ofTenants || feature === change.feature) && mayInherit(queries, String(owner), change.tenant_id)
      );
    },
  });
}

/** The kit's features; other queries in the cache are the application's own. */
const FEATURES: ReadonlySet<unknown> = new Set([
  ...["tenants", "config", "permissions", "consent", "access", "webhooks", "usage", "audit"],
]);

/**
 * Marks everything of the kit stale, when too much changed to tell what. Not who the caller is: reach and scopes belong
 * to the sign-in. Resolves when what is on screen has been asked for again.
 */
export function everythingChanged(queries: QueryClient): Promise<void> {
  return markStale(queries, {
    predicate: ({ queryKey: [owner, feature] }) =>
      FEATURES.has(feature) && (owner !== FOREST || feature === "tenants"),
  });
}

/** Is a tenant the other or below it, for all that the cache knows? */
function mayInherit(queries: QueryClient, tenantId: string, from: string): boolean {
  if (tenantId === from) return true;
  const tenant = queries.getQueryData<Tenant>(detailKey(tenantId));
  if (tenant) return parseAncestryPath(tenant.ancestry_path).includes(from);
  const chain = queries.getQueryData<Tenant[]>(ancestorsKey(tenantId));
  return chain?.some((one) => one.id === from) ?? true;
}
