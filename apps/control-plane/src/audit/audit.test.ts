import { auditContracts } from "@stratum-hq/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Forest, NOBODY, plantForest, type TestApp, testApp } from "../test-app.ts";
import { describeStatuses, seen } from "../test-contracts.ts";

let t: TestApp;
let forest: Forest;
beforeAll(async () => {
  t = await testApp();
  forest = await plantForest(t.stratum);
});
afterAll(() => t.app.close());

const query = (tenant_id: string) => t.call("queryAuditLogs", { query: { tenant_id, subtree: "true" } });
const verify = (tenant_id: string) => t.call("verifyAudit", { query: { tenant_id } });
const write = (tenant_id: string) => t.call("exportAuditLogs", { query: { tenant_id, format: "csv" } });
const get = (id: string) => t.call("getAuditEntry", { params: { id } });
const add = (tenant_id: string) =>
  t.call("recordAuditEvent", { body: { tenant_id, action: "invoice.paid", resource_id: "17" } });

describeStatuses(auditContracts, {
  queryAuditLogs: { success: () => query(forest.acme.id), TENANT_NOT_FOUND: () => query(NOBODY) },
  verifyAudit: { success: () => verify(forest.acme.id), TENANT_NOT_FOUND: () => verify(NOBODY) },
  exportAuditLogs: { success: () => write(forest.acme.id), TENANT_NOT_FOUND: () => write(NOBODY) },
  recordAuditEvent: { success: () => add(forest.acme.id), ...seen(() => forest, add) },
  getAuditEntry: {
    success: async () => get((await add(forest.acme.id)).body.id),
    AUDIT_ENTRY_NOT_FOUND: () => get(NOBODY),
  },
});

test("an entry says by which request and from where", async () => {
  const { headers, body } = await add(forest.acme.id);
  expect(body).toMatchObject({ request_id: headers["x-request-id"], source_ip: "127.0.0.1" });
});

test.each([
  ["ndjson", "application/x-ndjson; charset=utf-8"],
  ["csv", "text/csv; charset=utf-8"],
])("an export as %s says what it is", async (format, type) => {
  const { headers } = await t.call("exportAuditLogs", { query: { tenant_id: forest.acme.id, format } });
  expect(headers["content-type"]).toBe(type);
  expect(headers["content-disposition"]).toBe(`attachment; filename="export.${format}"`);
  expect(headers["cache-control"]).toBe("no-store");
});
