/** Who gains and who loses by a draft, read from what the server worked out. Pure. */
import type { PermissionOutcome, PermissionSimulation } from "@stratum-hq/core";

/** What a draft does to a tenant: it may now, it no longer may, its value is another, or only its rules are. */
export type ImpactKind = "gains" | "loses" | "value" | "rules";
/** The kinds in the order in which they are told: what takes away comes first. */
const KINDS: readonly ImpactKind[] = ["loses", "gains", "value", "rules"];

type Effects = PermissionSimulation["permissions"][number];
/** A place where a change shows, with how many tenants below take after it. */
export type ImpactExample = Effects["examples"][number];

/** All tenants to which the same happens. */
export interface ImpactGroup {
  kind: ImpactKind;
  /** How many they are. */
  tenants: number;
  examples: readonly ImpactExample[];
}
export interface Impact {
  groups: readonly ImpactGroup[];
  /** Tenants that change too, but of which the server gave no example. */
  more: number;
}

/** What happens to a tenant whose permission was the one and would be the other. */
export function impactKind(before: PermissionOutcome | null, after: PermissionOutcome | null): ImpactKind {
  const [had, has] = [Boolean(before?.value), Boolean(after?.value)];
  if (had !== has) return has ? "gains" : "loses";
  return JSON.stringify(before?.value) === JSON.stringify(after?.value) ? "rules" : "value";
}

/** The effects of a draft on one key, by what happens to whom. */
export function impactOf({ changed, examples }: Effects): Impact {
  const groups = KINDS.map((kind): ImpactGroup => {
    const own = examples.filter(({ before, after }) => impactKind(before, after) === kind);
    return { kind, tenants: own.reduce((sum, one) => sum + one.tenants, 0), examples: own };
  }).filter(({ tenants }) => tenants > 0);
  return { groups, more: changed - groups.reduce((sum, group) => sum + group.tenants, 0) };
}
