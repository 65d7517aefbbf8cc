export { createPermissions, type PermissionsApi } from "./permissions.ts";
export { type Resolved as StoredPermissions, resolved as resolvedPermissions } from "./resolve.sql.ts";
export { toResolved as toResolvedPermissions } from "./resolve.ts";
