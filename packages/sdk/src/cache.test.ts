import type { ResolvedTenant } from "@stratum-hq/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type CacheOptions, createTenantCache, type TenantCache } from "./cache.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());
/** Long enough for every process of a control plane to have heard of a change. */
const settle = (): unknown => vi.advanceTimersByTime(1_001);

/** A control plane that counts what it is asked; each answer waits until it is let go, if `hold` says so. */
function source(options: CacheOptions = {}) {
  const asked: string[] = [];
  const held: (() => void)[] = [];
  let hold = false;
  let version = 1;
  const chains: Record<string, string> = { root: "/", shop: "/root", till: "/root/shop", other: "/" };
  const cache = createTenantCache(async (id) => {
    asked.push(id);
    const answer = { tenant: { id, ancestry_path: chains[id], version }, config: { a: { value: version } } };
    if (hold) await new Promise<void>((resolve) => held.push(resolve));
    return answer as unknown as ResolvedTenant;
  }, options);
  const world = {
    cache,
    asked,
    chains,
    change: () => void version++,
    hold: () => {
      hold = true;
    },
    release: () => {
      hold = false;
      for (const go of held.splice(0)) go();
    },
  };
  cache.hear(true);
  settle();
  return world;
}
const versions = async (cache: TenantCache, ...ids: string[]): Promise<number[]> =>
  (await Promise.all(ids.map((id) => cache.resolve(id)))).map(({ tenant }) => tenant.version);

test("while changes are heard, a tenant is asked for once", async () => {
  const { cache, asked } = source();
  await cache.resolve("shop");
  await cache.resolve("shop");
  expect(asked).toEqual(["shop"]);
});

test("callers at the same time share one question, also when it fails; a failure is not kept", async () => {
  const { cache, asked, chains } = source();
  await Promise.all([cache.resolve("shop"), cache.resolve("shop")]);
  expect(asked).toEqual(["shop"]);
  delete chains.till;
  const both = await Promise.allSettled([cache.resolve("till"), cache.resolve("till")]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  chains.till = "/root/shop";
  await cache.resolve("till");
  expect(asked).toEqual(["shop", "till", "till"]);
});

test("a change is seen by the tenant and all below it, and by nobody else", async () => {
  const { cache, asked, change } = source();
  await versions(cache, "root", "shop", "till", "other");
  asked.length = 0;
  change();
  cache.invalidate("shop");
  expect(await versions(cache, "root", "shop", "till", "other")).toEqual([1, 2, 2, 1]);
  expect(asked).toEqual(["shop", "till"]);
});

test("what is asked right after a change is given, but not kept: another process may not have heard yet", async () => {
  const { cache, asked } = source();
  cache.invalidate("root");
  await cache.resolve("till");
  await cache.resolve("till");
  expect(asked).toEqual(["till", "till"]);
  settle();
  await cache.resolve("till");
  await cache.resolve("till");
  expect(asked).toHaveLength(3);
});

test("an answer that was on its way while its chain changed is not kept, nor shared with who asks later", async () => {
  const { cache, asked, hold, release, change } = source();
  hold();
  const early = cache.resolve("till");
  change();
  cache.invalidate("root");
  const late = cache.resolve("till");
  release();
  expect([(await early).tenant.version, (await late).tenant.version]).toEqual([1, 2]);
  settle();
  expect(await versions(cache, "till")).toEqual([2]);
  expect(asked).toHaveLength(3);
});

test("an answer that was asked for before a reconnection is not kept", async () => {
  const { cache, hold, release, change } = source();
  hold();
  const early = cache.resolve("shop");
  change();
  cache.hear(false);
  cache.hear(true);
  settle();
  release();
  expect((await early).tenant.version).toBe(1);
  expect(await versions(cache, "shop")).toEqual([2]);
});

test("when changes are no longer heard, every call asks", async () => {
  const { cache, change } = source();
  await cache.resolve("shop");
  cache.hear(false);
  for (const version of [2, 3]) {
    change();
    expect(await versions(cache, "shop")).toEqual([version]);
  }
});

test("with lost_ttl_ms an answer is used so long without hearing, and forgotten when changes are heard again", async () => {
  const { cache, change } = source({ lost_ttl_ms: 5_000 });
  cache.hear(false);
  await cache.resolve("shop");
  change();
  vi.advanceTimersByTime(4_999);
  expect(await versions(cache, "shop")).toEqual([1]);
  vi.advanceTimersByTime(1);
  expect(await versions(cache, "shop")).toEqual([2]);
  change();
  cache.hear(true);
  expect(await versions(cache, "shop")).toEqual([3]);
});

test("an answer ends at its age, used or not", async () => {
  const { cache, asked } = source({ ttl_ms: 10_000 });
  await cache.resolve("shop");
  vi.advanceTimersByTime(9_999);
  await cache.resolve("shop");
  expect(asked).toHaveLength(1);
  vi.advanceTimersByTime(1);
  await cache.resolve("shop");
  expect(asked).toHaveLength(2);
});

test("it holds max_tenants; the one unused for longest goes first", async () => {
  const { cache, asked } = source({ max_tenants: 2 });
  await versions(cache, "root", "shop");
  await cache.resolve("root");
  await cache.resolve("other");
  asked.length = 0;
  await versions(cache, "root", "other", "shop");
  expect(asked).toEqual(["shop"]);
});

test("more changes than are remembered one by one count as a change of everything", async () => {
  const { cache, asked, hold, release } = source();
  hold();
  const early = cache.resolve("shop");
  cache.invalidate("shop");
  for (let i = 0; i < 3_000; i++) cache.invalidate(`other ${i}`);
  release();
  await early;
  settle();
  await cache.resolve("shop");
  expect(asked).toEqual(["shop", "shop"]);
});

test("answers are frozen to the ground", async () => {
  const { config } = await source().cache.resolve("shop");
  expect(() => Object.assign(config, { b: 1 })).toThrow(TypeError);
  expect(() => Object.assign(config.a as object, { value: 2 })).toThrow(TypeError);
});

test("clear forgets everything", async () => {
  const { cache, asked } = source();
  await versions(cache, "root", "other");
  cache.clear();
  await versions(cache, "root", "other");
  expect(asked).toHaveLength(4);
});
