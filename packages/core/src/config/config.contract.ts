import { defineContracts } from "../http/contract.ts";
import { TenantParams } from "../tenants/tenants.schema.ts";
import { configRoutes } from "./config.routes.ts";
import * as s from "./config.schema.ts";
import * as d from "./definitions.schema.ts";
import * as i from "./insight.schema.ts";

const seen = ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"] as const;
const refused = ["CONFIG_LOCKED", "VERSION_CONFLICT", "CONFIG_INVALID", "KEY_UNAVAILABLE"] as const;

export const configContracts = defineContracts(configRoutes, {
  resolveConfig: {
    summary: "Resolve a tenant's effective config",
    description: "Root to leaf: the highest locked entry wins, otherwise the nearest one.",
    params: TenantParams,
    response: s.ResolvedConfig,
    errors: [...seen],
  },
  batchSetConfig: {
    summary: "Set and delete up to 200 entries, all or nothing unless told otherwise",
    params: TenantParams,
    body: s.BatchSetConfig,
    response: s.BatchSetConfigResult,
    errors: [...seen, ...refused, "CONFIG_NOT_FOUND"],
  },
  setConfig: {
    summary: "Set, lock or unlock a tenant's own entry",
    params: s.ConfigParams,
    body: s.SetConfig,
    response: s.ConfigEntry,
    errors: [...seen, ...refused],
  },
  deleteConfig: {
    summary: "Remove a tenant's own entry, so that it inherits again",
    params: s.ConfigParams,
    query: s.DeleteConfigQuery,
    response: s.DeletedConfig,
    errors: [...seen, "CONFIG_LOCKED", "CONFIG_NOT_FOUND", "VERSION_CONFLICT"],
  },
  revealConfig: {
    summary: "Read a sensitive value in clear",
    description: "Needs the scope secrets:read beside read. Who asked, and why, stands in the audit log.",
    params: s.ConfigParams,
    body: s.RevealConfig,
    response: s.RevealedConfig,
    errors: [...seen, "CONFIG_NOT_FOUND", "KEY_UNAVAILABLE"],
  },
  listConfigHistory: {
    summary: "List the versions of a tenant's own entry, newest first",
    params: s.ConfigParams,
    query: s.ListConfigHistoryQuery,
    response: s.ConfigHistoryPage,
    errors: [...seen],
  },
  restoreConfig: {
    summary: "Write the value of a past version again",
    description: "The lock stays as it is. A sensitive value is restored without being decrypted.",
    params: s.ConfigParams,
    body: s.RestoreConfig,
    response: s.ConfigEntry,
    errors: [...seen, ...refused, "CONFIG_NOT_FOUND"],
  },
  getConfigWithInheritance: {
    summary: "The same as resolveConfig: every entry carries its source",
    params: TenantParams,
    response: s.ResolvedConfig,
    errors: [...seen],
  },
  explainConfig: {
    summary: "Tell why a key resolves to what it does",
    params: s.ConfigParams,
    response: i.ExplainedConfig,
    errors: [...seen],
  },
  previewConfig: {
    summary: "Tell what changes would do to the tenant and those below",
    description: "Changes nothing. Versions and definitions are not judged.",
    params: TenantParams,
    body: i.PreviewConfig,
    response: i.ConfigPreview,
    errors: [...seen, "CONFIG_LOCKED"],
  },
  listDrift: {
    summary: "List who overrides, below a tenant, what resolves there",
    params: TenantParams,
    query: i.ListDriftQuery,
    response: i.ConfigOverridePage,
    errors: [...seen],
  },
  diffConfig: {
    summary: "List the keys whose effective value differs between two tenants",
    query: i.DiffConfigQuery,
    response: i.ConfigDiff,
    errors: [...seen],
  },
  listConfigDefinitions: {
    summary: "List the definitions that count for a tenant",
    params: TenantParams,
    response: d.ConfigDefinitions,
    errors: [...seen],
  },
  defineConfigKey: {
    summary: "Define a key for the tenant's subtree",
    description: "Writes are validated against the nearest definition. Values that stand already are kept.",
    params: d.ConfigDefinitionParams,
    body: d.DefineConfigKey,
    response: d.ConfigDefinition,
    errors: [...seen, "VERSION_CONFLICT", "CONFIG_INVALID"],
  },
  deleteConfigDefinition: {
    summary: "Remove a tenant's own definition",
    params: d.ConfigDefinitionParams,
    query: s.DeleteConfigQuery,
    response: d.DeletedConfigDefinition,
    errors: [...seen, "CONFIG_NOT_FOUND", "VERSION_CONFLICT"],
  },
});
