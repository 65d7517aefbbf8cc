export { assertActive, findTenant } from "./find.ts";
export { below } from "./tenants.sql.ts";
export { createTenants, type TenantsApi } from "./tenants.ts";
