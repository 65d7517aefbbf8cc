import type { Routes } from "../http/routes.ts";

export const accessRoutes = {
  getSession: { method: "GET", path: "/session", scope: "read" },
  listApiKeys: { method: "GET", path: "/api-keys", scope: "admin" },
  createApiKey: { method: "POST", path: "/api-keys", scope: "admin", success: 201, secret: true },
  listDormantKeys: { method: "GET", path: "/api-keys/dormant", scope: "admin" },
  getApiKey: { method: "GET", path: "/api-keys/:id", scope: "admin" },
  rotateApiKey: { method: "POST", path: "/api-keys/:id/rotate", scope: "admin", success: 201, secret: true },
  revokeApiKey: { method: "DELETE", path: "/api-keys/:id", scope: "admin" },
  createUiToken: { method: "POST", path: "/ui-tokens", scope: "read", success: 201, secret: true },
} as const satisfies Routes;
