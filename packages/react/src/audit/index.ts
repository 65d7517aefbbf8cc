export * from "./audit.queries.ts";
export * from "./useAuditLogs.ts";
