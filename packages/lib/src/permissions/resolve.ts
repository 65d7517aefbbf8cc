import { parseAncestryPath, type ResolvedPermission, type ResolvedPermissions } from "@stratum-hq/core";
import { byKey } from "../by-key.ts";
import type { Caller } from "../caller.ts";
import { judge } from "./judge.ts";
import type { Resolved } from "./resolve.sql.ts";

/** Completes what was resolved: origins as the caller may see them, and what the own policy adds. */
export function toResolved({ tenant, names, ...columns }: Resolved, caller: Caller): ResolvedPermissions {
  const visible = caller.visibleChain(tenant);
  const levels = [...parseAncestryPath(tenant.ancestry_path), tenant.id].map((id, i) => ({
    id,
    name: visible.has(id) ? (names[i] ?? null) : null,
    inherited: id !== tenant.id,
  }));
  const entries: [string, ResolvedPermission][] = [];
  for (const judged of judge(columns, levels.length)) {
    const { key, policy_id, value, mode, revocation_mode, hidden, own_version } = judged;
    const level = levels[judged.place - 1] as (typeof levels)[0];
    const { id: source_tenant_id, name: source_name, inherited } = level;
    entries.push([
      key,
      {
        policy_id,
        value,
        mode,
        revocation_mode,
        source_tenant_id,
        source_name,
        inherited,
        locked: mode === "LOCKED" && inherited,
        delegated: mode === "DELEGATED" || judged.own_rule,
        own_policy_id: inherited ? (hidden?.policy_id ?? null) : policy_id,
        own_version,
        shadowed: hidden,
      },
    ]);
  }
  return byKey(entries);
}
