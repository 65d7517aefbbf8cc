import { parseAncestryPath, type ResolvedPermission, type ResolvedPermissions } from "@stratum-hq/core";
import { byKey } from "../by-key.ts";
import type { Caller } from "../caller.ts";
import { policiesOf, type Resolved } from "./resolve.sql.ts";

/** Completes what was resolved: origins as the caller may see them, and what the own policy adds. */
export function toResolved(resolved: Resolved, caller: Caller): ResolvedPermissions {
  const { tenant, names } = resolved;
  const visible = caller.visibleChain(tenant);
  const levels = [...parseAncestryPath(tenant.ancestry_path), tenant.id].map((id, i) => ({
    id,
    name: visible.has(id) ? (names[i] ?? null) : null,
    inherited: id !== tenant.id,
  }));
  const policies = policiesOf(resolved, levels.length);
  const hidden = new Map(policies.flatMap((p) => (p.wins ? [] : [[p.key, p]])));
  const entries: [string, ResolvedPermission][] = [];
  for (const { wins, key, place, policy_id, value, mode, revocation_mode, version, own_rule } of policies) {
    if (!wins) continue;
    const { id: source_tenant_id, name: source_name, inherited } = levels[place - 1] as (typeof levels)[0];
    const own = hidden.get(key);
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
        delegated: mode === "DELEGATED" || own_rule,
        own_policy_id: inherited ? (own?.policy_id ?? null) : policy_id,
        own_version: inherited ? (own?.version ?? null) : version,
        shadowed: own
          ? {
              policy_id: own.policy_id,
              value: own.value,
              mode: own.mode,
              revocation_mode: own.revocation_mode,
            }
          : null,
      },
    ]);
  }
  return byKey(entries);
}
