import type { Routes } from "../http/routes.ts";

export const configRoutes = {
  resolveConfig: { method: "GET", path: "/tenants/:id/config", scope: "read" },
  batchSetConfig: { method: "PATCH", path: "/tenants/:id/config", scope: "write" },
  setConfig: { method: "PUT", path: "/tenants/:id/config/:key", scope: "write" },
  deleteConfig: { method: "DELETE", path: "/tenants/:id/config/:key", scope: "write" },
} as const satisfies Routes;
