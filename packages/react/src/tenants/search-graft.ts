import type { TenantHit, TenantNode, TenantRef } from "@stratum-hq/core";

/** A line of the tenant tree: a tenant, or the little that a search says of one on the way to a hit. */
export type TreeTenant = TenantNode | TenantRef;

/** Is everything known of it, so that it can be acted on? */
export const isTenantNode = (one: TreeTenant): one is TenantNode => "child_count" in one;

/** Hits hung under their ancestors. */
export interface Graft {
  /** Children to show of a node, or with null the top level. Those of a hit with no hit below are not here. */
  children: ReadonlyMap<string | null, readonly TreeTenant[]>;
  /** Ids of the hits. */
  hits: ReadonlySet<string>;
}

/**
 * Hangs hits of a search under the ancestors that come with them, in the order of the hits. `known` finds what the
 * cache has of an ancestor, which can then be acted on as everywhere.
 */
export function graft(hits: readonly TenantHit[], known: (id: string) => TenantNode | undefined): Graft {
  const children = new Map<string | null, TreeTenant[]>();
  const byId = new Map<string, TenantHit>(hits.map((hit) => [hit.id, hit]));
  const placed = new Set<string>();
  for (const hit of hits) {
    let parentId: string | null = null;
    for (const step of [...hit.chain, hit]) {
      const siblings = children.get(parentId) ?? [];
      if (!placed.has(step.id)) siblings.push(byId.get(step.id) ?? known(step.id) ?? step);
      placed.add(step.id);
      children.set(parentId, siblings);
      parentId = step.id;
    }
  }
  return { children, hits: new Set(byId.keys()) };
}
