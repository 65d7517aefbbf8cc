import type { AuditEntry } from "./audit.schema.ts";

/** How an export is written. */
export type AuditExportFormat = "ndjson" | "csv";

const columns = [
  "id",
  "created_at",
  "tenant_id",
  "actor_type",
  "actor_id",
  "on_behalf_of",
  "action",
  "resource_type",
  "resource_id",
  "request_id",
  "source_ip",
  "before",
  "after",
] as const satisfies readonly (keyof AuditEntry)[];

/** What a spreadsheet would take for a formula: so it begins, also behind blanks, and in its full width. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/** A cell of CSV (RFC 4180): in quotes, and never a formula. */
function cell(value: unknown): string {
  if (value === null) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** What stands before the first entry. */
export const auditExportHead = (format: AuditExportFormat): string =>
  format === "csv" ? `${columns.join(",")}\r\n` : "";

/** An entry as a line of an export, with its end. */
export const auditExportLine = (format: AuditExportFormat, entry: AuditEntry): string =>
  format === "csv"
    ? `${columns.map((column) => cell(entry[column])).join(",")}\r\n`
    : `${JSON.stringify(entry)}\n`;
