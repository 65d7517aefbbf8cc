import type { ApiKeyScope } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { ids, invalid, nobody, refused, unique, type World } from "../world.ts";

/** Roles: what they give to whom, and for how long. */
export function rolesSuite(given: () => World): void {
  const make = (tenant_id: string | null, ...scopes: ApiKeyScope[]) =>
    given().api.createRole({ tenant_id, name: unique(), scopes });
  /** A key, and a client that uses it. */
  async function keyed(tenant_id: string, ...scopes: ApiKeyScope[]) {
    const { id, plaintext_key } = await given().api.createApiKey({ tenant_id, name: "x", scopes });
    return { id, client: given().with({ apiKey: plaintext_key }) };
  }
  const held = async (client: { getSession(): Promise<{ scopes: string[] }> }): Promise<string[]> =>
    [...(await client.getSession()).scopes].sort();

  test("a role is made, read, changed, listed and deleted", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const role = await api.createRole({ tenant_id: id, name: " Support ", scopes: ["read", "read"] });
    expect(role).toMatchObject({
      tenant_id: id,
      name: "Support",
      description: null,
      scopes: ["read"],
      keys: 0,
      principals: 0,
      version: 1,
    });
    const changed = await api.updateRole(role.id, { description: "First line", scopes: ["write"] });
    expect(changed).toMatchObject({
      name: "Support",
      description: "First line",
      scopes: ["write"],
      version: 2,
    });
    expect(await api.updateRole(role.id, { description: null })).toMatchObject({
      description: null,
      version: 3,
    });
    const stale = await refused(api.updateRole(role.id, { name: "x" }, { if_match: 2 }), "VERSION_CONFLICT");
    expect(stale.details.current).toMatchObject({ version: 3 });
    const { keys: _, ...current } = await api.getRole(role.id);
    expect(current).toMatchObject({ name: "Support", scopes: ["write"], version: 3 });
    expect((await api.listRoles({ limit: 1 })).data[0]?.id).toBe(role.id);
    expect((await api.deleteRole(role.id)).id).toBe(role.id);
    await refused(api.getRole(role.id), "ROLE_NOT_FOUND");
    await refused(api.deleteRole(role.id), "ROLE_NOT_FOUND");
  });

  test("a name is taken in its tenant only", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    const first = await api.createRole({ tenant_id: root, name: "Support", scopes: ["read"] });
    await api.createRole({ tenant_id: child, name: "Support", scopes: ["read"] });
    await refused(
      api.createRole({ tenant_id: root, name: "Support", scopes: ["write"] }),
      "ROLE_ALREADY_EXISTS",
    );
    const other = await api.createRole({ tenant_id: root, name: "Other", scopes: ["read"] });
    await refused(api.updateRole(other.id, { name: "Support" }), "ROLE_ALREADY_EXISTS");
    expect((await api.updateRole(first.id, { name: "Support" })).version).toBe(2);
  });

  test("bad input names the field", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const role = await make(id, "read");
    await invalid(api.createRole({ name: "x", scopes: [] }), "body.scopes");
    await invalid(api.createRole({ name: "", scopes: ["all" as "read"] }), "body.name", "body.scopes.0");
    await invalid(api.updateRole(role.id, { scope: ["read"] } as object), "body.scope");
    await invalid(api.assignRole(id, { role_id: role.id, principal_id: "" }), "body.principal_id");
    await invalid(api.resolvePrincipalScopes(id, { principal_id: "x".repeat(256) }), "query.principal_id");
    await invalid(api.listRoles({ tenant_id: "x" }), "query.tenant_id");
    await invalid(api.listRoleHolders(role.id, { cursor: "x" }), "query.cursor");
  });

  test("a caller sees the roles of its subtree, and of no other", async () => {
    const { as, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    const [above, own, below] = [await make(root, "read"), await make(mid, "read"), await make(leaf, "read")];
    const platform = await make(null, "read");
    const mine = await as({ tenant_id: mid, scopes: ["admin"] });
    expect(ids((await mine.listRoles()).data)).toEqual([below.id, own.id]);
    const first = await mine.listRoles({ limit: 1 });
    expect(ids((await mine.listRoles({ cursor: first.next_cursor as string })).data)).toEqual([own.id]);
    for (const { id } of [above, platform]) {
      await refused(mine.getRole(id), "ROLE_NOT_FOUND");
      await refused(mine.updateRole(id, { name: "x" }), "ROLE_NOT_FOUND");
      await refused(mine.deleteRole(id), "ROLE_NOT_FOUND");
      await refused(mine.assignRole(mid, { role_id: id, principal_id: "ann" }), "ROLE_NOT_FOUND");
    }
    expect((await mine.createRole({ name: unique(), scopes: ["read"] })).tenant_id).toBe(mid);
  });

  test("at a tenant are listed the roles that it can hold, as far as the caller sees them", async () => {
    const { api, as, chain, plant } = given();
    const [root, mid, leaf] = ids(await chain(3));
    const [above, own] = [await make(root, "read"), await make(mid, "read")];
    const [below, platform] = [await make(leaf, "read"), await make(null, "read")];
    const at = async (caller: typeof api, tenant_id: string) =>
      ids((await caller.listRoles({ tenant_id })).data);
    const made = [above, own, below, platform].map((role) => role.id);
    const mine = async (tenant_id: string) => (await at(api, tenant_id)).filter((id) => made.includes(id));
    expect(await mine(root)).toEqual([platform.id, above.id]);
    expect(await mine(mid)).toEqual([platform.id, own.id, above.id]);
    expect(await mine(leaf)).toEqual([platform.id, below.id, own.id, above.id]);
    const scoped = await as({ tenant_id: mid, scopes: ["admin"] });
    expect(await at(scoped, leaf)).toEqual([below.id, own.id]);
    const first = await scoped.listRoles({ tenant_id: leaf, limit: 1 });
    const rest = await scoped.listRoles({ tenant_id: leaf, cursor: first.next_cursor as string });
    expect(ids(rest.data)).toEqual([own.id]);
    for (const unseen of [root, (await plant()).id, nobody()])
      await refused(scoped.listRoles({ tenant_id: unseen }), "TENANT_NOT_FOUND");
  });

  test("who holds a role is told page by page: keys, then principals by their word", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    const role = await make(root, "read");
    expect(await api.listRoleHolders(role.id)).toEqual({ data: [], has_more: false, next_cursor: null });
    const keys = [await keyed(root, "read"), await keyed(child, "read")];
    for (const { id } of keys) await api.assignRoleToKey(id, { role_id: role.id });
    for (const [tenant_id, principal_id] of [
      [child, "bob"],
      [root, "Zoë"],
      [root, "ann"],
      [child, "ann"],
    ] as const)
      await api.assignRole(tenant_id, { role_id: role.id, principal_id });
    const names = new Map<string, string>();
    for (const id of [root, child]) names.set(id, (await api.getTenant(id)).name);
    const key = (id: string, tenant_id: string) => ({
      ...{ kind: "key", key_id: id, key_name: "x", principal_id: null },
      ...{ tenant_id, tenant_name: names.get(tenant_id), counts: true },
    });
    const principal = (principal_id: string, tenant_id: string) => ({
      ...{ kind: "principal", key_id: null, key_name: null, principal_id },
      ...{ tenant_id, tenant_name: names.get(tenant_id), counts: true },
    });
    const [first, second] = keys.map(({ id }) => id).sort() as [string, string];
    const tenantOf = (id: string): string => (id === keys[0]?.id ? root : child);
    const all = [
      ...[key(first, tenantOf(first)), key(second, tenantOf(second))],
      principal("Zoë", root),
      ...[root, child].sort().map((id) => principal("ann", id)),
      principal("bob", child),
    ];
    expect((await api.listRoleHolders(role.id)).data).toEqual(all);
    const paged: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await api.listRoleHolders(role.id, { limit: 1, cursor });
      paged.push(...page.data);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(all);
  });

  test("of who holds a role, those outside the view are left out; who lost its power is told", async () => {
    const { api, as, chain } = given();
    const [[root, mid, leaf], [other]] = [ids(await chain(3)), ids(await chain(1))];
    const role = await make(mid, "read");
    const [gone, works] = [await keyed(leaf, "read"), await keyed(mid, "read")];
    for (const { id } of [gone, works]) await api.assignRoleToKey(id, { role_id: role.id });
    await api.assignRole(leaf, { role_id: role.id, principal_id: "ann" });
    await api.revokeApiKey(gone.id);
    const mine = await as({ tenant_id: mid, scopes: ["admin"] });
    const told = async (caller: typeof api) =>
      (await caller.listRoleHolders(role.id)).data.map((one) => [one.key_id ?? one.principal_id, one.counts]);
    const before = await told(mine);
    expect(before).toHaveLength(3);
    expect(before).toEqual(
      expect.arrayContaining([
        [gone.id, false],
        [works.id, true],
        ["ann", true],
      ]),
    );
    await api.moveTenant(leaf, { parent_id: other });
    expect(await told(mine)).toEqual([[works.id, true]]);
    expect(await told(api)).toEqual(expect.arrayContaining([["ann", false]]));
    expect((await mine.getRole(role.id)).principals).toBe(1);
    const below = await as({ tenant_id: leaf, scopes: ["admin"] });
    await refused(below.listRoleHolders(role.id), "ROLE_NOT_FOUND");
    await refused((await as({ tenant_id: root, scopes: ["write"] })).listRoleHolders(role.id), "FORBIDDEN");
    await refused(api.listRoleHolders(nobody()), "ROLE_NOT_FOUND");
  });

  test("a key may do what its roles say beside its own, from its next request to the last", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    const { id, client } = await keyed(child, "read");
    const [writers, readers] = [await make(root, "write"), await make(child, "secrets:read")];
    await refused(client.setConfig(child, "k", { value: 1 }), "FORBIDDEN");
    expect(await api.assignRoleToKey(id, { role_id: writers.id })).toEqual({
      key_id: id,
      own: ["read"],
      roles: [{ id: writers.id, name: writers.name, scopes: ["write"] }],
      scopes: ["read", "write"],
    });
    expect((await client.setConfig(child, "k", { value: 1 })).version).toBe(1);
    await api.assignRoleToKey(id, { role_id: readers.id });
    await api.assignRoleToKey(id, { role_id: readers.id });
    expect(await held(client)).toEqual(["read", "secrets:read", "write"]);
    expect((await api.getRole(readers.id)).keys).toBe(1);
    await api.updateRole(writers.id, { scopes: ["admin"] });
    expect(await held(client)).toEqual(["admin", "read", "secrets:read"]);
    await api.removeRoleFromKey(id, { role_id: readers.id });
    await api.removeRoleFromKey(id, { role_id: readers.id });
    expect(await held(client)).toEqual(["admin", "read"]);
    await api.deleteRole(writers.id);
    expect(await held(client)).toEqual(["read"]);
    expect((await api.resolveKeyScopes(id)).roles).toEqual([]);
    expect((await api.getApiKey(id)).scopes).toEqual(["read"]);
  });

  test("a role is held in its tenant's subtree only, and a key that leaves it leaves it behind", async () => {
    const { api, chain } = given();
    const [[root, child], [other, far]] = [ids(await chain(2)), ids(await chain(2))];
    const role = await make(root, "write");
    const stranger = await keyed(far, "read");
    await refused(api.assignRoleToKey(stranger.id, { role_id: role.id }), "ROLE_OUT_OF_REACH");
    await refused(api.assignRole(far, { role_id: role.id, principal_id: "ann" }), "ROLE_OUT_OF_REACH");
    const platform = await api.createApiKey({ name: "x", scopes: ["read"] });
    await refused(api.assignRoleToKey(platform.id, { role_id: role.id }), "ROLE_OUT_OF_REACH");
    const { id, client } = await keyed(child, "read");
    await api.assignRoleToKey(id, { role_id: role.id });
    await api.moveTenant(child, { parent_id: other });
    expect(await held(client)).toEqual(["read"]);
    expect((await api.resolveKeyScopes(id)).scopes).toEqual(["read"]);
    await api.moveTenant(child, { parent_id: root });
    expect(await held(client)).toEqual(["read", "write"]);
  });

  test("nobody makes, raises or gives a role beyond what they hold", async () => {
    const { api, as, plant } = given();
    const { id } = await plant();
    const mine = await as({ tenant_id: id, scopes: ["admin"] });
    const secret = await make(id, "secrets:read");
    const own = await mine.createRole({ name: unique(), scopes: ["admin"] });
    const { id: key } = await keyed(id, "read");
    const beyond = await refused(mine.createRole({ name: "x", scopes: ["secrets:read"] }), "FORBIDDEN");
    expect(beyond.details.scopes).toEqual(["secrets:read"]);
    await refused(mine.updateRole(own.id, { scopes: ["admin", "secrets:read"] }), "FORBIDDEN");
    await refused(mine.assignRoleToKey(key, { role_id: secret.id }), "FORBIDDEN");
    await refused(mine.assignRole(id, { role_id: secret.id, principal_id: "ann" }), "FORBIDDEN");
    expect([await api.resolveKeyScopes(key), (await api.getRole(own.id)).version]).toMatchObject([
      { scopes: ["read"] },
      1,
    ]);
    // What is there already may stay, and be taken away.
    expect((await mine.updateRole(secret.id, { scopes: ["secrets:read", "read"] })).version).toBe(2);
    expect((await mine.updateRole(secret.id, { scopes: ["read"] })).scopes).toEqual(["read"]);
  });

  test("a rotation carries the roles, and needs all that they give", async () => {
    const { api, as, plant, with: using } = given();
    const { id } = await plant();
    const old = await keyed(id, "read");
    const role = await make(id, "secrets:read");
    await api.assignRoleToKey(old.id, { role_id: role.id });
    const mine = await as({ tenant_id: id, scopes: ["admin"] });
    await refused(mine.rotateApiKey(old.id), "FORBIDDEN");
    const { plaintext_key } = await api.rotateApiKey(old.id);
    expect(await held(using({ apiKey: plaintext_key }))).toEqual(["read", "secrets:read"]);
  });

  test("a key that ended can lose a role, and get none", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const { id: key } = await keyed(id, "read");
    const role = await make(id, "read");
    await api.assignRoleToKey(key, { role_id: role.id });
    await api.revokeApiKey(key);
    expect((await api.removeRoleFromKey(key, { role_id: role.id })).roles).toEqual([]);
    const error = await refused(api.assignRoleToKey(key, { role_id: role.id }), "API_KEY_INVALID_STATE");
    expect(error.details.state).toBe("revoked");
    await refused(api.assignRoleToKey(key, { role_id: nobody() }), "ROLE_NOT_FOUND");
    await refused(api.assignRoleToKey(nobody(), { role_id: role.id }), "API_KEY_NOT_FOUND");
  });

  test("a role outside the view shows its scopes, but not its name", async () => {
    const { api, as, chain } = given();
    const [root, child] = ids(await chain(2));
    const role = await make(root, "write");
    const { id } = await keyed(child, "read");
    await api.assignRoleToKey(id, { role_id: role.id });
    const mine = await as({ tenant_id: child, scopes: ["admin"] });
    expect((await mine.resolveKeyScopes(id)).roles).toEqual([{ id: role.id, name: null, scopes: ["write"] }]);
    await refused(mine.removeRoleFromKey(id, { role_id: role.id }), "ROLE_NOT_FOUND");
  });

  test("a person's roles count in that tenant, in tokens that were asked for without scopes", async () => {
    const { api, chain, with: using } = given();
    const [root, child] = ids(await chain(2));
    const role = await make(root, "write");
    expect(await api.assignRole(child, { role_id: role.id, principal_id: "ann" })).toEqual({
      tenant_id: child,
      principal_id: "ann",
      roles: [{ id: role.id, name: role.name, scopes: ["write"] }],
      scopes: ["write"],
    });
    expect((await api.getRole(role.id)).principals).toBe(1);
    const token = async (subject: string, tenant_id = child, scopes?: ApiKeyScope[]) => {
      const { token } = await api.createUiToken({ tenant_id, subject, ...(scopes && { scopes }) });
      return using({ getToken: () => token });
    };
    const ann = await token("ann");
    expect(await held(ann)).toEqual(["read", "write"]);
    expect(await held(await token("bob"))).toEqual(["read"]);
    expect(await held(await token("ann", root))).toEqual(["read"]);
    expect(await held(await token("ann", child, ["read"]))).toEqual(["read"]);
    await api.removeRole(child, { role_id: role.id, principal_id: "ann" });
    await api.removeRole(child, { role_id: role.id, principal_id: "ann" });
    expect(await held(ann)).toEqual(["read"]);
    expect((await api.resolvePrincipalScopes(child, { principal_id: "ann" })).scopes).toEqual([]);
  });

  test("a token never holds more than the key that it was got by, whatever its person's roles", async () => {
    const { api, plant, with: using } = given();
    const { id } = await plant();
    const backend = await keyed(id, "write");
    const role = await make(id, "admin", "secrets:read");
    await api.assignRole(id, { role_id: role.id, principal_id: "ann" });
    const { token } = await backend.client.createUiToken({ subject: "ann" });
    const ann = using({ getToken: () => token });
    expect(await held(ann)).toEqual(["read"]);
    await refused(ann.setConfig(id, "k", { value: 1 }), "FORBIDDEN");
    // What a key holds by a role it can give, for as long as it holds it.
    await api.assignRoleToKey(backend.id, { role_id: role.id });
    const wide = await backend.client.createUiToken({ scopes: ["admin"] });
    const browser = using({ getToken: () => wide.token });
    expect(await held(browser)).toEqual(["admin"]);
    await api.removeRoleFromKey(backend.id, { role_id: role.id });
    await refused(browser.listApiKeys(), "FORBIDDEN");
  });

  test("every change of a role leaves an audit entry", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const role = await make(id, "read");
    const key = await keyed(id, "read");
    await api.assignRoleToKey(key.id, { role_id: role.id });
    await api.assignRoleToKey(key.id, { role_id: role.id });
    await api.updateRole(role.id, { scopes: ["write"] });
    await api.removeRoleFromKey(key.id, { role_id: role.id });
    await api.assignRole(id, { role_id: role.id, principal_id: "ann" });
    await api.deleteRole(role.id);
    const { data } = await api.queryAuditLogs({ tenant_id: id });
    const entries = data.filter((entry) => entry.resource_id === role.id);
    expect(entries.map(({ action, before, after }) => [action, before, after])).toEqual([
      ["access.role_deleted", expect.objectContaining({ scopes: ["write"], keys: 0, principals: 1 }), null],
      ["access.role_assigned", null, { role: role.name, principal_id: "ann" }],
      ["access.role_removed", { role: role.name, key_id: key.id }, null],
      [
        "access.role_updated",
        expect.objectContaining({ scopes: ["read"] }),
        expect.objectContaining({ scopes: ["write"] }),
      ],
      ["access.role_assigned", null, { role: role.name, key_id: key.id }],
      ["access.role_created", null, { name: role.name, tenant_id: id, description: null, scopes: ["read"] }],
    ]);
  });
}
