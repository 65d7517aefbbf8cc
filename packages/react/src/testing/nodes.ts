import type { TenantNode } from "@stratum-hq/core";
import { buildAncestryPath } from "@stratum-hq/core/client";

/** A node below these ancestors, for tests of what needs no server. */
export const aNode = (id: string, ancestors: string[], more: Partial<TenantNode> = {}): TenantNode => ({
  id,
  parent_id: ancestors.at(-1) ?? null,
  ancestry_path: buildAncestryPath(ancestors),
  ancestry_ltree: [...ancestors, id].join("."),
  depth: ancestors.length,
  name: id,
  slug: id,
  metadata: {},
  isolation_strategy: "SHARED_RLS",
  status: "active",
  region_id: null,
  sort_order: 0,
  version: 1,
  deleted_at: null,
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
  child_count: 0,
  descendant_count: 0,
  ...more,
});
