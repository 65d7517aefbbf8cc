export { resolved } from "./permissions.sql.ts";
export { createPermissions, type PermissionsApi, withVisibleNames } from "./permissions.ts";
