import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, testApp } from "../test-app.ts";

let t: TestApp;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "stratum-portal-"));
  mkdirSync(join(folder, "portal/assets"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "outside");
  writeFileSync(join(folder, "portal/index.html"), "<!doctype html><title>Portal</title>");
  writeFileSync(join(folder, "portal/assets/app-1a2b3c.js"), "export {};");
  t = await testApp({ portalDir: join(folder, "portal") });
});
afterAll(async () => {
  await t.app.close();
  rmSync(folder, { recursive: true });
});

const page = { accept: "text/html,application/xhtml+xml" };

test.each(["/", "/index.html", "/tenants/some-id/config?tab=1"])("%s is the portal's page", async (url) => {
  const answer = await t.app.inject({ url, headers: page });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.stringContaining("Portal")]);
  expect(answer.headers["cache-control"]).toBe("no-cache");
  expect(answer.headers["content-security-policy"]).toContain("script-src 'self'");
});

test("hashed files are cached for good", async () => {
  const answer = await t.app.inject("/assets/app-1a2b3c.js");
  expect(answer.headers["content-type"]).toContain("javascript");
  expect(answer.headers["cache-control"]).toContain("immutable");
});

test.each(["/assets/gone-000000.js", "/api/v1/nope", "/portal/nope", "/../secret.txt", "/%2e%2e/secret.txt"])(
  "%s is a 404 problem, not the page",
  async (url) => {
    const headers = url.startsWith("/assets") ? { accept: "*/*" } : page;
    const answer = await t.app.inject({ url, headers });
    expect(answer.body).not.toContain("outside");
    if (answer.statusCode === 200) expect(url).toContain("secret");
    else expect(answer.json()).toMatchObject({ status: 404, code: "NOT_FOUND" });
  },
);

test("comes whole while the event loop lags and the API refuses work: a page without its parts stays blank", async () => {
  const status = async (url: string) => (await t.app.inject({ url, headers: page })).statusCode;
  await expect
    .poll(
      () => {
        const until = performance.now() + 1_500;
        while (performance.now() < until);
        return status("/api/v1/session");
      },
      { timeout: 15_000, interval: 1 },
    )
    .toBe(503);
  expect([await status("/tenants"), await status("/assets/app-1a2b3c.js")]).toEqual([200, 200]);
});
