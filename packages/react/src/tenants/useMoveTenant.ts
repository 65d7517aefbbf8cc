"use client";
import type { Tenant, TenantNode } from "@stratum-hq/core";
import { moveNode } from "./tenants.cache.ts";
import { type ForestMutation, useForestMutation } from "./useForestMutation.ts";

export interface MoveTenantVariables {
  node: TenantNode;
  /** The new parent; null makes the node a root. */
  target: Tenant | TenantNode | null;
}

/** Moves a tenant with its subtree. The tree shows it at its new place at once, and back again if it is refused. */
export const useMoveTenant = (): ForestMutation<MoveTenantVariables> =>
  useForestMutation(
    (client, { node, target }) => client.moveTenant(node.id, { parent_id: target?.id ?? null }),
    (queries, { node, target }) => moveNode(queries, node, target),
  );
