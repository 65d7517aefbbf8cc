import type { Tenant, TenantNode } from "@stratum-hq/core";
import { isDescendantOf, MAX_TREE_DEPTH } from "@stratum-hq/core/client";

/** Why a tenant cannot be the new parent. The server checks again, and more: slugs, and the depth of what moves along. */
export type MoveRefusal =
  | "self"
  | "descendant"
  | "current"
  | "alreadyRoot"
  | "notActive"
  | "slugTaken"
  | "tooDeep";

/** The reason why `node` cannot move below `target` (null: become a root), or null if it may. `children` are known below it. */
export function refuseMove(
  node: Tenant,
  target: Tenant | TenantNode | null,
  children: readonly { id: string; slug: string }[] = [],
): MoveRefusal | null {
  if (target === null) return node.parent_id === null ? "alreadyRoot" : null;
  if (target.id === node.id) return "self";
  if (isDescendantOf(target, node)) return "descendant";
  if (target.id === node.parent_id) return "current";
  if (target.status !== "active") return "notActive";
  if (children.some((one) => one.slug === node.slug && one.id !== node.id)) return "slugTaken";
  return target.depth + 1 >= MAX_TREE_DEPTH ? "tooDeep" : null;
}
