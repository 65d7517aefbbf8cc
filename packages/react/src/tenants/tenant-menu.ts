import type { Tenant } from "@stratum-hq/core";
import { MAX_TREE_DEPTH } from "@stratum-hq/core/client";

/** What can be asked of a tenant from its menu. */
export type TenantAction = "create" | "rename" | "move" | "suspend" | "resume" | "archive" | "copy";

/** A line of the menu. */
export interface TenantMenuEntry {
  action: TenantAction;
  /** Why it cannot be done now; absent if it can. */
  refusal?: "notActive" | "tooDeep";
}

/** What the lifecycle allows for a tenant, in the order of the menu. What makes no sense at all is left out. */
export function tenantMenu(tenant: Tenant): TenantMenuEntry[] {
  const active = tenant.status === "active";
  const off = active ? {} : { refusal: "notActive" as const };
  const full = tenant.depth + 1 >= MAX_TREE_DEPTH ? { refusal: "tooDeep" as const } : {};
  return [
    { action: "create", ...full, ...off },
    { action: "rename", ...off },
    { action: "move", ...off },
    ...(active ? [{ action: "suspend" as const }] : [{ action: "resume" as const }]),
    ...(tenant.status === "archived" ? [] : [{ action: "archive" as const }]),
    { action: "copy" },
  ];
}
