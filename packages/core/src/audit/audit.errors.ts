import { defineError } from "../http/errors.ts";

/** There is no such entry in what the caller sees (404). */
export class AuditEntryNotFoundError extends defineError("AUDIT_ENTRY_NOT_FOUND", 404) {}

export const auditErrors = { AUDIT_ENTRY_NOT_FOUND: AuditEntryNotFoundError } as const;
