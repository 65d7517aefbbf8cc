import { configContracts } from "@stratum-hq/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Forest, plantForest, type TestApp, testApp } from "../test-app.ts";
import { describeStatuses, seen } from "../test-contracts.ts";

let t: TestApp;
let forest: Forest;
beforeAll(async () => {
  t = await testApp();
  forest = await plantForest(t.stratum);
  await t.stratum.setConfig(forest.acme.id, "region", { value: "eu", locked: true });
});
afterAll(() => t.app.close());

const resolve = (id: string) => t.call("resolveConfig", { params: { id } });
const set = (id: string, key: string, body: object = { value: 1 }) =>
  t.call("setConfig", { params: { id, key }, body });
const batch = (id: string, ...entries: object[]) =>
  t.call("batchSetConfig", { params: { id }, body: { entries } });
const remove = (id: string, key: string, query?: object) =>
  t.call("deleteConfig", { params: { id, key }, ...(query && { query }) });

describeStatuses(configContracts, {
  resolveConfig: { success: () => resolve(forest.site.id), ...seen(() => forest, resolve) },
  setConfig: {
    success: () => set(forest.north.id, "theme", { value: { dark: [true, null] } }),
    ...seen(
      () => forest,
      (id) => set(id, "theme"),
    ),
    CONFIG_LOCKED: () => set(forest.site.id, "region"),
    VERSION_CONFLICT: () => set(forest.site.id, "stale", { value: 1, expected_version: 7 }),
  },
  batchSetConfig: {
    success: () => batch(forest.north.id, { key: "a", value: 1 }, { key: "b", value: null, locked: true }),
    ...seen(
      () => forest,
      (id) => batch(id, { key: "a", value: 1 }),
    ),
    CONFIG_LOCKED: () => batch(forest.site.id, { key: "fine", value: 1 }, { key: "region", value: "us" }),
    CONFIG_NOT_FOUND: () => batch(forest.site.id, { key: "never_set", delete: true }),
    VERSION_CONFLICT: () => batch(forest.site.id, { key: "a2", value: 1, expected_version: 7 }),
  },
  deleteConfig: {
    success: async () => {
      await set(forest.site.id, "passing");
      return remove(forest.site.id, "passing");
    },
    ...seen(
      () => forest,
      (id) => remove(id, "theme"),
    ),
    CONFIG_LOCKED: async () => {
      await set(forest.site.id, "early");
      await set(forest.acme.id, "early", { value: 2, locked: true });
      return remove(forest.site.id, "early");
    },
    CONFIG_NOT_FOUND: () => remove(forest.site.id, "never_set"),
    VERSION_CONFLICT: async () => {
      await set(forest.site.id, "kept");
      return remove(forest.site.id, "kept", { expected_version: 7 });
    },
  },
});

test("a key of 255 characters passes through the URL, one of 256 and one with a blank are named", async () => {
  const longest = `${"k:".repeat(127)}k`;
  expect((await set(forest.acme.id, longest)).status).toBe(200);
  expect((await resolve(forest.acme.id)).body[longest]).toMatchObject({ value: 1 });
  for (const key of [`${longest}k`, "no blanks", "a/b"]) {
    const { status, body } = await set(forest.acme.id, key);
    expect(status).toBe(400);
    expect(body.errors[0].path).toBe("params.key");
  }
});

test("null is a value, and no value at all is not", async () => {
  expect((await set(forest.acme.id, "nothing", { value: null })).body.value).toBeNull();
  expect((await set(forest.acme.id, "absent", {})).status).toBe(400);
});
