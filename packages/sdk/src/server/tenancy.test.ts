/** Whose request it is: the same rules on every framework, over real connections. */
import type { Tenant } from "@stratum-hq/core";
import { ForbiddenError } from "@stratum-hq/core/client";
import { SignJWT } from "jose";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { createClient, type StratumClient } from "../client.ts";
import { createMockControlPlane } from "../msw/index.ts";
import { type Framework, frameworks, type Options, type Service } from "../test-services.ts";
import type { Impersonation } from "./options.ts";

const jwtSecret = "a secret of the tests that is long enough";
const nobody = "00000000-0000-4000-8000-000000000000";
const sign = (claims: Record<string, unknown>, secret = jwtSecret): Promise<string> =>
  new SignJWT({ exp: Math.floor(Date.now() / 1000) + 60, ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(secret));

const { client: writer, fetch } = createMockControlPlane();
const client = createClient({ base_url: "http://mock", fetch });
let shop: Tenant;
let other: Tenant;
let asleep: Tenant;
let gone: Tenant;
beforeAll(async () => {
  const plant = (slug: string, parent_id: string | null = null) =>
    writer.createTenant({ name: slug.toUpperCase(), slug, parent_id });
  const root = await plant("root");
  [shop, other, asleep, gone] = await Promise.all([
    plant("shop", root.id),
    plant("other"),
    plant("asleep"),
    plant("gone"),
  ]);
  await writer.setConfig(root.id, "limit", { value: 3 });
  await writer.suspendTenant(asleep.id);
  await writer.archiveTenant(gone.id);
});

describe.each(frameworks)("on $name", ({ serve }: Framework) => {
  const services: Service[] = [];
  afterEach(async () => {
    for (const service of services.splice(0)) await service.close();
  });

  type Answer = { status: number; headers: Headers; body: Record<string, unknown> };
  /** Starts a service and gives a way to ask who one is there. */
  async function service(options: Options = {}, of: Pick<StratumClient, "resolveTenant" | "close"> = client) {
    const one = await serve(of, options);
    services.push(one);
    return async (headers: Record<string, string> = {}): Promise<Answer> => {
      const response = await globalThis.fetch(`${one.url}/who`, { headers });
      const text = await response.text();
      const body = text.startsWith("{") ? JSON.parse(text) : { text };
      return { status: response.status, headers: response.headers, body };
    };
  }
  const bearer = async (claims: Record<string, unknown>, secret?: string) => ({
    authorization: `Bearer ${await sign(claims, secret)}`,
  });
  const problem = ({ status, headers, body }: Answer): [number, unknown] => {
    expect(headers.get("content-type")).toContain("application/problem+json");
    expect(headers.get("x-request-id")).toBe(body.request_id);
    expect(body).toMatchObject({ type: "about:blank", status, title: expect.any(String) });
    return [status, body.code];
  };

  test("the header names the tenant, and all that resolves for it is in the context", async () => {
    const who = await service();
    expect((await who({ "x-tenant-id": shop.id.toUpperCase() })).body).toEqual({
      tenant_id: shop.id,
      named_by: "header",
      name: "SHOP",
      limit: 3,
    });
  });

  test("token before header before own resolvers, in their order", async () => {
    const asked: string[] = [];
    const resolver = (name: string, id?: string) => () => {
      asked.push(name);
      return id;
    };
    const resolvers = [resolver("a"), resolver("b", other.id), resolver("c", shop.id)];
    const who = await service({ jwtSecret, resolvers });
    const token = await bearer({ tenant_id: shop.id, sub: "ann" });
    const named = async (headers: Record<string, string>) => {
      const { tenant_id, named_by } = (await who(headers)).body;
      return [tenant_id, named_by];
    };
    expect(await named({ ...token, "x-tenant-id": shop.id })).toEqual([shop.id, "token"]);
    expect(await named({ "x-tenant-id": shop.id })).toEqual([shop.id, "header"]);
    expect(asked).toEqual([]);
    expect(await named({})).toEqual([other.id, "resolver"]);
    expect(asked).toEqual(["a", "b"]);
    expect(await named(await bearer({ sub: "no tenant" }))).toEqual([other.id, "resolver"]);
  });

  test.each<[string, () => Promise<string> | string]>([
    ["garbage", () => "Bearer abc"],
    ["nothing", () => "Bearer"],
    [
      "one signed with another secret",
      async () => (await bearer({ tenant_id: shop.id }, `${jwtSecret}!`)).authorization,
    ],
    ["one that has expired", async () => (await bearer({ tenant_id: shop.id, exp: 1 })).authorization],
    [
      "one that is not signed",
      () => `Bearer ${btoa('{"alg":"none"}')}.${btoa(`{"tenant_id":"${shop.id}"}`)}.`,
    ],
    ["one whose tenant is no id", async () => (await bearer({ tenant_id: "shop" })).authorization],
    ["one whose tenant is no text", async () => (await bearer({ tenant_id: [shop.id] })).authorization],
  ])("a token that is there and invalid is a 401, never a fall-through: %s", async (_what, authorization) => {
    const who = await service({
      jwtSecret,
      resolvers: [() => shop.id],
      optional: true,
      authorize: () => true,
    });
    const answer = await who({ authorization: await authorization(), "x-tenant-id": shop.id });
    expect(problem(answer)).toEqual([401, "UNAUTHORIZED"]);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  });

  test("what is no bearer is none of ours; without a way to verify, tokens are not looked at", async () => {
    const basic = { authorization: "Basic YTpi", "x-tenant-id": shop.id };
    expect((await (await service({ jwtSecret }))(basic)).status).toBe(200);
    const opaque = { authorization: "Bearer of the application", "x-tenant-id": shop.id };
    expect((await (await service())(opaque)).status).toBe(200);
  });

  test("claim and header have the names that they are given; header: false looks at none", async () => {
    const who = await service({ jwtSecret, jwtClaim: "org", header: "X-Org" });
    expect((await who(await bearer({ org: shop.id }))).body.tenant_id).toBe(shop.id);
    expect((await who({ "x-org": other.id })).body.tenant_id).toBe(other.id);
    const none = await service({ header: false, resolvers: [() => other.id] });
    expect((await none({ "x-tenant-id": shop.id })).body.tenant_id).toBe(other.id);
  });

  test("a header that contradicts the token is refused, in the same words whether that tenant exists or not", async () => {
    const who = await service({ jwtSecret });
    const token = await bearer({ tenant_id: shop.id });
    const answers = [other.id, nobody, gone.id].map((id) => who({ ...token, "x-tenant-id": id }));
    const details = (await Promise.all(answers)).map((answer) => [...problem(answer), answer.body.detail]);
    expect(new Set(details.map((detail) => JSON.stringify(detail))).size).toBe(1);
    expect(details[0]).toEqual([403, "FORBIDDEN", "The caller may not act in this tenant."]);
  });

  test("impersonation is for authorize to allow, and shows in the context", async () => {
    const asked: Omit<Impersonation, "request">[] = [];
    const who = await service({
      jwtSecret,
      authorize: async ({ request, ...question }) => {
        expect(request.headers["x-tenant-id"]).toBe(question.tenant_id);
        asked.push(question);
        return question.claims?.sub === "support";
      },
    });
    const support = await bearer({ tenant_id: other.id, sub: "support" });
    const { body } = await who({ ...support, "x-tenant-id": shop.id });
    expect(body).toMatchObject({
      tenant_id: shop.id,
      named_by: "header",
      impersonated_from: other.id,
      claims: { sub: "support" },
    });
    expect(asked).toMatchObject([
      { tenant_id: shop.id, own_tenant_id: other.id, claims: { sub: "support" } },
    ]);
    const ann = await bearer({ tenant_id: other.id, sub: "ann" });
    expect(problem(await who({ ...ann, "x-tenant-id": shop.id }))).toEqual([403, "FORBIDDEN"]);
    // Its own tenant is no impersonation; and without a token, the header alone does not get past it.
    expect((await who({ ...ann, "x-tenant-id": other.id })).status).toBe(200);
    expect(problem(await who({ "x-tenant-id": shop.id }))).toEqual([403, "FORBIDDEN"]);
    expect(asked).toHaveLength(3);
  });

  test("unknown, suspended and archived tenants, whatever names them", async () => {
    const who = await service({ jwtSecret });
    const byHeader = async (id: string) => problem(await who({ "x-tenant-id": id }));
    const byToken = async (id: string) => problem(await who(await bearer({ tenant_id: id })));
    for (const ask of [byHeader, byToken]) {
      expect(await ask(nobody)).toEqual([404, "TENANT_NOT_FOUND"]);
      expect(await ask(asleep.id)).toEqual([403, "TENANT_SUSPENDED"]);
      expect(await ask(gone.id)).toEqual([410, "TENANT_ARCHIVED"]);
    }
    const odd = await service({ resolvers: [() => "../shop"] });
    expect(problem(await odd())).toEqual([404, "TENANT_NOT_FOUND"]);
  });

  test("a header that is no id is invalid input that names it; so is one sent twice", async () => {
    const who = await service();
    for (const id of ["shop", `${shop.id}, ${other.id}`, "../../session"]) {
      const answer = await who({ "x-tenant-id": id });
      expect(problem(answer)).toEqual([400, "VALIDATION_ERROR"]);
      expect(answer.body.errors).toMatchObject([{ path: "headers.x-tenant-id" }]);
    }
  });

  test("who names no tenant is refused, unless that is optional: then there is no context", async () => {
    expect(problem(await (await service())())).toEqual([400, "VALIDATION_ERROR"]);
    expect(problem(await (await service({ header: false }))())).toEqual([400, "VALIDATION_ERROR"]);
    expect(problem(await (await service({ jwtSecret }))())).toEqual([401, "UNAUTHORIZED"]);
    const { status, body } = await (await service({ optional: true }))();
    expect([status, body]).toEqual([200, { code: "TENANT_CONTEXT_NOT_FOUND" }]);
  });

  test("a fault of ours is a 503 that tells nothing of it, and onError hears the reason", async () => {
    const heard: unknown[] = [];
    const options: Options = { onError: (error) => void heard.push(error) };
    const away = createClient({ base_url: "http://127.0.0.1:1", apiKey: "sk_test_hidden", retry: false });
    const refused = createMockControlPlane().as(null).client;
    for (const [broken, code] of [
      [away, "NETWORK_ERROR"],
      [refused, "UNAUTHORIZED"],
    ] as const) {
      const answer = await (await service(options, broken))({ "x-tenant-id": shop.id });
      expect(problem(answer)).toEqual([503, "TENANCY_UNAVAILABLE"]);
      expect(answer.headers.get("retry-after")).toBe("1");
      expect(JSON.stringify(answer.body)).not.toMatch(/127\.0\.0\.1|sk_test|api/i);
      expect(heard.at(-1)).toMatchObject({ code });
    }
    expect(heard).toHaveLength(2);
  });

  test("what a function of yours throws is for your error handler; a StratumError is answered", async () => {
    const fail = (error: Error) => [
      () => {
        throw error;
      },
    ];
    const broken = await (await service({ resolvers: fail(new Error("no such host")) }))();
    expect([broken.status, broken.body.text]).toEqual([500, "the application's own answer to: no such host"]);
    const refused = await service({ resolvers: fail(new ForbiddenError("Not from here.")) });
    expect(problem(await refused())).toEqual([403, "FORBIDDEN"]);
  });
});
