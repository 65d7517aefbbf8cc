import { MAX_TREE_DEPTH, tenantsContracts } from "@stratum-hq/core";
import { localKeyProvider } from "@stratum-hq/lib";
import { plantChain } from "@stratum-hq/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Forest, MASTER_KEY, NOBODY, plantForest, type TestApp, testApp } from "../test-app.ts";
import { describeStatuses, seen } from "../test-contracts.ts";

let t: TestApp;
/** The same, with another master key than the one that wrapped what is stored. */
let rekeyed: TestApp;
let forest: Forest;
/** Ids of a tree that has as many levels as one may have. */
let chain: string[];
beforeAll(async () => {
  t = await testApp();
  rekeyed = await testApp({}, undefined, { keyProvider: localKeyProvider(`another ${MASTER_KEY}`) });
  forest = await plantForest(t.stratum);
  chain = (await plantChain(t.stratum, MAX_TREE_DEPTH)).map(({ id }) => id);
});
afterAll(async () => {
  for (const one of [t, rekeyed]) await one.app.close();
});

let made = 0;
const create = (fields: object = {}) =>
  t.call("createTenant", {
    body: { name: "New", slug: `new_${++made}`, parent_id: forest.acme.id, ...fields },
  });
const fresh = async (fields: object = {}): Promise<string> => (await create(fields)).body.id;

const rename = (id: string, body: object = { name: "Renamed" }) =>
  t.call("updateTenant", { params: { id }, body });
const move = (id: string, parent_id: string | null = forest.other.id) =>
  t.call("moveTenant", { params: { id }, body: { parent_id } });
const previewMove = (id: string) =>
  t.call("previewMove", { params: { id }, body: { parent_id: forest.other.id } });
const reorder = (id: string) => t.call("reorderTenant", { params: { id }, body: { position: 0 } });
const suspend = (id: string, body?: object) => t.call("suspendTenant", { params: { id }, body });
const resume = (id: string) => t.call("resumeTenant", { params: { id } });
const archive = (id: string, body?: object) => t.call("archiveTenant", { params: { id }, body });
const context = (id: string, by: TestApp = t) => by.call("getTenantContext", { params: { id } });
const batch = (...tenants: object[]) =>
  t.call("batchCreateTenants", {
    body: { tenants: tenants.map((fields) => ({ name: "New", slug: `new_${++made}`, ...fields })) },
  });
const remove = (id: string) => t.call("deleteTenant", { params: { id } });
const purge = (id: string) => t.call("purgeTenant", { params: { id } });
const get = (id: string) => t.call("getTenant", { params: { id } });

describeStatuses(tenantsContracts, {
  listTenants: { success: () => t.call("listTenants", { query: { limit: 2 } }) },
  createTenant: {
    success: () => create({ metadata: { tier: "gold" } }),
    ...seen(
      () => forest,
      (parent_id) => create({ parent_id }),
    ),
    TENANT_ALREADY_EXISTS: () => create({ slug: "north" }),
    TENANT_DEPTH_EXCEEDED: () => create({ parent_id: chain.at(-1) }),
  },
  batchCreateTenants: {
    success: () => batch({ ref: "a", parent_id: forest.acme.id }, { parent_ref: "a" }),
    ...seen(
      () => forest,
      (parent_id) => batch({ parent_id }),
    ),
    TENANT_ALREADY_EXISTS: () => batch({ parent_id: forest.acme.id, slug: "north" }),
    TENANT_DEPTH_EXCEEDED: () => batch({ parent_id: chain.at(-1) }),
  },
  listRoots: { success: () => t.call("listRoots") },
  searchTenants: {
    success: () => t.call("searchTenants", { query: { query: "site" } }),
    TENANT_NOT_FOUND: () => t.call("searchTenants", { query: { query: "site", under: NOBODY } }),
  },
  getTenant: { success: () => get(forest.site.id), ...seen(() => forest, get) },
  updateTenant: {
    success: async () => rename(await fresh()),
    ...seen(
      () => forest,
      (id) => rename(id),
    ),
    TENANT_ALREADY_EXISTS: async () => rename(await fresh(), { slug: "north" }),
    VERSION_CONFLICT: async () => rename(await fresh(), { name: "Late", expected_version: 99 }),
  },
  moveTenant: {
    success: async () => move(await fresh()),
    ...seen(
      () => forest,
      (id) => move(id),
    ),
    TENANT_ALREADY_EXISTS: async () => move(await fresh({ slug: "acme" }), null),
    TENANT_CYCLE_DETECTED: () => move(forest.acme.id, forest.site.id),
    TENANT_DEPTH_EXCEEDED: () => move(forest.acme.id, chain.at(-2)),
  },
  previewMove: {
    success: () => previewMove(forest.north.id),
    ...seen(() => forest, previewMove),
  },
  reorderTenant: {
    success: async () => reorder(await fresh()),
    ...seen(() => forest, reorder),
  },
  suspendTenant: {
    success: async () => suspend(await fresh()),
    TENANT_NOT_FOUND: () => suspend(NOBODY),
    TENANT_INVALID_STATE: () => suspend(forest.asleep.id),
    TENANT_HAS_CHILDREN: () => suspend(forest.acme.id),
  },
  resumeTenant: {
    success: async () => {
      const id = await fresh();
      await suspend(id);
      return resume(id);
    },
    TENANT_NOT_FOUND: () => resume(NOBODY),
    TENANT_INVALID_STATE: () => resume(forest.acme.id),
    TENANT_ALREADY_EXISTS: async () => {
      const id = await fresh({ slug: "taken" });
      await archive(id);
      await fresh({ slug: "taken" });
      return resume(id);
    },
  },
  archiveTenant: {
    success: async () => archive(await fresh()),
    TENANT_NOT_FOUND: () => archive(NOBODY),
    TENANT_INVALID_STATE: () => archive(forest.gone.id),
    TENANT_HAS_CHILDREN: () => archive(forest.acme.id),
  },
  getTenantContext: {
    success: () => context(forest.site.id),
    ...seen(() => forest, context),
    KEY_UNAVAILABLE: async () => {
      await t.call("setConfig", {
        params: { id: forest.site.id, key: "secret" },
        body: { value: "s", sensitive: true },
      });
      return context(forest.site.id, rekeyed);
    },
  },
  deleteTenant: {
    success: async () => remove(await fresh()),
    TENANT_NOT_FOUND: () => remove(NOBODY),
    TENANT_INVALID_STATE: () => remove(forest.gone.id),
    TENANT_HAS_CHILDREN: () => remove(forest.acme.id),
  },
  purgeTenant: {
    success: async () => purge(await fresh()),
    TENANT_NOT_FOUND: () => purge(NOBODY),
    TENANT_HAS_CHILDREN: () => purge(forest.acme.id),
  },
  getAncestors: {
    success: () => t.call("getAncestors", { params: { id: forest.site.id } }),
    ...seen(
      () => forest,
      (id) => t.call("getAncestors", { params: { id } }),
    ),
  },
  listChildren: {
    success: () => t.call("listChildren", { params: { id: forest.acme.id } }),
    TENANT_NOT_FOUND: () => t.call("listChildren", { params: { id: NOBODY } }),
    TENANT_ARCHIVED: () => t.call("listChildren", { params: { id: forest.gone.id } }),
  },
  listDescendants: {
    success: () => t.call("listDescendants", { params: { id: forest.acme.id } }),
    ...seen(
      () => forest,
      (id) => t.call("listDescendants", { params: { id } }),
    ),
  },
});

test("the children of a suspended tenant are listed, so that a tree can show what to resume", async () => {
  expect((await t.call("listChildren", { params: { id: forest.asleep.id } })).status).toBe(200);
});

test("a misspelt parent never makes a root: the unknown field is named", async () => {
  const { status, body } = await t.call("createTenant", {
    body: { name: "Lost", slug: "lost", parentId: forest.acme.id },
  });
  expect(status).toBe(400);
  expect(body.errors).toEqual([{ path: "body.parentId", message: expect.stringContaining("not a field") }]);
});

test("every bad field of a body is named with what would be right", async () => {
  const { body } = await t.call("createTenant", { body: { name: "", slug: "No Spaces", parent_id: "acme" } });
  expect(body.code).toBe("VALIDATION_ERROR");
  expect(body.errors.map((e: { path: string }) => e.path)).toEqual([
    "body.name",
    "body.slug",
    "body.parent_id",
  ]);
  expect(body.errors[1].message).toContain("a–z");
});

describe("a tenant's version", () => {
  test("is its ETag, and If-Match with it lets a write through", async () => {
    const id = await fresh();
    const { headers, body } = await get(id);
    expect(headers.etag).toBe(`"${body.version}"`);
    const key = await t.key(null, "write");
    const write = (etag: string) =>
      t.call(
        "updateTenant",
        { params: { id }, body: { name: "Once" } },
        { "x-api-key": key, "if-match": etag },
      );
    const first = await write(String(headers.etag));
    expect(first.status).toBe(200);
    expect(first.headers.etag).toBe(`"${first.body.version}"`);
    const second = await write(String(headers.etag));
    expect(second.body).toMatchObject({ code: "VERSION_CONFLICT", status: 412 });
  });

  test("is refused in a form that no answer had, and where it would be ignored", async () => {
    const key = await t.key(null, "write");
    const headers = { "x-api-key": key, "if-match": "W/3" };
    const id = await fresh();
    const patched = await t.call("updateTenant", { params: { id }, body: { name: "No" } }, headers);
    expect(patched.body.errors[0].path).toBe("headers.if-match");
    const moved = await t.call(
      "moveTenant",
      { params: { id }, body: { parent_id: null } },
      { ...headers, "if-match": '"1"' },
    );
    expect(moved.body.errors[0].path).toBe("headers.if-match");
    expect((await get(id)).body).toMatchObject({ name: "New", parent_id: forest.acme.id });
  });
});
