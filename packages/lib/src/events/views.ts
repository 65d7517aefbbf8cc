/** Who hears of what: the one place where events are held to a caller's subtree. */
import { randomUUID } from "node:crypto";
import { parseAncestryPath, type TenantEvent } from "@stratum-hq/core";
import type { Row } from "./events.sql.ts";

/** The top of a view, with all above it: root first, itself last. */
export interface Top {
  id: string;
  chain: readonly string[];
}

/** Features of which a change shows in everything below. */
const INHERITED = new Set(["tenants", "config", "permissions"]);
/** After these a tenant no longer stands where it stood, and those beside it have moved up. */
const LEAVING = new Set(["tenants.moved", "tenants.reordered", "tenants.purged"]);

const chainOf = (path: string | null, id: string | null): string[] =>
  id === null ? [] : [...(path === null ? [] : parseAncestryPath(path)), id];

export const topOf = ({ id, ancestry_path }: { id: string; ancestry_path: string }): Top => ({
  id,
  chain: chainOf(ancestry_path, id),
});

/**
 * The event as it is heard in a view; null if it is not. What lies in the view, or has just left it, is told as it is.
 * Of what changed above, nothing is told but that something inherited may differ, and only if it may.
 * @param top null: a platform caller, who hears everything.
 */
export function heardFrom(row: Row, top: Top | null): TenantEvent | null {
  const { id, type, tenant_id, resource_type, resource_id, occurred_at } = row;
  const leaving = LEAVING.has(type);
  const formerly = chainOf(row.former_path, row.former_parent_id);
  const told = (former_parent_id: string | null): TenantEvent => ({
    id,
    type,
    tenant_id,
    resource_type,
    resource_id,
    ...(leaving && { former_parent_id }),
    occurred_at,
  });
  if (top === null) return told(row.former_parent_id);
  const cameFromView = formerly.includes(top.id);
  if (cameFromView || chainOf(row.ancestry_path, tenant_id).includes(top.id))
    return told(cameFromView ? row.former_parent_id : null);

  const above = top.chain.slice(0, -1);
  const beside = leaving && row.former_parent_id === (above.at(-1) ?? null);
  if (!INHERITED.has(resource_type) || !(beside || (tenant_id !== null && above.includes(tenant_id)))) return null;
  return {
    // The number of an entry that the caller cannot look up would be none of its business.
    id: randomUUID(),
    type: `${resource_type}.inherited`,
    tenant_id: top.id,
    resource_type,
    resource_id: top.id,
    occurred_at,
  };
}
