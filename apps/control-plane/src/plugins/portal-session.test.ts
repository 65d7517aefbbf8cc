import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Forest, plantForest, type TestApp, testApp } from "../test-app.ts";

const OWN_PAGE = { "sec-fetch-site": "same-origin", host: "localhost:3000" };
const HOUR_MS = 3_600_000;

let t: TestApp;
let dev: TestApp;
let forest: Forest;
beforeAll(async () => {
  t = await testApp({ portalDir: import.meta.dirname });
  dev = await testApp({ development: true });
  forest = await plantForest(t.stratum);
});
afterAll(() => Promise.all([t.app.close(), dev.app.close()]));
afterEach(() => vi.useRealTimers());

async function send(
  method: "POST" | "DELETE",
  url: string,
  {
    to = t,
    body,
    headers = OWN_PAGE,
  }: { to?: TestApp; body?: object; headers?: Record<string, string> } = {},
) {
  const answer = await to.app.inject({ method, url, headers, ...(body && { payload: body }) });
  const text = answer.body === "" ? undefined : answer.json();
  return { status: answer.statusCode, cookie: String(answer.headers["set-cookie"] ?? ""), body: text };
}
const signIn = (api_key: string, headers = OWN_PAGE) =>
  send("POST", "/portal/session", { body: { api_key }, headers });
const exchange = (cookie: string, body?: object) =>
  send("POST", "/portal/token", {
    headers: { ...OWN_PAGE, cookie: cookie.split(";")[0] ?? "" },
    ...(body && { body }),
  });
const whoHas = async (token: string) =>
  (await t.call("getSession", {}, { authorization: `Bearer ${token}` })).body;

describe("signing in", () => {
  test("a key becomes a cookie that scripts cannot read, and the cookie a short token of the key's reach", async () => {
    const key = await t.key(forest.acme.id, "write");
    const { status, cookie, body } = await signIn(key);
    expect(status).toBe(201);
    expect(Date.parse(body.expires_at)).toBeGreaterThan(Date.now() + 7.9 * HOUR_MS);
    expect(cookie).toMatch(/; Path=\/portal; Max-Age=28800; HttpOnly; SameSite=Strict$/);
    const [, claims = ""] = cookie.split(".");
    expect(Buffer.from(claims, "base64url").toString()).toContain(forest.acme.id);
    expect(Buffer.from(claims, "base64url").toString()).not.toContain(key);

    const token = await exchange(cookie);
    expect(token.status).toBe(201);
    const life = Date.parse(token.body.expires_at) - Date.now();
    expect(life).toBeGreaterThan(200_000);
    expect(life).toBeLessThanOrEqual(300_000);
    expect(await whoHas(token.body.token)).toMatchObject({ tenant_id: forest.acme.id, scopes: ["write"] });
  });

  test("over another name than this machine's the cookie is Secure", async () => {
    const key = await t.key(forest.acme.id, "read");
    const { cookie } = await signIn(key, { ...OWN_PAGE, host: "stratum.example.com" });
    expect(cookie).toMatch(/; Secure$/);
  });

  test("an unknown key and a token are refused, and leave no cookie", async () => {
    const token = await t.stratum.as({ scopes: ["read"] }).createUiToken({});
    for (const credential of ["sk_live_nothing", token.token]) {
      expect(await signIn(credential)).toMatchObject({ status: 401, cookie: "" });
    }
  });

  test("the cookie is no token for the API, and a token is no cookie", async () => {
    const { cookie } = await signIn(await t.key(null, "admin"));
    const signed = cookie.slice(cookie.indexOf("=") + 1, cookie.indexOf(";"));
    expect((await t.call("getSession", {}, { authorization: `Bearer ${signed}` })).status).toBe(401);
    const { token } = await t.stratum.as({ scopes: ["admin"] }).createUiToken({});
    expect((await exchange(`stratum_portal=${token}`)).status).toBe(401);
  });

  test("signing out removes the cookie", async () => {
    const { status, cookie } = await send("DELETE", "/portal/session");
    expect(status).toBe(204);
    expect(cookie).toMatch(/^stratum_portal=; .*Max-Age=0/);
  });
});

describe("a session ends", () => {
  test("when its key is revoked, at once, and the cookie goes", async () => {
    const { id, plaintext_key } = await t.stratum.createApiKey(forest.acme.id, { name: "Desk" });
    const { cookie } = await signIn(plaintext_key);
    await t.stratum.revokeApiKey(id);
    expect(await exchange(cookie)).toMatchObject({
      status: 401,
      cookie: expect.stringContaining("Max-Age=0"),
    });
  });

  test("after eight hours", async () => {
    const { cookie } = await signIn(await t.key(forest.acme.id, "read"));
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 8.1 * HOUR_MS });
    expect((await exchange(cookie)).status).toBe(401);
  });

  test("when its cookie was touched, or signed by another server", async () => {
    const key = await t.key(forest.acme.id, "read");
    const { cookie } = await signIn(key);
    const middle = Math.floor(cookie.indexOf(";") / 2);
    const other = cookie[middle] === "A" ? "B" : "A";
    expect((await exchange(cookie.slice(0, middle) + other + cookie.slice(middle + 1))).status).toBe(401);

    const elsewhere = await testApp({
      portalDir: import.meta.dirname,
      tokenSecret: "another secret entirely",
    });
    const foreign = await elsewhere.app.inject({
      method: "POST",
      url: "/portal/session",
      headers: OWN_PAGE,
      payload: { api_key: key },
    });
    expect((await exchange(String(foreign.headers["set-cookie"]))).status).toBe(401);
    await elsewhere.app.close();
  });
});

describe("only pages of this server may ask", () => {
  test.each([
    ["nothing says so", { host: "localhost:3000" }],
    ["another site asks", { host: "localhost:3000", "sec-fetch-site": "cross-site" }],
    ["a sister origin asks", { host: "localhost:3000", "sec-fetch-site": "same-site" }],
    ["another origin asks", { host: "localhost:3000", origin: "http://localhost:4000" }],
    ["a sandboxed page asks", { host: "localhost:3000", origin: "null" }],
  ])("403 if %s", async (_why, headers) => {
    const answer = await send("POST", "/portal/token", { to: dev, headers });
    expect(answer).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
  });

  test("a browser without Sec-Fetch-Site is known by its Origin", async () => {
    const headers = { host: "localhost:3000", origin: "http://localhost:3000" };
    expect((await send("POST", "/portal/token", { to: dev, headers })).status).toBe(201);
  });
});

describe("development mode", () => {
  test("gives whoever sits at this machine a platform token without signing in", async () => {
    const { status, body } = await send("POST", "/portal/token", { to: dev });
    expect(status).toBe(201);
    const session = await whoHas(body.token);
    expect(session.tenant_id).toBeNull();
    expect(session.scopes).toContain("admin");
  });

  test("gives a persona: a subtree, and fewer scopes if asked", async () => {
    const body = { as: forest.north.id, scopes: ["read"] };
    const { token } = (await send("POST", "/portal/token", { to: dev, body })).body;
    expect(await whoHas(token)).toMatchObject({ tenant_id: forest.north.id, scopes: ["read"] });
    const hidden = await t.call(
      "getTenant",
      { params: { id: forest.acme.id } },
      { authorization: `Bearer ${token}` },
    );
    expect(hidden.status).toBe(404);
  });

  test("gives nothing to a foreign name that points here, nor through a proxy", async () => {
    for (const headers of [
      { ...OWN_PAGE, host: "rebound.example" },
      { ...OWN_PAGE, "x-forwarded-for": "203.0.113.9" },
    ]) {
      expect((await send("POST", "/portal/token", { to: dev, headers })).status).toBe(401);
    }
  });

  test("gives nothing to another machine", async () => {
    const answer = await dev.app.inject({
      method: "POST",
      url: "/portal/token",
      headers: OWN_PAGE,
      remoteAddress: "192.0.2.7",
    });
    expect(answer.statusCode).toBe(401);
  });

  test("is off by default: no token without a session, and no persona with one", async () => {
    expect((await send("POST", "/portal/token")).status).toBe(401);
    const { cookie } = await signIn(await t.key(null, "admin"));
    expect((await exchange(cookie, { as: forest.north.id })).status).toBe(403);
  });
});
