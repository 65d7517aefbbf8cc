/** Servers and a real Redis, which goes away, hangs and comes back. Skipped where there is no `redis-server`. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { buildApp } from "../app.ts";
import { type TestApp, TOKEN_SECRET, testApp } from "../test-app.ts";
import { type RedisCounter, redisCounter } from "./windows.redis.ts";
import { createWindows, type Windows } from "./windows.ts";

const installed = spawnSync("redis-server", ["--version"]).status === 0;
if (!installed) console.warn("SKIPPED: no redis-server here, so nothing was tested of rate limits in Redis.");

let port: number;
let folder: string;
let server: ChildProcess;
const url = (): string => `redis://127.0.0.1:${port}/1`;

async function startRedis(): Promise<void> {
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
  server = spawn("redis-server", options, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  for await (const chunk of server.stdout ?? []) {
    said += chunk;
    if (said.includes("Ready to accept connections")) break;
  }
  server.stdout?.resume();
}
async function stopRedis(): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill("SIGKILL");
  await ended;
}

describe.skipIf(!installed)("with Redis", () => {
  const open: { close(): void | Promise<void> }[] = [];
  async function connected(): Promise<RedisCounter> {
    const counter = redisCounter(url());
    open.push(counter);
    await vi.waitFor(() => counter.hit("probe"), 10_000);
    return counter;
  }
  /** Windows of one more server, and the lines that it logs. */
  async function another() {
    const lines: string[] = [];
    const log = {
      info: (text: string) => void lines.push(text),
      warn: (_facts: object, text: string) => void lines.push(text),
    };
    const counter = await connected();
    return { ...createWindows(log as Parameters<typeof createWindows>[0], counter), counter, lines };
  }
  /** How often a name was counted, one by one. */
  const used = async (windows: Windows, name: string, n: number): Promise<number[]> => {
    const counts: number[] = [];
    for (let i = 0; i < n; i++) counts.push((await windows.hit(name)).used);
    return counts;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "stratum-redis-"));
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    port = (probe.address() as { port: number }).port;
    await new Promise((resolve) => probe.close(resolve));
    await startRedis();
  });
  afterAll(async () => {
    for (const one of open) await one.close();
    await stopRedis();
    rmSync(folder, { recursive: true });
  });

  test("servers count together, and a window always ends", async () => {
    const [a, b] = [await another(), await another()];
    expect([await used(a, "x", 2), await used(b, "x", 2), await used(a, "x", 1)]).toEqual([
      [1, 2],
      [3, 4],
      [5],
    ]);
    expect((await b.hit("x")).resets).toBeGreaterThan(50);
    const many = await Promise.all(Array.from({ length: 200 }, (_, i) => (i % 2 ? a : b).hit("y")));
    expect(many.map((count) => count.used).sort((m, n) => m - n)).toEqual(
      Array.from({ length: 200 }, (_, i) => i + 1),
    );
    expect([a.lines, b.lines]).toEqual([[], []]);
  });

  test("a Redis that is gone is said once and costs nobody an answer; one that is back is used again", async () => {
    const a = await another();
    expect(await used(a, "gone", 2)).toEqual([1, 2]);
    await stopRedis();
    expect(await used(a, "gone", 3)).toEqual([1, 2, 3]);
    await startRedis();
    await vi.waitFor(() => a.counter.hit("probe"), 10_000);
    expect(await used(a, "gone", 2)).toEqual([1, 2]);
    expect(a.lines).toEqual([
      expect.stringContaining("Redis does not answer"),
      expect.stringContaining("Redis answers again"),
    ]);
  });

  test("a Redis that hangs is waited for once, not by each request", async () => {
    const a = await another();
    expect(await used(a, "hung", 1)).toEqual([1]);
    server.kill("SIGSTOP");
    expect(await used(a, "hung", 100)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    server.kill("SIGCONT");
    expect(a.lines).toEqual([expect.stringContaining("Redis does not answer")]);
    await vi.waitFor(() => a.counter.hit("probe"), 10_000);
    // What was asked of it while it hung counts as well, when it wakes.
    expect((await a.hit("hung")).used).toBeGreaterThan(1);
  });

  test("two control planes hold a key to its limit together", async () => {
    const t: TestApp = await testApp({ redisUrl: url() });
    const config = { tokenSecret: TOKEN_SECRET, redisUrl: url() };
    const other = await buildApp({ stratum: t.stratum, config });
    const ask = async (app: TestApp["app"], key: string) => {
      const answer = await app.inject({ url: "/api/v1/session", headers: { "x-api-key": key } });
      return { status: answer.statusCode, left: answer.headers.ratelimit };
    };
    const make = async (rate_limit: number) =>
      (await t.stratum.createApiKey(null, { name: "x", rate_limit })).plaintext_key;
    // A server whose connection does not stand yet counts by itself.
    const warm = await make(1_000);
    const left = async (app: TestApp["app"]) =>
      Number(/r=(\d+)/.exec(String((await ask(app, warm)).left))?.[1]);
    await vi.waitFor(async () => expect((await left(t.app)) - (await left(other))).toBe(1), 10_000);
    const key = await make(3);
    const statuses: number[] = [];
    for (const app of [t.app, other, t.app, other, t.app]) statuses.push((await ask(app, key)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    await other.close();
    await t.app.close();
  });
});
