export { createPermissions, type PermissionsApi } from "./permissions.ts";
