import { expect, test } from "vitest";
import { auditExportHead, auditExportLine } from "./audit.export.ts";
import type { AuditEntry } from "./audit.schema.ts";

const entry: AuditEntry = {
  id: "0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e",
  tenant_id: null,
  actor_type: "user",
  actor_id: "ann",
  on_behalf_of: null,
  action: "invoice.paid",
  resource_type: "invoice",
  resource_id: "17",
  request_id: null,
  source_ip: null,
  before: null,
  after: { note: 'says "hi", twice' },
  created_at: "2026-01-31T09:30:00.000Z",
};
const resource = (resource_id: string): string | undefined =>
  /"invoice","((?:[^"]|"")*)",,/.exec(auditExportLine("csv", { ...entry, resource_id }))?.[1];

test("NDJSON is the entry as JSON and nothing before it", () => {
  expect(auditExportHead("ndjson")).toBe("");
  const line = auditExportLine("ndjson", entry);
  expect(line.endsWith("\n")).toBe(true);
  expect(JSON.parse(line)).toEqual(entry);
});

test("CSV has a heading, quotes everything that is there, and doubles quotes", () => {
  expect(auditExportHead("csv")).toBe(
    "id,created_at,tenant_id,actor_type,actor_id,on_behalf_of,action,resource_type,resource_id,request_id,source_ip,before,after\r\n",
  );
  expect(auditExportLine("csv", entry)).toBe(
    `"${entry.id}","2026-01-31T09:30:00.000Z",,"user","ann",,"invoice.paid","invoice","17",,,,"{""note"":""says \\""hi\\"", twice""}"\r\n`,
  );
});

test.each([
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  "  =1",
  "\uff1d1",
  "-2+3+cmd|' /C calc'!A0",
])("%j is no formula in a spreadsheet", (text) => {
  expect(resource(text)).toBe(`'${text}`);
});

test.each(["1=1", "a-b", "ann@example.com", "'quoted"])("%j stays as it is", (text) => {
  expect(resource(text)).toBe(text);
});
