import type { Routes } from "../http/routes.ts";

export const configRoutes = {
  resolveConfig: { method: "GET", path: "/tenants/:id/config", scope: "read" },
  batchSetConfig: { method: "PATCH", path: "/tenants/:id/config", scope: "write" },
  setConfig: { method: "PUT", path: "/tenants/:id/config/:key", scope: "write" },
  deleteConfig: { method: "DELETE", path: "/tenants/:id/config/:key", scope: "write" },
  revealConfig: { method: "POST", path: "/tenants/:id/config/:key/reveal", scope: "read", secret: true },
  listConfigHistory: { method: "GET", path: "/tenants/:id/config/:key/history", scope: "read" },
  restoreConfig: { method: "POST", path: "/tenants/:id/config/:key/restore", scope: "write" },
  getConfigWithInheritance: { method: "GET", path: "/tenants/:id/config-inheritance", scope: "read" },
  explainConfig: { method: "GET", path: "/tenants/:id/config/:key/explain", scope: "read" },
  previewConfig: { method: "POST", path: "/tenants/:id/config-preview", scope: "read" },
  listDrift: { method: "GET", path: "/tenants/:id/config-drift", scope: "read" },
  diffConfig: { method: "GET", path: "/config/diff", scope: "read" },
  listConfigDefinitions: { method: "GET", path: "/tenants/:id/config-definitions", scope: "read" },
  defineConfigKey: { method: "PUT", path: "/tenants/:id/config-definitions/:key", scope: "write" },
  deleteConfigDefinition: { method: "DELETE", path: "/tenants/:id/config-definitions/:key", scope: "write" },
} as const satisfies Routes;
