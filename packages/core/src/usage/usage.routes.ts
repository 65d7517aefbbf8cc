import type { Routes } from "../http/routes.ts";

export const usageRoutes = {
  recordUsage: { method: "POST", path: "/tenants/:id/usage", scope: "write", success: 201 },
  aggregateUsage: { method: "GET", path: "/usage", scope: "read" },
} as const satisfies Routes;
