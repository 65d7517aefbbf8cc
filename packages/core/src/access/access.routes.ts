import type { Routes } from "../http/routes.ts";

export const accessRoutes = {
  getSession: { method: "GET", path: "/session", scope: "read" },
  listApiKeys: { method: "GET", path: "/api-keys", scope: "admin" },
  createApiKey: { method: "POST", path: "/api-keys", scope: "admin", success: 201, secret: true },
  listDormantKeys: { method: "GET", path: "/api-keys/dormant", scope: "admin" },
  getApiKey: { method: "GET", path: "/api-keys/:id", scope: "admin" },
  rotateApiKey: { method: "POST", path: "/api-keys/:id/rotate", scope: "admin", success: 201, secret: true },
  revokeApiKey: { method: "DELETE", path: "/api-keys/:id", scope: "admin" },
  resolveKeyScopes: { method: "GET", path: "/api-keys/:id/scopes", scope: "admin" },
  listRoles: { method: "GET", path: "/roles", scope: "admin" },
  createRole: { method: "POST", path: "/roles", scope: "admin", success: 201 },
  getRole: { method: "GET", path: "/roles/:id", scope: "admin" },
  updateRole: { method: "PATCH", path: "/roles/:id", scope: "admin" },
  deleteRole: { method: "DELETE", path: "/roles/:id", scope: "admin" },
  listRoleHolders: { method: "GET", path: "/roles/holders/:id", scope: "admin" },
  assignRoleToKey: { method: "POST", path: "/roles/assign/:keyId", scope: "admin" },
  removeRoleFromKey: { method: "DELETE", path: "/roles/assign/:keyId", scope: "admin" },
  resolvePrincipalScopes: { method: "GET", path: "/tenants/:tenantId/role-assignments", scope: "admin" },
  assignRole: { method: "POST", path: "/tenants/:tenantId/role-assignments", scope: "admin" },
  removeRole: { method: "DELETE", path: "/tenants/:tenantId/role-assignments", scope: "admin" },
  createUiToken: { method: "POST", path: "/ui-tokens", scope: "read", success: 201, secret: true },
} as const satisfies Routes;
