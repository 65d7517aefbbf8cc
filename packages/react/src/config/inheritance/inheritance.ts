/** One key over a tree of tenants: who says what, and what reaches whom. Pure; judges nothing, it draws what was told. */
import type { Json } from "@stratum-hq/core";

/** What is drawn: a config key or a permission. */
export type InheritanceKind = "config" | "permission";

/**
 * How a tenant stands to the key: it sets it first, sets another value than one above, sets it and locks it for those
 * below, takes what comes from above, has a value of its own that a lock hides, gets nothing, or is not told.
 */
export type InheritanceState = "set" | "overrides" | "locks" | "inherits" | "shadowed" | "none" | "unknown";
/** The states in the order of the legend. */
export const INHERITANCE_STATES: readonly InheritanceState[] = [
  ...(["set", "overrides", "locks", "shadowed", "inherits", "none", "unknown"] as const),
];

/** A value that is in force somewhere; a masked one is not shown. */
export interface ReachingValue {
  value: Json;
  masked: boolean;
}
/** A tenant's own value for the key. */
export interface OwnValue extends ReachingValue {
  /** Nobody below may change it. */
  locks: boolean;
  /** A lock above hides it. */
  shadowed: boolean;
}
/** `unknown` for a tenant that tells nothing, as a suspended one does. */
export type Own = OwnValue | "unknown";

/** A tenant's place in the drawing. */
export interface InheritancePlace {
  tenant_id: string;
  /** null if the caller may not see the tenant. */
  name: string | null;
  /** The nearest tenant above that is drawn; null at the top. */
  parent_id: string | null;
}
export interface InheritanceNode extends InheritancePlace {
  /** 0 at the top of the drawing. */
  level: number;
  children: readonly string[];
  state: InheritanceState;
  own: OwnValue | null;
  /** What is in force here; null for nothing, or where it is not told. */
  effective: ReachingValue | null;
  /** The tenant whose value that is; null for a default, for nothing, and where it is not told. */
  source_id: string | null;
}

/**
 * The drawing's nodes, each parent before its children.
 * @param places parents first.
 * @param base what reaches the top, as a definition's default does; null for nothing.
 */
export function toNodes(
  places: readonly InheritancePlace[],
  own: ReadonlyMap<string, Own>,
  base: ReachingValue | null,
): InheritanceNode[] {
  const nodes = new Map<string, InheritanceNode>();
  const children = new Map<string, string[]>();
  for (const place of places) {
    if (nodes.has(place.tenant_id)) continue;
    const parent = place.parent_id === null ? undefined : nodes.get(place.parent_id);
    const below: string[] = [];
    children.set(place.tenant_id, below);
    if (parent) children.get(parent.tenant_id)?.push(place.tenant_id);
    const mine = own.get(place.tenant_id);
    const level = parent ? parent.level + 1 : 0;
    const stands = standing(place.tenant_id, mine, parent, base);
    nodes.set(place.tenant_id, { ...place, level, children: below, ...stands });
  }
  return [...nodes.values()];
}

function standing(
  id: string,
  mine: Own | undefined,
  parent: InheritanceNode | undefined,
  base: ReachingValue | null,
): Pick<InheritanceNode, "state" | "own" | "effective" | "source_id"> {
  if (mine === "unknown" || parent?.state === "unknown")
    return { state: "unknown", own: null, effective: null, source_id: null };
  const above = parent ? parent.effective : base;
  const from = parent?.source_id ?? null;
  if (!mine || mine.shadowed) {
    const state = mine ? "shadowed" : above ? "inherits" : "none";
    return { state, own: mine ?? null, effective: above, source_id: from };
  }
  const state = mine.locks ? "locks" : from === null ? "set" : "overrides";
  return { state, own: mine, effective: { value: mine.value, masked: mine.masked }, source_id: id };
}

/** How many nodes there are of each state. */
export function countStates(nodes: readonly InheritanceNode[]): Record<InheritanceState, number> {
  const counts = { set: 0, overrides: 0, locks: 0, inherits: 0, shadowed: 0, none: 0, unknown: 0 };
  for (const { state } of nodes) counts[state] += 1;
  return counts;
}
