import type { Routes } from "../http/routes.ts";

export const auditRoutes = {
  queryAuditLogs: { method: "GET", path: "/audit-logs", scope: "read" },
  recordAuditEvent: { method: "POST", path: "/audit-logs", scope: "write", success: 201 },
  getAuditEntry: { method: "GET", path: "/audit-logs/:id", scope: "read" },
} as const satisfies Routes;
