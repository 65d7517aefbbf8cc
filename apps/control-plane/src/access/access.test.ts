import { accessContracts } from "@stratum-hq/core";
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

const createKey = (tenant_id: string | null) =>
  t.call("createApiKey", { body: { tenant_id, name: "Backend" } });
const rotate = (id: string) => t.call("rotateApiKey", { params: { id } });
/** A key of a tenant that has been put to sleep, or away, since. */
const keyOf = async (end: "suspendTenant" | "archiveTenant"): Promise<string> => {
  const { id } = await t.stratum.createTenant(newTenant());
  const key = await t.stratum.createApiKey(id, { name: "Left behind" });
  await t.stratum[end](id);
  return key.id;
};
const createToken = (tenant_id: string) => t.call("createUiToken", { body: { tenant_id } });

describeStatuses(accessContracts, {
  getSession: { success: () => t.call("getSession") },
  listApiKeys: { success: () => t.call("listApiKeys", { query: { limit: 1 } }) },
  createApiKey: { success: () => createKey(null), ...seen(() => forest, createKey) },
  listDormantKeys: { success: () => t.call("listDormantKeys", { query: { days: 30 } }) },
  getApiKey: {
    success: async () => t.call("getApiKey", { params: { id: (await createKey(null)).body.id } }),
    API_KEY_NOT_FOUND: () => t.call("getApiKey", { params: { id: NOBODY } }),
  },
  rotateApiKey: {
    success: async () => rotate((await createKey(null)).body.id),
    API_KEY_NOT_FOUND: () => rotate(NOBODY),
    API_KEY_INVALID_STATE: async () => {
      const { id } = (await createKey(null)).body;
      await rotate(id);
      return rotate(id);
    },
    TENANT_SUSPENDED: async () => rotate(await keyOf("suspendTenant")),
    TENANT_ARCHIVED: async () => rotate(await keyOf("archiveTenant")),
  },
  revokeApiKey: {
    success: async () =>
      t.call("revokeApiKey", { params: { id: (await createKey(forest.acme.id)).body.id } }),
    API_KEY_NOT_FOUND: () => t.call("revokeApiKey", { params: { id: NOBODY } }),
  },
  createUiToken: { success: () => createToken(forest.acme.id), ...seen(() => forest, createToken) },
});

test("nobody hands out more than they hold", async () => {
  const key = await t.key(forest.acme.id, "admin");
  const { status, body } = await t.call(
    "createApiKey",
    { body: { name: "Greedy", scopes: ["secrets:read"] } },
    { "x-api-key": key },
  );
  expect([status, body.code]).toEqual([403, "FORBIDDEN"]);
});

test("a key is told once and never listed", async () => {
  const { plaintext_key } = (await createKey(forest.acme.id)).body;
  const listed = await t.call("listApiKeys");
  expect(JSON.stringify(listed.body)).not.toContain(plaintext_key);
});
