import { expect, test } from "vitest";
import { ids, refused, type World } from "../world.ts";

const SECRET = "hunter2-canary";

/** All that resolves for a tenant, in one call. */
export function contextSuite(given: () => World): void {
  test("a context is the tenant, its config, its permissions and its ancestors, as their own calls give them", async () => {
    const { api, chain } = given();
    const [root, middle, leaf] = ids(await chain(3));
    await api.setConfig(root, "locked", { value: [1, { a: null }], locked: true });
    await api.setConfig(middle, "near", { value: "m" });
    await api.setConfig(leaf, "near", { value: "l" });
    await api.defineConfigKey(root, "preset", { default: 7 });
    await api.createPermission(root, { key: "export", value: { max: 3 }, mode: "DELEGATED" });
    await api.createPermission(middle, { key: "export", value: false, mode: "LOCKED" });
    expect(await api.getTenantContext(leaf)).toEqual({
      tenant: await api.getTenant(leaf),
      config: await api.resolveConfig(leaf),
      permissions: await api.resolvePermissions(leaf),
      ancestors: await api.getAncestors(leaf),
    });
    expect(await api.getTenantContext(root)).toMatchObject({ tenant: { id: root }, ancestors: [] });
  });

  test("a caller of a subtree gets no ancestor and no name above it, and nothing beside it", async () => {
    const { api, as, chain } = given();
    const [root, middle, leaf] = ids(await chain(3));
    await api.setConfig(root, "k", { value: 1 });
    await api.createPermission(root, { key: "p" });
    const reader = await as({ tenant_id: middle, scopes: ["read"] });
    const context = await reader.getTenantContext(leaf);
    expect(ids(context.ancestors)).toEqual([middle]);
    expect(context.config.k).toMatchObject({ value: 1, source_tenant_id: root, source_name: null });
    expect(context.permissions.p).toMatchObject({ source_tenant_id: root, source_name: null });
    await refused(reader.getTenantContext(root), "TENANT_NOT_FOUND");
    await api.suspendTenant(leaf);
    await refused(api.getTenantContext(leaf), "TENANT_SUSPENDED");
    await api.archiveTenant(leaf);
    await refused(api.getTenantContext(leaf), "TENANT_ARCHIVED");
  });

  test("a sensitive value is in clear for a key with secrets:read, masked without it and for a browser's token", async () => {
    const { api, as, chain, with: withCredentials } = given();
    const [root, leaf] = ids(await chain(2));
    await api.setConfig(root, "k", { value: { token: SECRET }, sensitive: true });
    await api.setConfig(leaf, "hidden", { value: `own ${SECRET}`, sensitive: true });
    await api.setConfig(root, "hidden", { value: 1, locked: true });
    const masked = (await api.resolveConfig(leaf)).k;

    const server = await as({ tenant_id: leaf, scopes: ["read", "secrets:read"] });
    const { config } = await server.getTenantContext(leaf);
    expect(config.k).toEqual({ ...masked, value: { token: SECRET }, masked: false, source_name: null });
    expect(config.hidden?.shadowed).toMatchObject({ value: `own ${SECRET}`, sensitive: true, masked: false });
    expect((await server.resolveConfig(leaf)).k).toMatchObject({ value: null, masked: true });

    const admin = await as({ tenant_id: root, scopes: ["admin"] });
    const { token } = await api.createUiToken({ tenant_id: root, scopes: ["read", "secrets:read"] });
    for (const caller of [admin, withCredentials({ getToken: () => token })]) {
      const answer = await caller.getTenantContext(leaf);
      expect(answer.config.k).toMatchObject({ value: null, sensitive: true, masked: true });
      expect(JSON.stringify(answer)).not.toContain(SECRET);
    }
  });
}
