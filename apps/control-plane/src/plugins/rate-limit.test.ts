import { createClient, RateLimitedError } from "@stratum-hq/sdk";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Forest, plantForest, type TestApp, testApp } from "../test-app.ts";
import { memoryCounter } from "./windows.ts";

let t: TestApp;
let forest: Forest;
beforeAll(async () => {
  const config = { rateLimit: 5, failureLimit: 3, trustProxy: true, corsOrigins: ["https://a.example"] };
  t = await testApp({ ...config, development: true });
  forest = await plantForest(t.stratum);
});
afterAll(() => t.app.close());
afterEach(() => vi.useRealTimers());

const session = (credential: string, address = "10.0.0.1") =>
  t.call("getSession", {}, { authorization: `Bearer ${credential}`, "x-forwarded-for": address });
async function times<T>(n: number, ask: () => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let i = 0; i < n; i++) answers.push(await ask());
  return answers;
}
const statuses = async (n: number, ask: () => Promise<{ status: number }>): Promise<number[]> =>
  (await times(n, ask)).map(({ status }) => status);
/** Stops the clock of the counts, so that no window ends by chance. */
const stopClock = (): void => {
  vi.useFakeTimers({ toFake: ["Date"] });
};
const laterBy = (seconds: number): void => {
  vi.setSystemTime(Date.now() + seconds * 1000);
};

test("a caller is told what is left, refused what is too much, and served again in the next window", async () => {
  stopClock();
  const key = await t.key(forest.acme.id, "read");
  const first = await session(key);
  expect(first.headers).toMatchObject({
    "ratelimit-policy": '"default";q=5;w=60',
    ratelimit: '"default";r=4;t=60',
  });
  laterBy(20);
  expect(await statuses(4, () => session(key))).toEqual([200, 200, 200, 200]);
  const refused = await session(key);
  expect(refused.body).toMatchObject({
    status: 429,
    code: "RATE_LIMITED",
    details: { limit: 5, window_seconds: 60, retry_after: 40 },
  });
  expect(refused.headers).toMatchObject({
    "retry-after": "40",
    ratelimit: '"default";r=0;t=40',
    "content-type": "application/problem+json; charset=utf-8",
  });
  laterBy(41);
  expect((await session(key)).headers.ratelimit).toBe('"default";r=4;t=60');
});

test("a key's own limit holds in place of the server's, for that key alone", async () => {
  const make = async (rate_limit: number) =>
    (await t.stratum.createApiKey(forest.acme.id, { name: "x", rate_limit })).plaintext_key;
  const [slow, fast] = [await make(2), await make(7)];
  expect((await session(slow)).headers["ratelimit-policy"]).toBe('"key";q=2;w=60');
  expect(await statuses(2, () => session(slow))).toEqual([200, 429]);
  expect(await statuses(8, () => session(fast))).toEqual([...Array(7).fill(200), 429]);
});

test("what is refused for its scope or its input counts as well", async () => {
  const key = await t.key(forest.acme.id, "read");
  const ask = () => t.call("createTenant", { body: {} }, { "x-api-key": key });
  expect(await statuses(6, ask)).toEqual([403, 403, 403, 403, 403, 429]);
});

test("a person is counted by name in a tenant, whatever the number of tokens", async () => {
  const token = async (subject: string, tenant_id = forest.acme.id) =>
    (await t.stratum.createUiToken({ subject, tenant_id })).token;
  const ann = async () => session(await token("ann"));
  expect(await statuses(6, ann)).toEqual([200, 200, 200, 200, 200, 429]);
  expect((await session(await token("bob"))).status).toBe(200);
  expect((await session(await token("ann", forest.north.id))).status).toBe(200);
});

test("a request whose body comes late is counted once", async () => {
  const base = await t.app.listen({ host: "127.0.0.1", port: 0 });
  const key = await t.key(forest.acme.id, "admin");
  const body = new ReadableStream({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode(`{"name":"Late"`));
      await new Promise((resolve) => setTimeout(resolve, 50));
      controller.enqueue(new TextEncoder().encode(`,"slug":"late"}`));
      controller.close();
    },
  });
  const answer = await fetch(`${base}/api/v1/tenants`, {
    method: "POST",
    headers: { "x-api-key": key, "content-type": "application/json" },
    body,
    duplex: "half",
  } as RequestInit);
  expect(answer.headers.get("ratelimit")).toMatch(/^"default";r=4;/);
});

test("an address whose credentials open nothing is turned away after a while, but no other address", async () => {
  stopClock();
  const guess = () => session("sk_live_guess", "10.0.0.2");
  expect(await statuses(5, guess)).toEqual([401, 401, 401, 429, 429]);
  expect((await guess()).headers["retry-after"]).toBe("60");
  const nothing = () => t.call("getSession", {}, { "x-forwarded-for": "10.0.0.2" });
  expect(await statuses(1, nothing)).toEqual([429]);
  expect((await session("sk_live_guess", "10.0.0.3")).status).toBe(401);
  laterBy(61);
  expect(await statuses(4, guess)).toEqual([401, 401, 401, 429]);
});

test("whoever guesses behind a proxy does not lock out a neighbour who was there before", async () => {
  const [before, after] = [await t.key(forest.acme.id, "read"), await t.key(forest.acme.id, "read")];
  await session(before, "10.0.0.4");
  await times(4, () => session("sk_live_guess", "10.0.0.4"));
  expect((await session(before, "10.0.0.4")).status).toBe(200);
  expect((await session(after, "10.0.0.4")).status).toBe(429);
});

test("a key that ended is no longer a good one", async () => {
  const key = await t.stratum.createApiKey(forest.acme.id, { name: "x" });
  const ask = () => session(key.plaintext_key, "10.0.0.5");
  expect((await ask()).status).toBe(200);
  await t.stratum.revokeApiKey(key.id);
  expect(await statuses(5, ask)).toEqual([401, 401, 401, 429, 429]);
});

test("the addresses of one IPv6 network are one", async () => {
  const hosts = ["2001:db8:1:2::1", "2001:DB8:1:2:a:b:c:d", "2001:db8:1:2::ffff", "2001:0db8:1:2::2"];
  const answers: number[] = [];
  for (const host of hosts) answers.push((await session("sk_live_guess", host)).status);
  expect(answers).toEqual([401, 401, 401, 429]);
  for (const other of ["2001:db8:1:3::1", "2001:db8::1:2", "::ffff:10.0.0.6"])
    expect((await session("sk_live_guess", other)).status).toBe(401);
});

test("guesses at the portal's door count too", async () => {
  const knock = async () => {
    const { statusCode } = await t.app.inject({
      method: "POST",
      url: "/portal/session",
      headers: { "sec-fetch-site": "same-origin", "x-forwarded-for": "10.0.0.7" },
      payload: { api_key: "sk_live_guess" },
    });
    return { status: statusCode };
  };
  expect(await statuses(4, knock)).toEqual([401, 401, 401, 429]);
});

test("pages of another origin may read what is left", async () => {
  const { headers } = await t.call("getSession", {}, { origin: "https://a.example" });
  expect(headers["access-control-expose-headers"]).toMatch(/ratelimit, ratelimit-policy, retry-after/);
});

test("the client gives up at once when it would have to wait for too long", async () => {
  const base_url = await t.app.listen({ host: "127.0.0.1", port: 0 }).catch(() => t.app.listeningOrigin);
  const { plaintext_key } = await t.stratum.createApiKey(null, { name: "x", rate_limit: 1 });
  const client = createClient({ base_url, apiKey: plaintext_key });
  await client.getSession();
  await expect(client.getSession()).rejects.toBeInstanceOf(RateLimitedError);
});

test("without limits nobody is counted, but a key's own holds", async () => {
  const open = await testApp();
  const anybody = await open.call("getSession");
  expect(anybody.headers).not.toHaveProperty("ratelimit");
  const { plaintext_key } = await open.stratum.createApiKey(null, { name: "x", rate_limit: 1 });
  const ask = () => open.call("getSession", {}, { "x-api-key": plaintext_key });
  expect(await statuses(2, ask)).toEqual([200, 429]);
  expect(await statuses(200, () => open.call("getSession", {}, {}))).toEqual(Array(200).fill(401));
  await open.app.close();
});

test("memory is bounded: of many windows the oldest is forgotten, and of ended ones nothing is kept", () => {
  stopClock();
  const hit = memoryCounter(2);
  for (const name of ["a", "b", "c"]) expect(hit(name)).toEqual({ used: 1, resets: 60 });
  expect(hit("c").used).toBe(2);
  expect(hit("b").used).toBe(2);
  expect(hit("a").used).toBe(1);
  expect(hit("c").used).toBe(3);
  expect(hit("b").used).toBe(1);
  laterBy(60);
  expect(hit("c")).toEqual({ used: 1, resets: 60 });
});
