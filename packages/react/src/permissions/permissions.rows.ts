import type { ResolvedPermission, ResolvedPermissions } from "@stratum-hq/core";
import { type OriginRow, sortedRows } from "../config/index.ts";

/** One key of the editor. */
export interface PermissionRow extends OriginRow {
  entry: ResolvedPermission;
}

/** What may be done with a key at this tenant; the table of the rules, read from what the server resolved. */
export interface PermissionRights {
  /** The tenant may set a policy of its own, where it has none. */
  override: boolean;
  /** The tenant may change its own policy. */
  edit: boolean;
  /** The tenant may choose what those below may do. */
  mode: boolean;
  /** The tenant may revoke its own policy, be it in force or hidden by a lock. */
  revoke: boolean;
}

/** Effective permissions as rows, sorted by key. */
export const toPermissionRows = (permissions: ResolvedPermissions): PermissionRow[] =>
  sortedRows(permissions, (key, entry) => ({
    key,
    value: entry.value,
    origin: !entry.inherited ? "set" : entry.locked ? "locked" : "inherited",
    locked: entry.mode === "LOCKED",
    entry,
  }));

/** What the rules allow: nothing under a lock but to drop an own, hidden policy; never a change of a permanent one. */
export function rightsOf(entry: ResolvedPermission): PermissionRights {
  const own = entry.own_policy_id !== null;
  const ownRule = entry.shadowed ? entry.shadowed.revocation_mode : entry.revocation_mode;
  const permanent = own && ownRule === "PERMANENT";
  return {
    override: !own && !entry.locked,
    edit: own && !entry.locked && !permanent,
    mode: !entry.locked && entry.delegated,
    revoke: own && !permanent,
  };
}

/**
 * Why the rules withhold something of a key here: a tenant above locks it, one above keeps the rules so that only the
 * value is left, or the own policy is permanent. null if nothing is withheld.
 */
export type PermissionBarrier = "locked" | "rules" | "permanent";

/** What stands in the way at this tenant; the strongest, if there are several. */
export function barrierOf(entry: ResolvedPermission): PermissionBarrier | null {
  const rights = rightsOf(entry);
  if (entry.locked) return "locked";
  if (entry.own_policy_id !== null && !rights.edit) return "permanent";
  return rights.mode ? null : "rules";
}
