import type { Routes } from "../http/routes.ts";

export const tenantsRoutes = {
  listTenants: { method: "GET", path: "/tenants", scope: "read" },
  createTenant: { method: "POST", path: "/tenants", scope: "write", success: 201 },
  batchCreateTenants: { method: "POST", path: "/tenants/batch", scope: "write", success: 201 },
  listRoots: { method: "GET", path: "/tenants/roots", scope: "read" },
  searchTenants: { method: "GET", path: "/tenants/search", scope: "read" },
  getTenant: { method: "GET", path: "/tenants/:id", scope: "read" },
  updateTenant: { method: "PATCH", path: "/tenants/:id", scope: "write" },
  moveTenant: { method: "POST", path: "/tenants/:id/move", scope: "write" },
  previewMove: { method: "POST", path: "/tenants/:id/move/preview", scope: "read" },
  reorderTenant: { method: "POST", path: "/tenants/:id/reorder", scope: "write" },
  suspendTenant: { method: "POST", path: "/tenants/:id/suspend", scope: "write" },
  resumeTenant: { method: "POST", path: "/tenants/:id/resume", scope: "write" },
  archiveTenant: { method: "POST", path: "/tenants/:id/archive", scope: "write" },
  getTenantContext: { method: "GET", path: "/tenants/:id/context", scope: "read" },
  deleteTenant: { method: "DELETE", path: "/tenants/:id", scope: "write" },
  purgeTenant: { method: "POST", path: "/tenants/:id/purge", scope: "admin" },
  getAncestors: { method: "GET", path: "/tenants/:id/ancestors", scope: "read" },
  listChildren: { method: "GET", path: "/tenants/:id/children", scope: "read" },
  listDescendants: { method: "GET", path: "/tenants/:id/descendants", scope: "read" },
} as const satisfies Routes;
