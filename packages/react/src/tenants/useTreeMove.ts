"use client";
import type { TenantNode } from "@stratum-hq/core";
import { isDescendantOf, MAX_TREE_DEPTH } from "@stratum-hq/core/client";
import { useState } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { useAnnounce } from "../ui/useAnnounce.tsx";
import { refuseMove } from "./move-targets.ts";
import { isTenantNode, type TreeTenant } from "./search-graft.ts";
import { tenantsMessages } from "./tenants.messages.ts";

/** Tenants that are picked up to be put elsewhere, by keys or by a pointer. */
export interface TreeMove {
  carried: readonly TenantNode[];
  /** Picks up; those that lie below another of them come along anyway. */
  pick: (nodes: readonly TenantNode[], by: "key" | "pointer") => void;
  /** Puts nothing anywhere. */
  cancel: () => void;
  /** Why what is carried cannot go below this tenant, as a sentence; null if it may, or nothing is carried. */
  refusal: (target: TreeTenant) => string | null;
  /** Puts it down below this tenant, which asks; where it cannot go, says why and keeps it. */
  drop: (target: TreeTenant) => void;
}

/** All that is said of what is carried stands in one place. */
export const CARRY = "tenants.carry";

/** Those that do not lie below another of them. */
export const topmost = (nodes: readonly TenantNode[]): TenantNode[] =>
  nodes.filter((node) => !nodes.some((one) => isDescendantOf(node, one)));

/** Carries tenants from place to place. `childrenOf` tells what is known to lie below a target, `onDrop` asks. */
export function useTreeMove(options: {
  childrenOf: (id: string) => readonly TreeTenant[];
  onDrop: (nodes: readonly TenantNode[], target: TenantNode) => void;
}): TreeMove {
  const t = useMessages(tenantsMessages);
  const announce = useAnnounce();
  const [carried, setCarried] = useState<readonly TenantNode[]>([]);
  const refusal = (target: TreeTenant): string | null => {
    if (carried.length === 0) return null;
    if (!isTenantNode(target)) return t("tenants.move.unknown");
    for (const node of carried) {
      const why = refuseMove(node, target, options.childrenOf(target.id));
      if (why === "tooDeep") return t("tenants.action.tooDeep", { levels: MAX_TREE_DEPTH });
      if (why) return t(`tenants.move.${why}`, { name: node.name, slug: node.slug });
    }
    return null;
  };
  return {
    carried,
    refusal,
    pick: (nodes, by) => {
      const some = topmost(nodes);
      setCarried(some);
      const [first] = some;
      if (!first || by === "pointer") return;
      announce(
        some.length === 1
          ? t("tenants.carry.picked", { name: first.name })
          : t("tenants.carry.pickedMany", { count: some.length }),
        { topic: CARRY },
      );
    },
    cancel: () => setCarried([]),
    drop: (target) => {
      const why = refusal(target);
      if (why)
        return announce(t("tenants.carry.refused", { name: target.name, reason: why }), {
          tone: "error",
          topic: CARRY,
        });
      if (carried.length === 0 || !isTenantNode(target)) return;
      options.onDrop(carried, target);
      setCarried([]);
    },
  };
}
