import { usageContracts } from "@stratum-hq/core";
import { afterAll, beforeAll } from "vitest";
import { type Forest, plantForest, type TestApp, testApp } from "../test-app.ts";
import { describeStatuses, seen } from "../test-contracts.ts";

let t: TestApp;
let forest: Forest;
beforeAll(async () => {
  t = await testApp();
  forest = await plantForest(t.stratum);
});
afterAll(() => t.app.close());

const record = (id: string, fields: object = {}) =>
  t.call("recordUsage", { params: { id }, body: { metric: "api_calls", quantity: 1, ...fields } });
const total = (tenant_id: string) => t.call("aggregateUsage", { query: { tenant_id } });

describeStatuses(usageContracts, {
  recordUsage: {
    success: () => record(forest.acme.id, { occurred_at: "2026-01-01T00:00:00Z", idempotency_key: "k" }),
    ...seen(() => forest, record),
    IDEMPOTENCY_KEY_REUSED: () => record(forest.acme.id, { quantity: 2, idempotency_key: "k" }),
  },
  aggregateUsage: {
    success: () => total(forest.acme.id),
    TENANT_NOT_FOUND: () => total("00000000-0000-4000-8000-000000000000"),
  },
});
