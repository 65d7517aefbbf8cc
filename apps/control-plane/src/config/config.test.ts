import { configContracts } from "@stratum-hq/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Forest, plantForest, type TestApp, testApp } from "../test-app.ts";
import { describeStatuses, seen } from "../test-contracts.ts";

let t: TestApp;
/** The same database, served without a master key. */
let keyless: TestApp;
let forest: Forest;
beforeAll(async () => {
  t = await testApp();
  keyless = await testApp({}, undefined, {});
  forest = await plantForest(t.stratum);
  await t.stratum.defineConfigKey(forest.acme.id, "defined", { schema: { type: "number" } });
  await t.stratum.setConfig(forest.acme.id, "secret", { value: "s3cret", sensitive: true });
  await t.stratum.setConfig(forest.acme.id, "region", { value: "eu", locked: true });
});
afterAll(async () => {
  await t.app.close();
  await keyless.app.close();
});

const resolve = (id: string) => t.call("resolveConfig", { params: { id } });
const set = (id: string, key: string, body: object = { value: 1 }) =>
  t.call("setConfig", { params: { id, key }, body });
const batch = (id: string, ...entries: object[]) =>
  t.call("batchSetConfig", { params: { id }, body: { entries } });
const remove = (id: string, key: string, query?: object) =>
  t.call("deleteConfig", { params: { id, key }, ...(query && { query }) });

const setKeyless = (id: string, key: string) =>
  keyless.call("setConfig", { params: { id, key }, body: { value: "s", sensitive: true } });
const reveal = (id: string, key: string, by: TestApp = t) =>
  by.call("revealConfig", { params: { id, key }, body: { reason: "support case 7" } });
const restore = (id: string, key: string, body: object = { version: 1 }, by: TestApp = t) =>
  by.call("restoreConfig", { params: { id, key }, body });
const preview = (id: string, ...entries: object[]) =>
  t.call("previewConfig", { params: { id }, body: { entries } });
const define = (id: string, key: string, body: object = { title: "A title" }) =>
  t.call("defineConfigKey", { params: { id, key }, body });
const undefine = (id: string, key: string, query?: object) =>
  t.call("deleteConfigDefinition", { params: { id, key }, ...(query && { query }) });

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
    CONFIG_INVALID: () => set(forest.site.id, "defined", { value: "no number" }),
    KEY_UNAVAILABLE: () => setKeyless(forest.site.id, "sealed"),
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
    CONFIG_INVALID: () => batch(forest.site.id, { key: "defined", value: true }),
    KEY_UNAVAILABLE: () =>
      keyless.call("batchSetConfig", {
        params: { id: forest.site.id },
        body: { entries: [{ key: "sealed", value: "s", sensitive: true }] },
      }),
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
  revealConfig: {
    success: () => reveal(forest.site.id, "secret"),
    ...seen(
      () => forest,
      (id) => reveal(id, "secret"),
    ),
    CONFIG_NOT_FOUND: () => reveal(forest.site.id, "never_set"),
    KEY_UNAVAILABLE: () => reveal(forest.site.id, "secret", keyless),
  },
  listConfigHistory: {
    success: () => t.call("listConfigHistory", { params: { id: forest.acme.id, key: "secret" } }),
    ...seen(
      () => forest,
      (id) => t.call("listConfigHistory", { params: { id, key: "secret" } }),
    ),
  },
  restoreConfig: {
    success: async () => {
      await set(forest.site.id, "restored");
      return restore(forest.site.id, "restored");
    },
    ...seen(
      () => forest,
      (id) => restore(id, "k"),
    ),
    CONFIG_NOT_FOUND: () => restore(forest.site.id, "never_set"),
    CONFIG_LOCKED: async () => {
      await set(forest.site.id, "shut");
      await set(forest.acme.id, "shut", { value: 2, locked: true });
      return restore(forest.site.id, "shut");
    },
    VERSION_CONFLICT: async () => {
      await set(forest.site.id, "moved_on");
      return restore(forest.site.id, "moved_on", { version: 1, expected_version: 7 });
    },
    CONFIG_INVALID: async () => {
      await set(forest.site.id, "later_defined", { value: "text" });
      await define(forest.acme.id, "later_defined", { schema: { type: "number" } });
      return restore(forest.site.id, "later_defined");
    },
    KEY_UNAVAILABLE: async () => {
      await set(forest.site.id, "judged", { value: "s", sensitive: true });
      await define(forest.acme.id, "judged", { sensitive: true, schema: { type: "string" } });
      return restore(forest.site.id, "judged", { version: 1 }, keyless);
    },
  },
  getConfigWithInheritance: {
    success: () => t.call("getConfigWithInheritance", { params: { id: forest.site.id } }),
    ...seen(
      () => forest,
      (id) => t.call("getConfigWithInheritance", { params: { id } }),
    ),
  },
  explainConfig: {
    success: () => t.call("explainConfig", { params: { id: forest.site.id, key: "region" } }),
    ...seen(
      () => forest,
      (id) => t.call("explainConfig", { params: { id, key: "region" } }),
    ),
  },
  previewConfig: {
    success: () =>
      preview(forest.acme.id, { key: "region", value: "us" }, { key: "new", value: 1, locked: true }),
    ...seen(
      () => forest,
      (id) => preview(id, { key: "theme", value: 1 }),
    ),
    CONFIG_LOCKED: () => preview(forest.site.id, { key: "region", value: "us" }),
  },
  listDrift: {
    success: () => t.call("listDrift", { params: { id: forest.acme.id } }),
    ...seen(
      () => forest,
      (id) => t.call("listDrift", { params: { id } }),
    ),
  },
  diffConfig: {
    success: () => t.call("diffConfig", { query: { tenant_a: forest.acme.id, tenant_b: forest.other.id } }),
    ...seen(
      () => forest,
      (id) => t.call("diffConfig", { query: { tenant_a: forest.acme.id, tenant_b: id } }),
    ),
  },
  listConfigDefinitions: {
    success: () => t.call("listConfigDefinitions", { params: { id: forest.site.id } }),
    ...seen(
      () => forest,
      (id) => t.call("listConfigDefinitions", { params: { id } }),
    ),
  },
  defineConfigKey: {
    success: () =>
      define(forest.north.id, "seats", {
        schema: { type: "integer", minimum: 1 },
        default: 5,
        category: "Limits",
      }),
    ...seen(
      () => forest,
      (id) => define(id, "seats"),
    ),
    VERSION_CONFLICT: () => define(forest.site.id, "unheard", { expected_version: 7 }),
    CONFIG_INVALID: () => define(forest.site.id, "seats", { schema: { type: "integer" }, default: "five" }),
  },
  deleteConfigDefinition: {
    success: async () => {
      await define(forest.site.id, "passing_definition");
      return undefine(forest.site.id, "passing_definition");
    },
    ...seen(
      () => forest,
      (id) => undefine(id, "seats"),
    ),
    CONFIG_NOT_FOUND: () => undefine(forest.site.id, "never_defined"),
    VERSION_CONFLICT: async () => {
      await define(forest.site.id, "kept_definition");
      return undefine(forest.site.id, "kept_definition", { expected_version: 7 });
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
