import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApp, testApp } from "./test-app.ts";

let t: TestApp;
let headers: { "x-api-key": string };
beforeAll(async () => {
  t = await testApp({ corsOrigins: ["https://admin.example.com"] });
  headers = { "x-api-key": await t.key(null, "admin") };
});
afterAll(() => t.app.close());

test("health and readiness need no credentials", async () => {
  expect((await t.app.inject("/health")).json()).toEqual({ status: "ok" });
  expect((await t.app.inject("/ready")).json()).toEqual({ status: "ready" });
});

test("without a portal and outside of development there is nothing at /portal", async () => {
  for (const url of ["/portal/token", "/portal/session"]) {
    const answer = await t.app.inject({ method: "POST", url, headers: { "sec-fetch-site": "same-origin" } });
    expect(answer.statusCode).toBe(404);
  }
});

describe("request ids", () => {
  const id = async (sent?: string) =>
    (await t.app.inject({ url: "/health", headers: sent ? { "x-request-id": sent } : {} })).headers[
      "x-request-id"
    ];

  test("the caller's own comes back", async () => {
    expect(await id("trace-7f.1")).toBe("trace-7f.1");
  });

  test("one that could break a log line is replaced, and so is none", async () => {
    for (const bad of [undefined, 'x" injected', "x".repeat(129), "é"]) {
      expect(await id(bad)).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    }
  });
});

describe("headers", () => {
  test("answers are not cached, framed, sniffed or followed by anything foreign", async () => {
    const answer = await t.app.inject({ url: "/api/v1/session", headers });
    expect(answer.headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
  });

  test("a configured origin may call, and may read what a client needs; any other may not", async () => {
    const preflight = (origin: string) =>
      t.app.inject({
        method: "OPTIONS",
        url: "/api/v1/tenants",
        headers: { origin, "access-control-request-method": "POST" },
      });
    const own = await preflight("https://admin.example.com");
    expect(own.headers["access-control-allow-origin"]).toBe("https://admin.example.com");
    expect(own.headers["access-control-allow-headers"]).toContain("if-match");
    const foreign = await preflight("https://evil.example");
    expect(foreign.headers["access-control-allow-origin"]).toBeUndefined();

    const failing = await t.app.inject({
      url: "/api/v1/tenants",
      headers: { origin: "https://admin.example.com" },
    });
    expect(failing.statusCode).toBe(401);
    expect(failing.headers["access-control-allow-origin"]).toBe("https://admin.example.com");
    expect(failing.headers["access-control-expose-headers"]).toContain("x-request-id");
  });
});

test("HEAD answers as GET does, without a body", async () => {
  const { id } = await t.stratum.createTenant({ name: "Acme", slug: "acme" });
  const answer = await t.app.inject({ method: "HEAD", url: `/api/v1/tenants/${id}`, headers });
  expect([answer.statusCode, answer.headers.etag, answer.body]).toEqual([200, '"1"', ""]);
});
