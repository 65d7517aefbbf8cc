export * from "@stratum-hq/core";
export type { AccessApi, Authenticated } from "./access/index.ts";
export type { ConfigApi } from "./config/index.ts";
export type { ConsentApi } from "./consent/index.ts";
export { type KeyProvider, localKeyProvider } from "./keys/index.ts";
export { migrate } from "./migrate.ts";
export type { PermissionsApi } from "./permissions/index.ts";
export { Stratum, type StratumMethods, type StratumOptions } from "./stratum.ts";
export type { TenantsApi } from "./tenants/index.ts";
