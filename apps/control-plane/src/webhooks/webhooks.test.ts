import { webhooksContracts } from "@stratum-hq/core";
import { newTenant } from "@stratum-hq/testing";
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

const url = "https://hooks.invalid/in";
const create = (tenant_id: string) => t.call("createWebhook", { body: { tenant_id, url } });
const made = async (): Promise<string> => (await create(forest.acme.id)).body.id;
/** A webhook of a tenant that has been put to sleep, or away, since. */
const left = async (end: "suspendTenant" | "archiveTenant"): Promise<string> => {
  const { id } = await t.stratum.createTenant(newTenant());
  const webhook = await t.stratum.createWebhook({ tenant_id: id, url });
  await t.stratum[end](id);
  return webhook.id;
};
const failed = async (): Promise<string> => (await t.stratum.testWebhook(await made())).id;
const of = { webhook_id: NOBODY };

const get = (id: string) => t.call("getWebhook", { params: { id } });
const update = (id: string, body: object = { status: "paused" }) =>
  t.call("updateWebhook", { params: { id }, body });
const rotate = (id: string) => t.call("rotateWebhookSecret", { params: { id } });
const probe = (id: string) => t.call("testWebhook", { params: { id } });
const retry = (id: string) => t.call("retryDelivery", { params: { id } });
const remove = (id: string) => t.call("deleteWebhook", { params: { id } });
const list = (id: string) => t.call("listWebhookDeliveries", { params: { id } });

describeStatuses(webhooksContracts, {
  listWebhooks: {
    success: () => t.call("listWebhooks"),
    TENANT_NOT_FOUND: () => t.call("listWebhooks", { query: { tenant_id: NOBODY } }),
  },
  createWebhook: {
    success: () => create(forest.acme.id),
    ...seen(() => forest, create),
    WEBHOOK_URL_INVALID: () => t.call("createWebhook", { body: { url: "http://example.com" } }),
  },
  listWebhookEvents: { success: () => t.call("listWebhookEvents") },
  listFailedDeliveries: {
    success: () => t.call("listFailedDeliveries"),
    WEBHOOK_NOT_FOUND: () => t.call("listFailedDeliveries", { query: of }),
  },
  getDeliveryStats: {
    success: () => t.call("getDeliveryStats"),
    WEBHOOK_NOT_FOUND: () => t.call("getDeliveryStats", { query: of }),
  },
  retryFailedDeliveries: {
    success: () => t.call("retryFailedDeliveries"),
    WEBHOOK_NOT_FOUND: () => t.call("retryFailedDeliveries", { body: of }),
  },
  retryDelivery: {
    success: async () => retry(await failed()),
    WEBHOOK_DELIVERY_NOT_FOUND: () => retry(NOBODY),
    WEBHOOK_DELIVERY_INVALID_STATE: async () => {
      const id = await failed();
      await retry(id);
      return retry(id);
    },
  },
  getWebhook: { success: async () => get(await made()), WEBHOOK_NOT_FOUND: () => get(NOBODY) },
  updateWebhook: {
    success: async () => update(await made()),
    WEBHOOK_NOT_FOUND: () => update(NOBODY),
    WEBHOOK_URL_INVALID: async () => update(await made(), { url: "https://127.0.0.1/" }),
    VERSION_CONFLICT: async () => update(await made(), { status: "paused", expected_version: 9 }),
    TENANT_SUSPENDED: async () => update(await left("suspendTenant")),
    TENANT_ARCHIVED: async () => update(await left("archiveTenant")),
  },
  deleteWebhook: { success: async () => remove(await made()), WEBHOOK_NOT_FOUND: () => remove(NOBODY) },
  rotateWebhookSecret: {
    success: async () => rotate(await made()),
    WEBHOOK_NOT_FOUND: () => rotate(NOBODY),
    TENANT_SUSPENDED: async () => rotate(await left("suspendTenant")),
    TENANT_ARCHIVED: async () => rotate(await left("archiveTenant")),
  },
  testWebhook: {
    success: async () => probe(await made()),
    WEBHOOK_NOT_FOUND: () => probe(NOBODY),
    TENANT_SUSPENDED: async () => probe(await left("suspendTenant")),
    TENANT_ARCHIVED: async () => probe(await left("archiveTenant")),
  },
  listWebhookDeliveries: { success: async () => list(await made()), WEBHOOK_NOT_FOUND: () => list(NOBODY) },
});

test("a secret is told once, and stands nowhere in clear", async () => {
  const { secret } = (await create(forest.acme.id)).body;
  const bytes = Buffer.from(secret.slice("whsec_".length), "base64").toString("hex");
  const { rows } = await t.owner.query("select w::text as text from stratum.webhooks w");
  const said = JSON.stringify([
    rows,
    (await t.call("listWebhooks")).body,
    (await t.call("queryAuditLogs")).body,
  ]);
  expect(said).not.toContain(secret);
  expect(said).not.toContain(bytes);
});
