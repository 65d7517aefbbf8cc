/** What the cache may show before the server has answered. Pure; returns the same object where nothing is certain. */
import type { ResolvedPermission, ResolvedPermissions, UpdatePermissionInput } from "@stratum-hq/core";
import { rightsOf } from "./permissions.rows.ts";

/** Permissions with an own policy as it will be after an update; unchanged if the rules do not allow that update. */
export function withUpdate(
  permissions: ResolvedPermissions,
  policyId: string,
  patch: UpdatePermissionInput,
): ResolvedPermissions {
  const found = Object.entries(permissions).find(([, entry]) => entry.own_policy_id === policyId);
  if (!found) return permissions;
  const [key, entry] = found;
  const rights = rightsOf(entry);
  if (!rights.edit || (patch.mode !== undefined && patch.mode !== entry.mode && !rights.mode))
    return permissions;
  const after: ResolvedPermission = {
    ...entry,
    value: patch.value === undefined ? entry.value : patch.value,
    mode: patch.mode ?? entry.mode,
    revocation_mode: patch.revocation_mode ?? entry.revocation_mode,
  };
  return { ...permissions, [key]: after };
}

/** Permissions with the version that the server gave to a finished update. */
export function withVersion(
  permissions: ResolvedPermissions,
  policyId: string,
  version: number,
): ResolvedPermissions {
  return Object.fromEntries(
    Object.entries(permissions).map(([key, entry]) => [
      key,
      entry.own_policy_id === policyId ? { ...entry, own_version: version } : entry,
    ]),
  );
}
