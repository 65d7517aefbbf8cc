import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ConfigLockedError, type StratumError, ValidationError } from "@stratum-hq/core/client";
import { afterEach, expect, test } from "vitest";
import { type ClientOptions, createClient, type StratumClient, stratum, usesApiKey } from "./client.ts";

const id = "0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e";
interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}
type Reply = (response: ServerResponse, seen: Seen) => void;
const servers: Server[] = [];

/** A real server that answers with `replies` in turn, the last one again and again, and keeps what it saw. */
async function serve(
  ...replies: Reply[]
): Promise<{ base_url: string; seen: Seen[]; client: StratumClient }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const one = {
      method: request.method as string,
      url: request.url as string,
      headers: request.headers,
      body,
    };
    seen.push(one);
    (replies[seen.length - 1] ?? replies.at(-1))?.(response, one);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { base_url, seen, client: createClient({ base_url, retry: { base_ms: 1 } }) };
}
const json =
  (status: number, value: unknown, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
const problem = (
  status: number,
  code: string,
  more: object = {},
  headers: Record<string, string> = {},
): Reply =>
  json(
    status,
    { type: "about:blank", title: "x", status, detail: `it is ${code}`, code, request_id: "r-1", ...more },
    headers,
  );
const drop: Reply = (response) => response.destroy();
const caught = (promise: Promise<unknown>): Promise<StratumError> =>
  promise.then(
    () => expect.fail("it should have been refused"),
    (error) => error,
  );

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

test("path parameters come first and are escaped, then the body, then options", async () => {
  const { client, seen } = await serve(json(200, { version: 2 }));
  expect(
    await client.setConfig(id, "a:b", { value: null }, { if_match: 1, headers: { "x-trace": "t" } }),
  ).toEqual({ version: 2 });
  expect(seen[0]).toMatchObject({
    method: "PUT",
    url: `/api/v1/tenants/${id}/config/a%3Ab`,
    body: '{"value":null}',
  });
  expect(seen[0]?.headers).toMatchObject({
    "if-match": '"1"',
    "x-trace": "t",
    "content-type": "application/json",
  });
});

test("a GET carries its input in the query, without what is undefined", async () => {
  const { client, seen } = await serve(json(200, {}));
  await client.listTenants({ limit: 3, cursor: undefined, include_archived: true });
  await client.listTenants();
  expect(seen.map((s) => s.url)).toEqual([
    "/api/v1/tenants?limit=3&include_archived=true",
    "/api/v1/tenants",
  ]);
});

test("an omitted body sends none, and options keep their place behind it", async () => {
  const { client, seen } = await serve(json(200, {}));
  await client.suspendTenant(id, undefined, { headers: { "x-trace": "t" } });
  expect(seen[0]).toMatchObject({ method: "POST", body: "" });
  expect(seen[0]?.headers).toMatchObject({ "x-trace": "t" });
  expect(seen[0]?.headers["content-type"]).toBeUndefined();
});

test("an operation without input takes options right after its path parameters", async () => {
  const { client, seen } = await serve(json(200, {}));
  await client.resolveConfig(id, { headers: { "x-trace": "t" } });
  expect(seen[0]).toMatchObject({ url: `/api/v1/tenants/${id}/config` });
  expect(seen[0]?.headers).toMatchObject({ "x-trace": "t" });
});

test("a key of dots never changes which path is called", async () => {
  const { client, seen } = await serve(json(200, {}));
  for (const key of ["..", ".", ""]) {
    const error = await caught(client.deleteConfig(id, key));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.details.errors?.[0]?.path).toBe("params.key");
  }
  expect(seen).toEqual([]);
});

test("a problem document comes back as the class of its code", async () => {
  const { client } = await serve(problem(409, "CONFIG_LOCKED", { details: { locked_by: id } }));
  const error = await caught(client.setConfig(id, "k", { value: 1 }));
  expect(error).toBeInstanceOf(ConfigLockedError);
  expect(error).toMatchObject({
    status: 409,
    message: "it is CONFIG_LOCKED",
    details: { locked_by: id },
    request_id: "r-1",
  });
});

test("a code of a newer server is still a StratumError", async () => {
  const { client } = await serve(problem(418, "TEAPOT"));
  expect(await caught(client.getSession())).toMatchObject({
    code: "TEAPOT",
    status: 418,
    name: "StratumError",
  });
});

test.each([200, 502])(
  "an answer of %i that is not JSON says that the address may be wrong",
  async (status) => {
    const { client } = await serve((r) =>
      r.writeHead(status, { "content-type": "text/html", "x-request-id": "r-2" }).end("<p>hi"),
    );
    const error = await caught(client.getSession());
    expect(error).toMatchObject({
      code: "BAD_RESPONSE",
      status,
      request_id: "r-2",
      details: { content_type: "text/html" },
    });
    expect(error.message).toContain("address");
  },
);

test("JSON without a code is no error of a control plane", async () => {
  const { client } = await serve(json(500, { message: "gateway" }));
  expect(await caught(client.getSession())).toMatchObject({ code: "BAD_RESPONSE", status: 500 });
});

test("429, 503 and lost connections are tried again for GET, PUT and DELETE", async () => {
  const { client, seen } = await serve(problem(503, "DATABASE_UNAVAILABLE"), drop, json(200, {}));
  await client.getSession();
  expect(seen).toHaveLength(3);
  const put = await serve(problem(429, "RATE_LIMITED"), json(200, {}));
  await put.client.setConfig(id, "k", { value: 1 });
  expect(put.seen).toHaveLength(2);
});

test("POST and PATCH are tried again under one Idempotency-Key for each call", async () => {
  const busy = problem(409, "IDEMPOTENCY_IN_FLIGHT", {}, { "retry-after": "0" });
  const { client, seen } = await serve(
    drop,
    busy,
    json(201, { id }),
    drop,
    json(200, { id }),
    json(200, { id }),
  );
  const keys = () => seen.map(({ headers }) => headers["idempotency-key"]);
  expect(await client.createTenant({ name: "a", slug: "a" })).toEqual({ id });
  expect(keys()).toEqual([expect.stringMatching(/^[a-z0-9-]{16,}$/), keys()[0], keys()[0]]);
  await client.updateTenant(id, { name: "a" });
  await client.updateTenant(id, { name: "a" }, { headers: { "idempotency-key": "mine" } });
  expect(new Set(keys()).size).toBe(3);
  expect(keys().at(-1)).toBe("mine");
});

test("without retries no key is sent", async () => {
  const { base_url, seen } = await serve(problem(503, "DATABASE_UNAVAILABLE"));
  const client = createClient({ base_url, retry: false });
  expect(await caught(client.createTenant({ name: "a", slug: "a" }))).toMatchObject({
    code: "DATABASE_UNAVAILABLE",
  });
  expect(seen).toHaveLength(1);
  expect(seen[0]?.headers["idempotency-key"]).toBeUndefined();
});

test("other errors are not tried again, and retries end", async () => {
  const gone = await serve(problem(500, "INTERNAL_ERROR"));
  await caught(gone.client.getSession());
  expect(gone.seen).toHaveLength(1);
  const down = await serve(problem(503, "DATABASE_UNAVAILABLE"));
  await caught(down.client.getSession());
  expect(down.seen).toHaveLength(3);
  const none = await serve(problem(503, "DATABASE_UNAVAILABLE"));
  await caught(createClient({ base_url: none.base_url, retry: false }).getSession());
  expect(none.seen).toHaveLength(1);
});

test("Retry-After is honoured, and one too long is not waited for", async () => {
  const soon = await serve(problem(429, "RATE_LIMITED", {}, { "retry-after": "0" }), json(200, {}));
  await createClient({ base_url: soon.base_url, retry: { base_ms: 1e9, max_ms: 1e9 } }).getSession();
  expect(soon.seen).toHaveLength(2);
  const late = await serve(problem(429, "RATE_LIMITED", {}, { "retry-after": "3600" }));
  expect(await caught(late.client.getSession())).toMatchObject({ code: "RATE_LIMITED" });
  expect(late.seen).toHaveLength(1);
});

test("Retry-After may be a date", async () => {
  const past = new Date(Date.now() - 1_000).toUTCString();
  const soon = await serve(problem(503, "BUSY", {}, { "retry-after": past }), json(200, {}));
  await createClient({ base_url: soon.base_url, retry: { base_ms: 1e9, max_ms: 1e9 } }).getSession();
  expect(soon.seen).toHaveLength(2);
});

test("a proxy's 503 that is no problem document is tried again, too", async () => {
  const { client, seen } = await serve((r) => r.writeHead(503).end("<p>no upstream"), json(200, {}));
  await client.getSession();
  expect(seen).toHaveLength(2);
});

test("an answer that breaks off is a lost connection: tried again, a write under its key", async () => {
  const breakOff: Reply = (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    response.write('{"a":', () => response.destroy());
  };
  const { client, seen } = await serve(breakOff, json(200, { a: 1 }));
  expect(await client.getSession()).toEqual({ a: 1 });
  expect(seen).toHaveLength(2);
  const post = await serve(breakOff, json(201, { id }));
  expect(await post.client.createTenant({ name: "a", slug: "a" })).toEqual({ id });
  const [first, second] = post.seen.map(({ headers }) => headers["idempotency-key"]);
  expect([second, post.seen.length]).toEqual([first, 2]);
});

test("an answer that begins and never ends is a TIMEOUT, which is not tried again", async () => {
  const { base_url, seen } = await serve((response) => {
    response.writeHead(200, { "content-type": "application/json" }).write('{"a":');
  });
  const error = await caught(createClient({ base_url, timeout_ms: 60 }).getSession());
  expect([error.code, seen.length]).toEqual(["TIMEOUT", 1]);
});

test("a closed port is a NETWORK_ERROR that names the address", async () => {
  const error = await caught(createClient({ base_url: "http://127.0.0.1:1", retry: false }).getSession());
  expect(error).toMatchObject({ code: "NETWORK_ERROR", status: 0 });
  expect(error.message).toContain("http://127.0.0.1:1");
});

test("a server that never answers is a TIMEOUT", async () => {
  const { base_url, seen } = await serve(() => {});
  const error = await caught(createClient({ base_url, timeout_ms: 40 }).getSession());
  expect(error).toMatchObject({ code: "TIMEOUT", status: 0, details: { timeout_ms: 40 } });
  expect(seen.length).toBeLessThanOrEqual(1);
});

test("the caller's signal ends a call in flight and one that waits for its retry", async () => {
  const hanging = await serve(() => controller.abort(new Error("left the page")));
  const controller = new AbortController();
  await expect(hanging.client.getSession({ signal: controller.signal })).rejects.toThrow("left the page");
  const other = new AbortController();
  const busy = await serve((response, seen) => {
    response.on("finish", () => setTimeout(() => other.abort(new Error("changed my mind")), 50));
    problem(503, "DATABASE_UNAVAILABLE", {}, { "retry-after": "20" })(response, seen);
  });
  await expect(busy.client.getSession({ signal: other.signal })).rejects.toThrow("changed my mind");
  expect(busy.seen).toHaveLength(1);
});

test("a signal that has already ended sends nothing, and leaves no rejection unheard", async () => {
  const { client, seen } = await serve(json(200, {}));
  const signal = AbortSignal.abort(new Error("too late"));
  await expect(client.getSession({ signal })).rejects.toThrow("too late");
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(seen).toEqual([]);
});

test("an API key travels in X-API-Key, and the client is known to hold one", async () => {
  const { base_url, seen } = await serve(json(200, {}));
  const { client } = stratum({ controlPlaneUrl: `${base_url}/api/v1/`, apiKey: "sk_test_x" });
  await client.getSession();
  expect(seen[0]).toMatchObject({ url: "/api/v1/session", headers: { "x-api-key": "sk_test_x" } });
  expect([usesApiKey(client), usesApiKey(createClient({ base_url }))]).toEqual([true, false]);
});

/** Serves a tenant's context with a version that grows with each answer, but no stream of events. */
async function tenantServer(cache?: ClientOptions["cache"]) {
  let version = 0;
  const { base_url, seen } = await serve((response, one) => {
    if (one.url.endsWith("/events")) return problem(404, "NOT_FOUND")(response, one);
    version++;
    const context = { tenant: { id, ancestry_path: "/", version } };
    json(200, one.url.endsWith("/context") ? context : {})(response, one);
  });
  return { client: createClient({ base_url, ...(cache !== undefined && { cache }) }), seen };
}

test("resolveTenant shares one question between callers, and by default keeps nothing that it could not hear of", async () => {
  const { client, seen } = await tenantServer();
  const both = await Promise.all([client.resolveTenant(id), client.resolveTenant(id)]);
  expect(both.map(({ tenant }) => tenant.version)).toEqual([1, 1]);
  expect((await client.resolveTenant(id)).tenant.version).toBe(2);
  const asked = seen.map(({ url }) => url).filter((url) => url !== "/api/v1/events");
  expect(asked).toEqual(Array(2).fill(`/api/v1/tenants/${id}/context`));
});

test("what is kept is forgotten by a write of this client, invalidateCache, clearCache and close", async () => {
  const { client } = await tenantServer({ lost_ttl_ms: 60_000 });
  const version = async (): Promise<number> => (await client.resolveTenant(id)).tenant.version;
  expect([await version(), await version()]).toEqual([1, 1]);
  await client.setConfig(id, "k", { value: 1 });
  const written = await version();
  expect(written).toBeGreaterThan(1);
  client.invalidateCache(id);
  const invalidated = await version();
  expect(invalidated).toBeGreaterThan(written);
  client.clearCache();
  const cleared = await version();
  expect(cleared).toBeGreaterThan(invalidated);
  client.close();
  expect(await version()).toBeGreaterThan(cleared);
});

test("a signal ends the waiting of its own caller only", async () => {
  const { client } = await tenantServer();
  const leaving = new AbortController();
  const calls = [client.resolveTenant(id, { signal: leaving.signal }), client.resolveTenant(id)];
  leaving.abort(new Error("left the page"));
  await expect(calls[0]).rejects.toThrow("left the page");
  await expect(calls[1]).resolves.toMatchObject({ tenant: { id } });
});

test("calls at the same time share one pending token", async () => {
  const asked: boolean[] = [];
  const { base_url, seen } = await serve(json(200, {}));
  const getToken = async ({ force }: { force: boolean }): Promise<string> => `t${asked.push(force)}`;
  const client = createClient({ base_url, getToken });
  await Promise.all([client.getSession(), client.getSession(), client.getSession()]);
  expect(asked).toEqual([false]);
  expect(new Set(seen.map((s) => s.headers.authorization))).toEqual(new Set(["Bearer t1"]));
  await client.getSession();
  expect(asked).toEqual([false, false]);
});

test("a 401 renews the token once by force and sends the call again, writes too", async () => {
  const asked: boolean[] = [];
  const getToken = ({ force }: { force: boolean }): string => {
    asked.push(force);
    return force ? "new" : "old";
  };
  const ok = await serve(problem(401, "UNAUTHORIZED"), json(201, { id }));
  await createClient({ base_url: ok.base_url, getToken }).createTenant({ name: "a", slug: "a" });
  expect(ok.seen.map((s) => s.headers.authorization)).toEqual(["Bearer old", "Bearer new"]);
  const never = await serve(problem(401, "UNAUTHORIZED"));
  expect(await caught(createClient({ base_url: never.base_url, getToken }).getSession())).toMatchObject({
    code: "UNAUTHORIZED",
  });
  expect(never.seen).toHaveLength(2);
  expect(asked).toEqual([false, true, false, true]);
});

test("a failing getToken is an UNAUTHORIZED that keeps its cause", async () => {
  const cause = new Error("session ended");
  const client = createClient({ base_url: "http://127.0.0.1:1", getToken: () => Promise.reject(cause) });
  const error = await caught(client.getSession());
  expect(error).toMatchObject({ code: "UNAUTHORIZED", cause });
  expect(error.message).toContain("session ended");
});

test("options that cannot work are refused when the client is made", () => {
  const both: ClientOptions = { base_url: "http://x", apiKey: "k", getToken: () => "t" };
  expect(() => createClient(both)).toThrow(/not both/);
  expect(() => createClient({ apiKey: "k" })).toThrow(/absolute/);
});
