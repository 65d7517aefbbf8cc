import type { LifecycleDialog } from "@stratum-hq/react";
import { useTenant, useTenantSearch } from "@stratum-hq/react";
import { type ComponentProps, useMemo } from "react";

/** A tenant with the sizes of what is below it. */
export type SizedTenant = ComponentProps<typeof LifecycleDialog>["tenant"];

/**
 * A tenant with its sizes: found by its whole id, as the search tells them. Undefined while that is not known; a tenant
 * that is not found, as archived ones are not, has nothing below it that counts.
 */
export function useTenantNode(tenantId: string): SizedTenant | undefined {
  const tenant = useTenant(tenantId).data;
  const search = useTenantSearch(tenantId);
  const hit = search.data?.pages[0]?.data.find((one) => one.id === tenantId);
  const known = search.isSuccess && !search.isPlaceholderData;
  const { child_count = 0, descendant_count = 0 } = hit ?? {};
  return useMemo(
    () => (tenant && known ? { ...tenant, child_count, descendant_count } : undefined),
    [tenant, known, child_count, descendant_count],
  );
}
