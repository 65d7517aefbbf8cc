import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createClient } from "../client.ts";
import { createMockControlPlane } from "./control-plane.ts";
import { mspIds, mspSeed } from "./seeds/msp.ts";

const caught = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error) => error,
  );

const intercepted = createMockControlPlane({ seed: mspSeed });
const server = setupServer(...intercepted.handlers);
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => intercepted.reset());
afterAll(() => server.close());

test("its handlers answer the global fetch on any origin, and break the connection when told to", async () => {
  const client = createClient({ base_url: "https://stratum.example.com", retry: false });
  await client.setConfig(mspIds.root, "a:b", { value: 1 });
  expect((await client.resolveConfig(mspIds.site))["a:b"]?.value).toBe(1);
  expect(await caught(client.getTenant(mspIds.archived))).toMatchObject({
    code: "TENANT_ARCHIVED",
    status: 410,
  });
  intercepted.setFailures({ "*": "network" });
  expect(await caught(client.getSession())).toMatchObject({ code: "NETWORK_ERROR" });
});

test("it keeps what is written until it is reset", async () => {
  const mock = createMockControlPlane({ seed: mspSeed });
  const { id } = await mock.client.createTenant({ name: "New", slug: "new", parent_id: mspIds.customer });
  expect(mock.state.tenants.get(id)?.name).toBe("New");
  mock.reset();
  expect(mock.state.tenants.has(id)).toBe(false);
  expect(await caught(mock.client.getTenant(id))).toMatchObject({ code: "TENANT_NOT_FOUND" });
});

test("any credentials and none stand for the session that it was made with", async () => {
  const mock = createMockControlPlane({ session: { scopes: ["read"], actor_id: "ann" } });
  const client = createClient({ fetch: mock.fetch, getToken: () => "story" });
  expect(await client.getSession()).toMatchObject({ actor_id: "ann", scopes: ["read"], tenant_id: null });
  expect(await caught(client.createTenant({ name: "x", slug: "x" }))).toMatchObject({ code: "FORBIDDEN" });
});

test("as() is another caller on the same state; null is nobody", async () => {
  const mock = createMockControlPlane({ seed: mspSeed });
  const reseller = mock.as({ tenant_id: mspIds.reseller, scopes: ["write"] }).client;
  await reseller.setConfig(mspIds.customer, "k", { value: 1 });
  expect((await mock.client.resolveConfig(mspIds.customer)).k?.value).toBe(1);
  expect(await caught(reseller.getTenant(mspIds.otherReseller))).toMatchObject({ code: "TENANT_NOT_FOUND" });
  expect(await caught(mock.as(null).client.getSession())).toMatchObject({ code: "UNAUTHORIZED" });
});

test("failures hit the operation that they name, as often as they say, and change nothing", async () => {
  const mock = createMockControlPlane({ seed: mspSeed });
  mock.setFailures({
    setConfig: { code: "RATE_LIMITED", message: "Slow down.", details: { limit: 5 }, times: 1 },
  });
  const write = () => mock.client.setConfig(mspIds.root, "k", { value: 1 });
  expect(await caught(write())).toMatchObject({
    code: "RATE_LIMITED",
    message: "Slow down.",
    details: { limit: 5 },
  });
  expect(await mock.client.resolveConfig(mspIds.root)).not.toHaveProperty("k");
  expect((await write()).version).toBe(1);
  mock.setFailures({ "*": { code: "INTERNAL_ERROR" } });
  expect(await caught(mock.client.getSession())).toMatchObject({ status: 500 });
  mock.reset();
  await mock.client.getSession();
});

test("a client's retries see a failure that passes", async () => {
  const mock = createMockControlPlane({
    failures: { getSession: { code: "DATABASE_UNAVAILABLE", times: 2 } },
  });
  const client = createClient({ fetch: mock.fetch, retry: { base_ms: 1 } });
  expect((await client.getSession()).actor_id).toBe("mock-operator");
});

test("an answer that never comes can still be given up", async () => {
  const mock = createMockControlPlane({
    latency: (operation) => (operation === "listRoots" ? Number.POSITIVE_INFINITY : 0),
  });
  await mock.client.getSession();
  const controller = new AbortController();
  const call = mock.client.listRoots(undefined, { signal: controller.signal });
  controller.abort(new Error("left the page"));
  expect(await caught(call)).toMatchObject({ message: "left the page" });
  mock.setLatency(1);
  expect((await mock.client.listRoots()).data).toEqual([]);
});

test("its clock decides what has expired", async () => {
  let now = Date.UTC(2026, 5, 1);
  const mock = createMockControlPlane({ seed: mspSeed, now: () => now });
  const grant = { subject_id: "ann", purpose: "news", expires_at: "2026-06-02T00:00:00Z" };
  expect((await mock.client.grantConsent(mspIds.site, grant)).granted_at).toBe("2026-06-01T00:00:00.000Z");
  const { token } = await mock.client.createUiToken({ ttl_seconds: 60 });
  const browser = createClient({ fetch: mock.fetch, getToken: () => token });
  await browser.getSession();
  now += 86_400_000;
  expect((await mock.client.listConsent(mspIds.site)).data[0]?.status).toBe("expired");
  expect(await caught(browser.getSession())).toMatchObject({ code: "UNAUTHORIZED" });
});

test("what an answer holds is a copy", async () => {
  const mock = createMockControlPlane({ seed: mspSeed });
  const tenant = await mock.client.getTenant(mspIds.root);
  tenant.metadata.changed = true;
  expect((await mock.client.getTenant(mspIds.root)).metadata).toEqual({});
});
