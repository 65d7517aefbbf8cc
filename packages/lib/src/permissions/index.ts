export { createPermissions, type PermissionsApi } from "./permissions.ts";
export { type PolicyColumns, policies, policyColumns } from "./resolve.sql.ts";
export { toResolved as toResolvedPermissions } from "./resolve.ts";
