import { defineContracts } from "../http/contract.ts";
import { TenantParams } from "../tenants/tenants.schema.ts";
import { configRoutes } from "./config.routes.ts";
import * as s from "./config.schema.ts";

const seen = ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"] as const;

export const configContracts = defineContracts(configRoutes, {
  resolveConfig: {
    summary: "Resolve a tenant's effective config",
    description: "Root to leaf: the highest locked entry wins, otherwise the nearest one.",
    params: TenantParams,
    response: s.ResolvedConfig,
    errors: [...seen],
  },
  batchSetConfig: {
    summary: "Set and delete up to 200 entries, all or nothing",
    params: TenantParams,
    body: s.BatchSetConfig,
    response: s.BatchSetConfigResult,
    errors: [...seen, "CONFIG_LOCKED", "CONFIG_NOT_FOUND", "VERSION_CONFLICT"],
  },
  setConfig: {
    summary: "Set, lock or unlock a tenant's own entry",
    params: s.ConfigParams,
    body: s.SetConfig,
    response: s.ConfigEntry,
    errors: [...seen, "CONFIG_LOCKED", "VERSION_CONFLICT"],
  },
  deleteConfig: {
    summary: "Remove a tenant's own entry, so that it inherits again",
    params: s.ConfigParams,
    query: s.DeleteConfigQuery,
    response: s.DeletedConfig,
    errors: [...seen, "CONFIG_LOCKED", "CONFIG_NOT_FOUND", "VERSION_CONFLICT"],
  },
});
