import { defineContracts } from "../http/contract.ts";
import { TextStream } from "../http/schema.ts";
import { auditRoutes } from "./audit.routes.ts";
import * as s from "./audit.schema.ts";

export const auditContracts = defineContracts(auditRoutes, {
  queryAuditLogs: {
    summary: "List audit entries, newest first",
    description:
      "Of everything that the caller sees, unless `tenant_id` narrows it. The pages of one listing show the log as it was at the first.",
    query: s.QueryAuditLogs,
    response: s.AuditPage,
    errors: ["TENANT_NOT_FOUND"],
  },
  verifyAudit: {
    summary: "Verify the hash chain of a tenant's audit entries",
    description:
      "Finds an entry that was altered, removed, put elsewhere or added behind the engine's back, and names the first. Without `tenant_id`: the platform's own chain, for a platform caller.",
    query: s.VerifyAuditQuery,
    response: s.AuditVerification,
    errors: ["TENANT_NOT_FOUND"],
  },
  exportAuditLogs: {
    summary: "Export audit entries as NDJSON or CSV, newest first",
    description:
      "Takes the filters of the listing and streams all that they let through, as the log is at the beginning. In CSV a cell that a spreadsheet would take for a formula begins with an apostrophe.",
    query: s.ExportAuditLogs,
    response: TextStream,
    errors: ["TENANT_NOT_FOUND"],
  },
  recordAuditEvent: {
    summary: "Record an event of the application's own",
    description: "Fields of `before` and `after` whose names speak of secrets are redacted.",
    body: s.RecordAuditEvent,
    response: s.AuditEntry,
    errors: ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"],
  },
  getAuditEntry: {
    summary: "Get an audit entry",
    params: s.AuditParams,
    response: s.AuditEntry,
    errors: ["AUDIT_ENTRY_NOT_FOUND"],
  },
});
