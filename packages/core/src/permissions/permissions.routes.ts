import type { Routes } from "../http/routes.ts";

export const permissionsRoutes = {
  resolvePermissions: { method: "GET", path: "/tenants/:id/permissions", scope: "read" },
  createPermission: { method: "POST", path: "/tenants/:id/permissions", scope: "write", success: 201 },
  updatePermission: { method: "PATCH", path: "/tenants/:id/permissions/:policyId", scope: "write" },
  deletePermission: { method: "DELETE", path: "/tenants/:id/permissions/:policyId", scope: "write" },
  previewRevocation: {
    method: "POST",
    path: "/tenants/:id/permissions/:policyId/preview-revocation",
    scope: "read",
  },
  explainPermission: { method: "POST", path: "/tenants/:id/permissions/explain", scope: "read" },
  simulatePermissions: { method: "POST", path: "/tenants/:id/permissions/simulate", scope: "read" },
  createAbacPolicy: {
    method: "POST",
    path: "/tenants/:tenantId/abac-policies",
    scope: "write",
    success: 201,
  },
  getAbacPolicies: { method: "GET", path: "/tenants/:tenantId/abac-policies", scope: "read" },
  resolveAbacPolicies: { method: "GET", path: "/tenants/:tenantId/abac-policies/resolved", scope: "read" },
  evaluateAbac: { method: "POST", path: "/tenants/:tenantId/abac-policies/evaluate", scope: "read" },
  deleteAbacPolicy: { method: "DELETE", path: "/tenants/:tenantId/abac-policies/:policyId", scope: "write" },
} as const satisfies Routes;
