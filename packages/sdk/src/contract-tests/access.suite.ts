import { describe, expect, test } from "vitest";
import { rolesSuite } from "./access/roles.suite.ts";
import { ids, invalid, nobody, refused, type World } from "./world.ts";

/** Every operation of the feature `access`. */
export function accessSuite(given: () => World): void {
  describe("sessions", () => sessionSuite(given));
  describe("API keys", () => keysSuite(given));
  describe("the rotation of keys", () => rotationSuite(given));
  describe("UI tokens", () => tokensSuite(given));
  describe("roles", () => rolesSuite(given));
}

function sessionSuite(given: () => World): void {
  test("a session tells who calls and how far it reaches", async () => {
    const { api, as, plant } = given();
    expect(await api.getSession()).toMatchObject({ actor_type: "api_key", tenant_id: null });
    const { id } = await plant();
    const mine = await as({ tenant_id: id, scopes: ["write"] });
    expect(await mine.getSession()).toMatchObject({ tenant_id: id, scopes: ["write"], expires_at: null });
  });

  test("credentials that nobody gave out are refused", async () => {
    const { with: using } = given();
    await refused(using({}).getSession(), "UNAUTHORIZED");
    await refused(using({ apiKey: "sk_test_nonsense" }).getSession(), "UNAUTHORIZED");
    await refused(using({ getToken: () => "nonsense" }).getSession(), "UNAUTHORIZED");
    await refused(using({ getToken: () => "a.b.c" }).listTenants(), "UNAUTHORIZED");
  });

  test("the credentials of a tenant that is not active stop working, and work again when it is", async () => {
    const { api, as, plant, with: using } = given();
    const root = await plant();
    const key = await as({ tenant_id: root.id, scopes: ["read"] });
    const { token } = await api.createUiToken({ tenant_id: root.id });
    const browser = using({ getToken: () => token });
    await api.suspendTenant(root.id);
    await refused(key.getSession(), "UNAUTHORIZED");
    await refused(browser.getSession(), "UNAUTHORIZED");
    await api.archiveTenant(root.id);
    await refused(key.getSession(), "UNAUTHORIZED");
    await api.resumeTenant(root.id);
    expect((await key.getSession()).tenant_id).toBe(root.id);
    expect((await browser.getSession()).tenant_id).toBe(root.id);
  });
}

function keysSuite(given: () => World): void {
  test("a key works, and its text is in that one answer only", async () => {
    const { api, plant, with: using } = given();
    const { id } = await plant();
    const { plaintext_key, ...key } = await api.createApiKey({
      tenant_id: id,
      name: "backend",
      scopes: ["write"],
    });
    expect(plaintext_key).toMatch(/^sk_(live|test)_/);
    expect(key).toMatchObject({
      name: "backend",
      tenant_id: id,
      scopes: ["write"],
      hint: plaintext_key.slice(-4),
      expires_at: null,
      revoked_at: null,
    });
    const mine = using({ apiKey: plaintext_key });
    expect((await mine.setConfig(id, "k", { value: 1 })).version).toBe(1);
    expect(JSON.stringify((await api.listApiKeys({ limit: 200 })).data)).not.toContain(plaintext_key);
  });

  test("a key also works as a bearer token", async () => {
    const { api, plant, with: using } = given();
    const { id } = await plant();
    const { plaintext_key } = await api.createApiKey({ tenant_id: id, name: "backend" });
    expect((await using({ getToken: () => plaintext_key }).getSession()).scopes).toEqual(["read"]);
  });

  test("keys can be listed of one tenant, whatever has become of it", async () => {
    const { api, as, chain } = given();
    const [root, child] = ids(await chain(2));
    const first = await api.createApiKey({ tenant_id: root, name: "first" });
    const below = await api.createApiKey({ tenant_id: child, name: "below" });
    const last = await api.createApiKey({ tenant_id: root, name: "last" });
    expect(ids((await api.listApiKeys({ tenant_id: root })).data)).toEqual([last.id, first.id]);
    const page = await api.listApiKeys({ tenant_id: root, limit: 1 });
    const rest = await api.listApiKeys({ tenant_id: root, limit: 1, cursor: page.next_cursor as string });
    expect(ids(rest.data)).toEqual([first.id]);
    const mine = await as({ tenant_id: child, scopes: ["admin"] });
    await refused(mine.listApiKeys({ tenant_id: root }), "TENANT_NOT_FOUND");
    await api.suspendTenant(child);
    expect(ids((await api.listApiKeys({ tenant_id: child })).data)).toContain(below.id);
  });

  test("a caller sees the keys of its subtree, newest first, in pages", async () => {
    const { api, as, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    const above = await api.createApiKey({ tenant_id: root, name: "above" });
    const first = await api.createApiKey({ tenant_id: leaf, name: "first" });
    const mine = await as({ tenant_id: mid, scopes: ["admin"] });
    const second = await mine.createApiKey({ name: "second" });
    expect(second.tenant_id).toBe(mid);
    const seen = (await mine.listApiKeys()).data;
    expect(seen.map((key) => key.name)).toEqual(["second", "contract test", "first"]);
    expect(seen.some((key) => key.id === above.id)).toBe(false);
    const page = await mine.listApiKeys({ limit: 2 });
    const rest = await mine.listApiKeys({ limit: 2, cursor: page.next_cursor ?? "" });
    expect(ids(rest.data)).toEqual([first.id]);
    await refused(mine.createApiKey({ tenant_id: root, name: "up" }), "TENANT_NOT_FOUND");
    await refused(mine.revokeApiKey(above.id), "API_KEY_NOT_FOUND");
  });

  test("a revoked key stops at once", async () => {
    const { api, plant, with: using } = given();
    const { id } = await plant();
    const key = await api.createApiKey({ tenant_id: id, name: "backend" });
    const mine = using({ apiKey: key.plaintext_key });
    await mine.getSession();
    expect((await api.revokeApiKey(key.id)).revoked_at).toMatch(/Z$/);
    await refused(mine.getSession(), "UNAUTHORIZED");
    await refused(api.revokeApiKey(nobody()), "API_KEY_NOT_FOUND");
  });

  test("a key says which environment it is for, and how often it may ask", async () => {
    const { api, plant, with: using } = given();
    const { id } = await plant();
    const options = { name: "ci", tenant_id: id, environment: "test", rate_limit: 120 } as const;
    const { plaintext_key, ...key } = await api.createApiKey(options);
    expect(plaintext_key).toMatch(/^sk_test_/);
    expect(key).toMatchObject({ environment: "test", rate_limit: 120 });
    expect((await using({ apiKey: plaintext_key }).getSession()).tenant_id).toBe(id);
    const plain = await api.createApiKey({ name: "backend", tenant_id: id });
    expect(plain.plaintext_key).toMatch(/^sk_live_/);
    expect(plain).toMatchObject({ environment: "live", rate_limit: null });
    await invalid(api.createApiKey({ name: "x", rate_limit: 0 }), "body.rate_limit");
    await invalid(api.createApiKey({ name: "x", environment: "prod" as never }), "body.environment");
  });

  test("a key is got by its id, without its text, by those who see it", async () => {
    const { api, as, chain, with: using } = given();
    const [root, child] = ids(await chain(2));
    const { plaintext_key, ...key } = await api.createApiKey({ tenant_id: root, name: "backend" });
    expect(await api.getApiKey(key.id)).toEqual(key);
    await using({ apiKey: plaintext_key }).getSession();
    expect((await api.getApiKey(key.id)).last_used_at).toMatch(/Z$/);
    const below = await as({ tenant_id: child, scopes: ["admin"] });
    const words = async (id: string) =>
      (await refused(below.getApiKey(id), "API_KEY_NOT_FOUND")).message.replace(id, "…");
    expect(await words(key.id)).toBe(await words(nobody()));
  });

  test("a key that is new or was just used is not dormant", async () => {
    const { api, as, plant } = given();
    const { id } = await plant();
    const mine = await as({ tenant_id: id, scopes: ["admin"] });
    await mine.createApiKey({ name: "new" });
    expect((await mine.listDormantKeys({ days: 1 })).data).toEqual([]);
    await invalid(api.listDormantKeys({ days: 0 }), "query.days");
  });

  test("an expired key stops", { timeout: 15_000 }, async () => {
    const { api, plant, with: using } = given();
    const { id } = await plant();
    const expires_at = new Date(Date.now() + 1_000).toISOString();
    const { plaintext_key } = await api.createApiKey({ tenant_id: id, name: "brief", expires_at });
    const mine = using({ apiKey: plaintext_key });
    await expect
      .poll(
        () =>
          mine.getSession().then(
            () => "works",
            (error) => error.code,
          ),
        { timeout: 10_000, interval: 200 },
      )
      .toBe("UNAUTHORIZED");
  });

  test("nobody hands out more than they hold", async () => {
    const { api, as, plant } = given();
    const { id } = await plant();
    const admin = await as({ tenant_id: id, scopes: ["admin"] });
    await refused(admin.createApiKey({ name: "x", scopes: ["secrets:read"] }), "FORBIDDEN");
    expect((await admin.createApiKey({ name: "x", scopes: ["admin"] })).scopes).toEqual(["admin"]);
    const reader = await as({ tenant_id: id, scopes: ["read"] });
    await refused(reader.createUiToken({ scopes: ["write"] }), "FORBIDDEN");
    expect((await api.createApiKey({ tenant_id: id, name: "x", scopes: ["secrets:read"] })).scopes).toEqual([
      "secrets:read",
    ]);
  });

  test("bad input is named, and a tenant must be there and active", async () => {
    const { api, plant } = given();
    await invalid(api.createApiKey({ name: "", scopes: [] }), "body.name", "body.scopes");
    await invalid(api.createApiKey({ name: "x", scopes: ["root"] as never }), "body.scopes.0");
    await invalid(api.createApiKey({ name: "x", expires_at: "2020-01-01T00:00:00Z" }), "body.expires_at");
    await refused(api.createApiKey({ name: "x", tenant_id: nobody() }), "TENANT_NOT_FOUND");
    const { id } = await plant();
    await api.suspendTenant(id);
    await refused(api.createApiKey({ name: "x", tenant_id: id }), "TENANT_SUSPENDED");
    await api.archiveTenant(id);
    await refused(api.createApiKey({ name: "x", tenant_id: id }), "TENANT_ARCHIVED");
  });
}

function rotationSuite(given: () => World): void {
  test("the new key is as the old one, which works on for a while", async () => {
    const { api, plant, with: using } = given();
    const { id } = await plant();
    const options = { tenant_id: id, name: "backend", environment: "test", rate_limit: 9 } as const;
    const old = await api.createApiKey({ ...options, scopes: ["write"] });
    const before = Date.now();
    const { plaintext_key, ...key } = await api.rotateApiKey(old.id, { overlap_seconds: 600 });
    expect(key).toMatchObject({ ...options, scopes: ["write"], expires_at: null, replaced_by: null });
    expect(plaintext_key).toMatch(/^sk_test_/);
    expect(plaintext_key).not.toBe(old.plaintext_key);
    const ending = await api.getApiKey(old.id);
    expect(ending.replaced_by).toBe(key.id);
    expect(Math.abs(Date.parse(ending.expires_at ?? "") - before - 600_000)).toBeLessThan(60_000);
    for (const apiKey of [old.plaintext_key, plaintext_key])
      expect((await using({ apiKey }).getSession()).scopes).toEqual(["write"]);
  });

  test("without an overlap the old key stops at once", async () => {
    const { api, with: using } = given();
    const old = await api.createApiKey({ name: "backend" });
    const { plaintext_key } = await api.rotateApiKey(old.id, { overlap_seconds: 0 });
    await refused(using({ apiKey: old.plaintext_key }).getSession(), "UNAUTHORIZED");
    expect((await using({ apiKey: plaintext_key }).getSession()).scopes).toEqual(["read"]);
  });

  test("the overlap is a day, never longer than the old key would have lived", async () => {
    const { api } = given();
    const ends = async (expires_at?: string) => {
      const { id } = await api.createApiKey({ name: "x", ...(expires_at && { expires_at }) });
      const made = await api.rotateApiKey(id);
      return { old: (await api.getApiKey(id)).expires_at ?? "", made: made.expires_at };
    };
    const day = 86_400_000;
    const open = await ends();
    expect(Math.abs(Date.parse(open.old) - Date.now() - day)).toBeLessThan(60_000);
    expect(open.made).toBeNull();
    const brief = new Date(Date.now() + 3_600_000).toISOString();
    const short = await ends(brief);
    expect(short.old).toBe(brief);
    // The new one lives as long as the old one was made for.
    expect(Math.abs(Date.parse(short.made ?? "") - Date.now() - 3_600_000)).toBeLessThan(60_000);
    await invalid(api.rotateApiKey(nobody(), { overlap_seconds: -1 }), "body.overlap_seconds");
    await invalid(api.rotateApiKey(nobody(), { overlap_seconds: 2_592_001 }), "body.overlap_seconds");
  });

  test("a key is rotated once, while it works", async () => {
    const { api } = given();
    const state = async (id: string) =>
      (await refused(api.rotateApiKey(id), "API_KEY_INVALID_STATE")).details.state;
    const { id } = await api.createApiKey({ name: "x" });
    await invalid(api.rotateApiKey(id, { expires_at: "2020-01-01T00:00:00Z" }), "body.expires_at");
    const next = await api.rotateApiKey(id);
    expect(await state(id)).toBe("rotated");
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    const last = await api.rotateApiKey(next.id, { overlap_seconds: 0, expires_at });
    expect(last.expires_at).toBe(expires_at);
    expect(await state(next.id)).toBe("expired");
    await api.revokeApiKey(last.id);
    expect(await state(last.id)).toBe("revoked");
  });

  test("nobody gets by a rotation what they do not hold or see", async () => {
    const { api, as, chain } = given();
    const [root, child] = ids(await chain(2));
    const mine = await as({ tenant_id: child, scopes: ["admin"] });
    const secret = await api.createApiKey({ tenant_id: child, name: "x", scopes: ["secrets:read"] });
    await refused(mine.rotateApiKey(secret.id), "FORBIDDEN");
    const above = await api.createApiKey({ tenant_id: root, name: "x" });
    await refused(mine.rotateApiKey(above.id), "API_KEY_NOT_FOUND");
    for (const { id } of [secret, above]) expect((await api.getApiKey(id)).replaced_by).toBeNull();
    await api.suspendTenant(child);
    await refused(api.rotateApiKey(secret.id), "TENANT_SUSPENDED");
    await api.archiveTenant(child);
    await refused(api.rotateApiKey(secret.id), "TENANT_ARCHIVED");
  });
}

function tokensSuite(given: () => World): void {
  test("a token reaches a subtree with some scopes, for a while", async () => {
    const { api, chain, with: using } = given();
    const [root, child] = ids(await chain(2));
    const before = Date.now();
    const { token, expires_at } = await api.createUiToken({
      tenant_id: child,
      scopes: ["read"],
      subject: "ann",
    });
    expect(Date.parse(expires_at)).toBeGreaterThan(before + 200_000);
    const browser = using({ getToken: () => token });
    expect(await browser.getSession()).toMatchObject({
      actor_type: "ui_token",
      actor_id: "ann",
      tenant_id: child,
      scopes: ["read"],
      expires_at: expect.stringMatching(/Z$/),
    });
    await refused(browser.getTenant(root), "TENANT_NOT_FOUND");
    await refused(browser.setConfig(child, "k", { value: 1 }), "FORBIDDEN");
  });

  test("without further words it reads as far as its maker", async () => {
    const { as, plant, with: using } = given();
    const { id } = await plant();
    const mine = await as({ tenant_id: id, scopes: ["admin"] });
    const { token } = await mine.createUiToken({});
    const session = await using({ getToken: () => token }).getSession();
    expect([session.tenant_id, session.scopes]).toEqual([id, ["read"]]);
  });

  test("a token never reaches above its maker, nor into a tenant that is not active", async () => {
    const { api, as, chain } = given();
    const [root, child] = ids(await chain(2));
    const mine = await as({ tenant_id: child, scopes: ["read"] });
    await refused(mine.createUiToken({ tenant_id: root }), "TENANT_NOT_FOUND");
    await refused(api.createUiToken({ tenant_id: nobody() }), "TENANT_NOT_FOUND");
    await api.suspendTenant(child);
    await refused(api.createUiToken({ tenant_id: child }), "TENANT_SUSPENDED");
    await api.archiveTenant(child);
    await refused(api.createUiToken({ tenant_id: child }), "TENANT_ARCHIVED");
  });

  test("a token lives 30 to 3,600 seconds", async () => {
    const { api } = given();
    await invalid(api.createUiToken({ ttl_seconds: 29 }), "body.ttl_seconds");
    await invalid(api.createUiToken({ ttl_seconds: 3601 }), "body.ttl_seconds");
    const { expires_at } = await api.createUiToken({ ttl_seconds: 30 });
    expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(31_000);
  });
}
