export { assertActive, assertTree, checkId, findTenant, treeOf } from "./find.ts";
export { below, belowOnly, inside, seenFrom, who } from "./tenants.sql.ts";
export { createTenants, type TenantsApi } from "./tenants.ts";
