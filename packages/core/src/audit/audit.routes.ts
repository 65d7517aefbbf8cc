import type { Routes } from "../http/routes.ts";

export const auditRoutes = {
  queryAuditLogs: { method: "GET", path: "/audit-logs", scope: "read" },
  verifyAudit: { method: "GET", path: "/audit-logs/verify", scope: "read" },
  exportAuditLogs: {
    method: "GET",
    path: "/audit-logs/export",
    scope: "read",
    stream: { ndjson: "application/x-ndjson", csv: "text/csv" },
  },
  recordAuditEvent: { method: "POST", path: "/audit-logs", scope: "write", success: 201 },
  getAuditEntry: { method: "GET", path: "/audit-logs/:id", scope: "read" },
} as const satisfies Routes;
