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
const keyId = async (): Promise<string> => (await createKey(null)).body.id;
let roles = 0;
const createRole = (tenant_id: string | null) =>
  t.call("createRole", { body: { tenant_id, name: `Role ${++roles}`, scopes: ["read"] } });
const role = async (): Promise<string> => (await createRole(null)).body.id;
const roleOf = async (end: "suspendTenant" | "archiveTenant"): Promise<string> => {
  const { id } = await t.stratum.createTenant(newTenant());
  const made = await t.stratum.createRole(id, { name: "Left behind", scopes: ["read"] });
  await t.stratum[end](id);
  return made.id;
};
const rename = (id: string, name = `Role ${++roles}`) =>
  t.call("updateRole", { params: { id }, body: { name } });
const onKey = (operation: "assignRoleToKey" | "removeRoleFromKey", key: string, role_id: string) =>
  t.call(operation, {
    params: { keyId: key },
    ...(operation === "assignRoleToKey" ? { body: { role_id } } : { query: { role_id } }),
  });
const onAnn = (operation: "assignRole" | "removeRole", tenantId: string, role_id: string) => {
  const input = { role_id, principal_id: "ann" };
  return t.call(operation, {
    params: { tenantId },
    ...(operation === "assignRole" ? { body: input } : { query: input }),
  });
};
const ofAnn = (tenantId: string) =>
  t.call("resolvePrincipalScopes", { params: { tenantId }, query: { principal_id: "ann" } });
const createToken = (tenant_id: string) => t.call("createUiToken", { body: { tenant_id } });

describeStatuses(accessContracts, {
  getSession: { success: () => t.call("getSession") },
  listApiKeys: {
    success: () => t.call("listApiKeys", { query: { limit: 1 } }),
    TENANT_NOT_FOUND: () => t.call("listApiKeys", { query: { tenant_id: NOBODY } }),
  },
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
  resolveKeyScopes: {
    success: async () => t.call("resolveKeyScopes", { params: { id: (await createKey(null)).body.id } }),
    API_KEY_NOT_FOUND: () => t.call("resolveKeyScopes", { params: { id: NOBODY } }),
  },
  listRoles: {
    success: () => t.call("listRoles", { query: { limit: 1 } }),
    TENANT_NOT_FOUND: () => t.call("listRoles", { query: { tenant_id: NOBODY } }),
  },
  createRole: {
    success: () => createRole(null),
    ...seen(() => forest, createRole),
    ROLE_ALREADY_EXISTS: async () => {
      const { name } = (await createRole(null)).body;
      return t.call("createRole", { body: { name, scopes: ["read"] } });
    },
  },
  getRole: {
    success: async () => t.call("getRole", { params: { id: await role() } }),
    ROLE_NOT_FOUND: () => t.call("getRole", { params: { id: NOBODY } }),
  },
  updateRole: {
    success: async () => rename(await role()),
    ROLE_NOT_FOUND: () => rename(NOBODY),
    ROLE_ALREADY_EXISTS: async () => rename(await role(), (await createRole(null)).body.name),
    VERSION_CONFLICT: async () =>
      t.call("updateRole", { params: { id: await role() }, body: { name: "x", expected_version: 7 } }),
    TENANT_SUSPENDED: async () => rename(await roleOf("suspendTenant")),
    TENANT_ARCHIVED: async () => rename(await roleOf("archiveTenant")),
  },
  deleteRole: {
    success: async () => t.call("deleteRole", { params: { id: await role() } }),
    ROLE_NOT_FOUND: () => t.call("deleteRole", { params: { id: NOBODY } }),
    TENANT_SUSPENDED: async () => t.call("deleteRole", { params: { id: await roleOf("suspendTenant") } }),
    TENANT_ARCHIVED: async () => t.call("deleteRole", { params: { id: await roleOf("archiveTenant") } }),
  },
  listRoleHolders: {
    success: async () => t.call("listRoleHolders", { params: { id: await role() } }),
    ROLE_NOT_FOUND: () => t.call("listRoleHolders", { params: { id: NOBODY } }),
  },
  assignRoleToKey: {
    success: async () => onKey("assignRoleToKey", await keyId(), await role()),
    API_KEY_NOT_FOUND: async () => onKey("assignRoleToKey", NOBODY, await role()),
    API_KEY_INVALID_STATE: async () => {
      const id = await keyId();
      await t.stratum.revokeApiKey(id);
      return onKey("assignRoleToKey", id, await role());
    },
    ROLE_NOT_FOUND: async () => onKey("assignRoleToKey", await keyId(), NOBODY),
    ROLE_OUT_OF_REACH: async () =>
      onKey("assignRoleToKey", await keyId(), (await createRole(forest.acme.id)).body.id),
    TENANT_SUSPENDED: async () => onKey("assignRoleToKey", await keyOf("suspendTenant"), await role()),
    TENANT_ARCHIVED: async () => onKey("assignRoleToKey", await keyOf("archiveTenant"), await role()),
  },
  removeRoleFromKey: {
    success: async () => onKey("removeRoleFromKey", await keyId(), await role()),
    API_KEY_NOT_FOUND: async () => onKey("removeRoleFromKey", NOBODY, await role()),
    ROLE_NOT_FOUND: async () => onKey("removeRoleFromKey", await keyId(), NOBODY),
    TENANT_SUSPENDED: async () => onKey("removeRoleFromKey", await keyOf("suspendTenant"), await role()),
    TENANT_ARCHIVED: async () => onKey("removeRoleFromKey", await keyOf("archiveTenant"), await role()),
  },
  resolvePrincipalScopes: {
    success: () => ofAnn(forest.acme.id),
    ...seen(
      () => forest,
      (id) => ofAnn(id),
    ),
  },
  assignRole: {
    success: async () => onAnn("assignRole", forest.acme.id, await role()),
    ...seen(
      () => forest,
      async (id) => onAnn("assignRole", id, await role()),
    ),
    ROLE_NOT_FOUND: () => onAnn("assignRole", forest.acme.id, NOBODY),
    ROLE_OUT_OF_REACH: async () =>
      onAnn("assignRole", forest.acme.id, (await createRole(forest.other.id)).body.id),
  },
  removeRole: {
    success: async () => onAnn("removeRole", forest.acme.id, await role()),
    ...seen(
      () => forest,
      async (id) => onAnn("removeRole", id, await role()),
    ),
    ROLE_NOT_FOUND: () => onAnn("removeRole", forest.acme.id, NOBODY),
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
