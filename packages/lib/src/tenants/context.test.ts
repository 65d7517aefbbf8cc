import { testDatabase } from "@stratum-hq/testing/database";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { localKeyProvider } from "../keys/index.ts";
import { Stratum } from "../stratum.ts";

let plain: Stratum;
let cached: Stratum;
const statements: string[] = [];
const SECRET = "canary-19ab";

beforeAll(async () => {
  const { app_pool } = await testDatabase();
  const keyProvider = localKeyProvider("a master key of at least 32 characters");
  plain = new Stratum({ pool: app_pool, keyProvider, on_query: (text) => statements.push(text) });
  cached = new Stratum({ pool: app_pool, keyProvider, cache: {} });
  for (const one of [plain, cached]) await one.initialize();
});
afterAll(() => cached.close());

let n = 0;
async function plant(): Promise<{ root: string; leaf: string }> {
  const root = (await plain.createTenant({ name: "Root", slug: `context_${++n}` })).id;
  const leaf = (await plain.createTenant({ name: "Leaf", slug: "leaf", parent_id: root })).id;
  await plain.setConfig(root, "k", { value: 1 });
  await plain.setConfig(root, "secret", { value: SECRET, sensitive: true });
  await plain.createPermission(root, { key: "p", mode: "LOCKED" });
  return { root, leaf };
}

describe("getTenantContext", () => {
  it("is what its four calls give, in one round trip", async () => {
    const { root, leaf } = await plant();
    const scopes = ["read"];
    for (const api of [plain, plain.as({ tenant_id: root, scopes }), plain.as({ tenant_id: leaf, scopes })]) {
      const expected = {
        tenant: await api.getTenant(leaf),
        config: await api.resolveConfig(leaf),
        permissions: await api.resolvePermissions(leaf),
        ancestors: await api.getAncestors(leaf),
      };
      statements.length = 0;
      expect(await api.getTenantContext(leaf)).toEqual(expected);
      expect(statements).toHaveLength(1);
    }
  });

  it.each([
    ["the embedding program", undefined, SECRET],
    ["an API key with secrets:read", { actor_type: "api_key", scopes: ["read", "secrets:read"] }, SECRET],
    ["an API key without it", { actor_type: "api_key", scopes: ["admin"] }, null],
    ["a browser's token with it", { actor_type: "ui_token", scopes: ["admin", "secrets:read"] }, null],
    ["a person with it", { actor_type: "user", scopes: ["admin", "secrets:read"] }, null],
  ] as const)("shows %s a sensitive value so, also from the cache", async (_who, context, value) => {
    const { leaf } = await plant();
    // Whoever asked before must not decide what the next one is shown.
    await cached.getTenantContext(leaf);
    await cached.as({ scopes: ["read"] }).getTenantContext(leaf);
    for (const from of [plain, cached, cached]) {
      const api = context ? from.as({ ...context, scopes: [...context.scopes] }) : from;
      const { config } = await api.getTenantContext(leaf);
      expect(config.secret).toMatchObject({ value, sensitive: true, masked: value === null });
    }
  });

  it("is served from the cache until something in its chain changes", async () => {
    const { root, leaf } = await plant();
    await vi.waitFor(async () =>
      expect(await cached.getTenantContext(leaf)).toBe(await cached.getTenantContext(leaf)),
    );
    const writes = [
      () => cached.setConfig(root, "k", { value: 2 }),
      () => cached.defineConfigKey(root, "preset", { default: 3 }),
      () => cached.createPermission(leaf, { key: "own" }),
      () => cached.updateTenant(root, { name: "Renamed" }),
      () => cached.updateTenant(leaf, { metadata: { tier: "gold" } }),
      () => cached.moveTenant(leaf, null),
    ];
    for (const write of writes) {
      const before = await cached.getTenantContext(leaf);
      await write();
      const after = await cached.getTenantContext(leaf);
      expect(after).not.toEqual(before);
      expect(after).toEqual(await plain.getTenantContext(leaf));
    }
  });

  it("is forgotten when its tenant is purged, root or not", async () => {
    const { root, leaf } = await plant();
    const other = await plant();
    for (const [purged, gone] of [
      [leaf, [leaf]],
      [other.root, [other.root, other.leaf]],
    ] as const) {
      for (const id of [root, ...gone]) await cached.getTenantContext(id);
      await cached.purgeTenant(purged, { cascade: true });
      for (const id of gone)
        await expect(cached.getTenantContext(id)).rejects.toMatchObject({ code: "TENANT_NOT_FOUND" });
      expect(await cached.getTenantContext(root)).toEqual(await plain.getTenantContext(root));
    }
  });

  it("needs the scope read, and says what other reads say of a tenant that is not there", async () => {
    const { root, leaf } = await plant();
    await expect(plain.as({ scopes: [] }).getTenantContext(leaf)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(plain.getTenantContext("leaf")).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    const nobody = "0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e";
    const below = plain.as({ tenant_id: leaf, scopes: ["read"] });
    for (const id of [root, nobody])
      await expect(below.getTenantContext(id)).rejects.toMatchObject({
        message: `There is no tenant ${id}.`,
      });
  });
});
