import Fastify from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Forest, NOBODY, plantForest, type TestApp, testApp } from "../test-app.ts";
import { auth } from "./auth.ts";

let t: TestApp;
let forest: Forest;
beforeAll(async () => {
  t = await testApp();
  forest = await plantForest(t.stratum);
});
afterAll(() => t.app.close());
afterEach(() => vi.useRealTimers());

const session = (headers: Record<string, string>) => t.call("getSession", {}, headers);

describe("credentials", () => {
  test("a key is taken from X-API-Key and from Authorization: Bearer", async () => {
    const key = await t.key(forest.acme.id, "read");
    for (const headers of [{ "x-api-key": key }, { authorization: `Bearer ${key}` }]) {
      const { status, body } = await session(headers as Record<string, string>);
      expect(status).toBe(200);
      expect(body).toMatchObject({ actor_type: "api_key", tenant_id: forest.acme.id, scopes: ["read"] });
    }
  });

  test.each([
    ["none", {}],
    ["an unknown key", { "x-api-key": "sk_live_nothing" }],
    ["an empty key", { "x-api-key": "" }],
    ["another scheme", { authorization: "Basic YTpi" }],
    ["a bearer of nothing", { authorization: "Bearer " }],
    ["a token that is none", { authorization: "Bearer eyJhbGciOiJub25lIn0.e30." }],
    ["two at once", { "x-api-key": "sk_a", authorization: "Bearer sk_b" }],
  ])("%s is answered 401, with the way to do it right", async (_what, headers) => {
    const answer = await session(headers as Record<string, string>);
    expect(answer.body).toMatchObject({ status: 401, code: "UNAUTHORIZED" });
    expect(answer.headers["www-authenticate"]).toMatch(/^Bearer/);
  });

  test("a revoked key stops at once", async () => {
    const { id, plaintext_key } = await t.stratum.createApiKey(forest.acme.id, { name: "Old" });
    expect((await session({ "x-api-key": plaintext_key })).status).toBe(200);
    await t.call("revokeApiKey", { params: { id } });
    expect((await session({ "x-api-key": plaintext_key })).status).toBe(401);
  });

  test("an expired key is refused", async () => {
    const { id, plaintext_key } = await t.stratum.createApiKey(forest.acme.id, { name: "Brief" });
    await t.owner.query(
      "update stratum.api_keys set expires_at = now() - interval '1 second' where id = $1",
      [id],
    );
    expect((await session({ "x-api-key": plaintext_key })).status).toBe(401);
  });

  test("an expired token is refused", async () => {
    const { token, expires_at } = await t.stratum
      .as({ scopes: ["read"], tenant_id: forest.acme.id })
      .createUiToken({ ttl_seconds: 30 });
    const headers = { authorization: `Bearer ${token}` };
    expect((await session(headers)).status).toBe(200);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(expires_at) + 60_000 });
    expect((await session(headers)).status).toBe(401);
  });

  test("a suspended tenant's key stops working, and works again afterwards", async () => {
    const { id } = await t.stratum.createTenant({ name: "Brief", slug: "brief" });
    const key = await t.key(id, "read");
    await t.stratum.suspendTenant(id);
    expect((await session({ "x-api-key": key })).status).toBe(401);
    await t.stratum.resumeTenant(id);
    expect((await session({ "x-api-key": key })).status).toBe(200);
  });
});

describe("reach", () => {
  test("a tenant of another subtree answers as one that does not exist, word for word", async () => {
    const headers = { "x-api-key": await t.key(forest.north.id, "admin"), "x-request-id": "same" };
    const ask = async (id: string): Promise<string> => {
      const { status, body } = await t.call("getTenant", { params: { id } }, headers);
      expect(status).toBe(404);
      return JSON.stringify(body).replaceAll(id, "ID");
    };
    const unknown = await ask(NOBODY);
    for (const hidden of [forest.acme, forest.other, forest.asleep, forest.gone]) {
      expect(await ask(hidden.id)).toBe(unknown);
    }
    expect((await t.call("getTenant", { params: { id: forest.site.id } }, headers)).status).toBe(200);
  });

  test("the scope of the contract is asked for before the input is looked at", async () => {
    const headers = { "x-api-key": await t.key(forest.acme.id, "read") };
    const { body } = await t.call("createTenant", { body: { nonsense: true } }, headers);
    expect(body).toMatchObject({ status: 403, code: "FORBIDDEN", details: { required_scope: "write" } });
  });

  test("who did it and in which request stands in the audit log", async () => {
    const headers = { "x-api-key": await t.key(forest.acme.id, "write"), "x-request-id": "req-42" };
    const { body } = await t.call(
      "createTenant",
      { body: { name: "Traced", slug: "traced", parent_id: forest.acme.id } },
      headers,
    );
    const { rows } = await t.owner.query(
      "select actor_type, request_id, source_ip from stratum.audit_log where resource_id = $1",
      [body.id],
    );
    expect(rows).toEqual([{ actor_type: "api_key", request_id: "req-42", source_ip: "127.0.0.1" }]);
  });
});

test("a route that declares no scope does not start", async () => {
  const app = Fastify();
  await app.register(auth, { stratum: t.stratum });
  expect(() => app.get("/open", async () => "")).toThrow("GET /open declares no scope");
  await app.close();
});
