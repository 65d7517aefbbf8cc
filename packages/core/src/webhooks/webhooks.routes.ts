import type { Routes } from "../http/routes.ts";

export const webhooksRoutes = {
  listWebhooks: { method: "GET", path: "/webhooks", scope: "admin" },
  createWebhook: { method: "POST", path: "/webhooks", scope: "admin", success: 201, secret: true },
  listWebhookEvents: { method: "GET", path: "/webhooks/events", scope: "read" },
  listFailedDeliveries: { method: "GET", path: "/webhooks/deliveries/failed", scope: "admin" },
  getDeliveryStats: { method: "GET", path: "/webhooks/deliveries/stats", scope: "admin" },
  retryFailedDeliveries: { method: "POST", path: "/webhooks/deliveries/retry-all", scope: "admin" },
  retryDelivery: { method: "POST", path: "/webhooks/deliveries/:id/retry", scope: "admin" },
  getWebhook: { method: "GET", path: "/webhooks/:id", scope: "admin" },
  updateWebhook: { method: "PATCH", path: "/webhooks/:id", scope: "admin" },
  deleteWebhook: { method: "DELETE", path: "/webhooks/:id", scope: "admin" },
  rotateWebhookSecret: { method: "POST", path: "/webhooks/:id/rotate-secret", scope: "admin", secret: true },
  testWebhook: { method: "POST", path: "/webhooks/:id/test", scope: "admin" },
  listWebhookDeliveries: { method: "GET", path: "/webhooks/:id/deliveries", scope: "admin" },
} as const satisfies Routes;
