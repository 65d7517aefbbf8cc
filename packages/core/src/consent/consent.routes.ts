import type { Routes } from "../http/routes.ts";

export const consentRoutes = {
  listConsent: { method: "GET", path: "/tenants/:tenantId/consent", scope: "read" },
  grantConsent: { method: "POST", path: "/tenants/:tenantId/consent", scope: "write", success: 201 },
  revokeConsent: { method: "DELETE", path: "/tenants/:tenantId/consent/:purpose", scope: "write" },
  listConsentEvents: { method: "GET", path: "/tenants/:tenantId/consent/events", scope: "read" },
} as const satisfies Routes;
