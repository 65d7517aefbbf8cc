import { EventEmitter } from "node:events";
import { hold } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createCache } from "./cache.ts";
import { createCaller } from "./caller.ts";
import { listen } from "./listener.ts";
import { Stratum } from "./stratum.ts";

let plain: Stratum;
let here: Stratum;
let there: Stratum;
let owner: pg.Pool;
const pools: pg.Pool[] = [];

beforeAll(async () => {
  const { app_pool, app_url, pool } = await testDatabase();
  owner = pool;
  plain = new Stratum({ pool: app_pool });
  const cached = () => {
    const own = new pg.Pool({ connectionString: app_url, max: 5 });
    own.on("error", () => undefined);
    pools.push(own);
    return new Stratum({ pool: own, cache: { maxTenants: 5 } });
  };
  [here, there] = [cached(), cached()];
  for (const one of [plain, here, there]) await one.initialize();
});
afterAll(async () => {
  for (const one of [here, there]) await one.close();
  for (const pool of pools) await pool.end();
});

const all = async (from: Stratum, id: string, within?: string) => {
  const api = within ? from.as({ tenant_id: within, scopes: ["read"] }) : from;
  const reads = [api.resolveConfig(id), api.resolvePermissions(id), api.getAncestors(id)];
  return (await Promise.allSettled<unknown>(reads)).map((r) =>
    r.status === "fulfilled" ? r.value : (r.reason as { code: string }).code,
  );
};

it("answers as without a cache, whatever is written, and at once where it is written", async () => {
  let n = 0;
  const step = fc.record({ op: fc.nat(6), who: fc.nat(6), to: fc.nat(6), value: fc.nat(3) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
      const ids: string[] = [];
      for (let i = 0; i < 7; i++) {
        const parent_id = ids[(i - 1) >> 1] ?? null;
        ids.push((await here.createTenant({ name: `T${i}`, slug: `c${++n}`, parent_id })).id);
      }
      for (const { op, who, to, value } of steps) {
        const [id, other] = [ids[who] as string, ids[to] as string];
        const write = [
          () => here.setConfig(id, `k${value}`, { value, locked: value === 3 }),
          () => here.deleteConfig(id, `k${value}`),
          () => here.createPermission(id, { key: `k${value}`, mode: "DELEGATED" }),
          () => here.moveTenant(id, value === 0 ? null : other),
          () => here.updateTenant(id, { name: `N${++n}` }),
          () => here.suspendTenant(id, { cascade: true }),
          () => here.resumeTenant(id, { cascade: true }),
        ][op] as () => Promise<unknown>;
        await write().catch((error: { code?: string }) => {
          if (!error.code) throw error;
        });
        for (const one of ids) {
          const truth = await all(plain, one);
          expect(await all(here, one)).toEqual(truth);
          expect(await all(here, one, id)).toEqual(await all(plain, one, id));
        }
      }
      await vi.waitFor(async () => {
        for (const one of ids) expect(await all(there, one)).toEqual(await all(plain, one));
      }, 1_000);
    }),
    { numRuns: 6 },
  );
  expect(here.cacheStats().hits).toBeGreaterThan(50);
});

it("keeps nothing that was read before an invalidation and arrives after it", async () => {
  const cache = createCache();
  cache.turn(true);
  const caller = createCaller({});
  for (const touch of [() => cache.invalidate("root"), () => cache.invalidate("*"), () => cache.turn(true)]) {
    const old = await cache.answer(caller, "leaf", "k", async () => {
      touch();
      return { value: { v: "old" }, tenant: { id: "leaf", ancestry_path: "/root" } };
    });
    expect(old).toEqual({ v: "old" });
    expect(cache.stats().tenants).toBe(0);
  }
  await cache.answer(caller, "leaf", "k", async () => {
    cache.invalidate("elsewhere");
    return { value: { v: "kept" }, tenant: { id: "leaf", ancestry_path: "/root" } };
  });
  expect(cache.stats().tenants).toBe(1);
});

it("gives frozen answers, and holds no more tenants than it may", async () => {
  for (let i = 0; i < 8; i++) {
    const { id } = await here.createTenant({ name: "F", slug: `frozen${i}` });
    await here.setConfig(id, "k", { value: { a: [1] } });
    // The write's own notification may still come in between, and drop what was just kept.
    const config = await vi.waitFor(async () => {
      const first = await here.resolveConfig(id);
      expect(await here.resolveConfig(id)).toBe(first);
      return first;
    });
    expect(Object.isFrozen(config.k)).toBe(true);
    expect(Object.isFrozen(config.k?.value)).toBe(true);
  }
  expect(here.cacheStats().tenants).toBeLessThanOrEqual(5);
});

it("is off at once when the listener is lost, and starts empty", async () => {
  const { id } = await here.createTenant({ name: "L", slug: "lost" });
  await vi.waitFor(() => expect(here.cacheStats().active).toBe(true));
  await here.resolveConfig(id);
  await owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%pg_current_snapshot()::text as snapshot%' and pid <> pg_backend_pid()",
  );
  await vi.waitFor(() => expect(here.cacheStats()).toMatchObject({ active: false, tenants: 0 }), {
    interval: 1,
  });
  await plain.setConfig(id, "k", { value: 1 });
  expect((await here.resolveConfig(id)).k?.value).toBe(1);
  await vi.waitFor(() => expect(here.cacheStats().active).toBe(true), 5_000);
});

it("gives nothing that is kept when the process has stood still, until it has looked again", async () => {
  const cache = createCache();
  cache.turn(true);
  const read = (v: string) =>
    cache.answer(createCaller({}), "leaf", "k", async () => ({
      value: { v },
      tenant: { id: "leaf", ancestry_path: "/" },
    }));
  await read("old");
  expect(await read("new")).toEqual({ v: "old" });
  const now = performance.now();
  const clock = vi.spyOn(performance, "now").mockReturnValue(now + 1_500);
  expect(await read("new")).toEqual({ v: "new" });
  cache.confirm();
  expect(await read("newer")).toEqual({ v: "old" });
  clock.mockRestore();
});

describe("the listener", () => {
  const hear = async (pool: Pick<pg.Pool, "connect">) => {
    const heard: string[] = [];
    let on = false;
    const ears = {
      heard: (touched: string) => {
        if (touched !== "") heard.push(...touched.split(","));
      },
      turn: (is: boolean) => {
        on = is;
      },
    };
    const listener = await listen(pool as pg.Pool, undefined, ears);
    return { heard, on: () => on, close: () => listener.close() };
  };

  it("hears behind a pooler that gives each statement another session", async () => {
    const sessions = new pg.Pool({ connectionString: owner.options.connectionString, max: 3 });
    sessions.on("error", () => undefined);
    const answered: number[] = [];
    const client = Object.assign(new EventEmitter(), {
      release: () => undefined,
      query: async (text: string) => {
        const session = await sessions.connect();
        // Not given back before the next one is taken: no two questions meet the same.
        setTimeout(() => session.release(), 150);
        answered.push((session as pg.PoolClient & { processID: number }).processID);
        return session.query(text);
      },
    });
    const pooled = await hear({ connect: async () => client } as unknown as pg.Pool);
    const { id } = await plain.createTenant({ name: "P", slug: "pooled" });
    await vi.waitFor(() => expect(pooled.heard).toContain(id), 5_000);
    expect(new Set(answered).size).toBeGreaterThan(1);
    pooled.close();
    await sessions.end();
  });

  it("hears of a commit that began before others which it has heard of, and of each once", async () => {
    const ear = await hear(owner);
    const first = (await plain.createTenant({ name: "A", slug: "early" })).id;
    const INSERT = `insert into stratum.events (id, type, resource_type, resource_id, occurred_at, digest, touched)
      values (gen_random_uuid(), 'config.set', 'config', 'k', now(), '', 'late')`;
    const late = await hold(owner, INSERT);
    const second = (await plain.createTenant({ name: "B", slug: "later" })).id;
    await vi.waitFor(() => expect(ear.heard).toContain(second), 5_000);
    expect(ear.heard).not.toContain("late");
    await late.commit();
    await vi.waitFor(() => expect(ear.heard).toContain("late"), 5_000);
    await plain.setConfig(second, "k", { value: 1 });
    await vi.waitFor(
      () => expect(ear.heard.filter((one) => one === second).length).toBeGreaterThan(1),
      5_000,
    );
    expect(ear.heard.filter((one) => one === "late")).toHaveLength(1);
    expect(ear.heard.filter((one) => one === first)).toHaveLength(1);
    ear.close();
  });

  it("reads what is new and nothing else, also while some transaction runs for long", async () => {
    const INSERT = `insert into stratum.events (id, type, resource_type, resource_id, occurred_at, digest)
      select gen_random_uuid(), 'config.set', 'config', 'k', now(), '' from generate_series(1, $1)`;
    const long = await hold(owner, INSERT, [1]);
    await owner.query(INSERT, [20_000]);
    // As autovacuum does, which is off in tests.
    await owner.query("analyze stratum.events");
    const read = async (): Promise<number> => {
      const { rows } = await owner.query(
        "select seq_tup_read + idx_tup_fetch as n from pg_stat_user_tables where relid = 'stratum.events'::regclass",
      );
      return Number(rows[0].n);
    };
    const ear = await hear(owner);
    const looks = async (): Promise<void> => {
      const counted = ear.heard.length;
      await vi.waitFor(async () => {
        await owner.query(INSERT, [1]);
        expect(ear.heard.length - counted).toBeGreaterThan(20);
      }, 10_000);
    };
    // What a session has read is told about once a second; so also what others read before there were statistics.
    await looks();
    const before = await read();
    await looks();
    expect((await read()) - before).toBeLessThan(1_000);
    await long.commit();
    ear.close();
  });

  it("says that it is deaf when an answer does not come, and hears again", async () => {
    const ear = await hear(owner);
    expect(ear.on()).toBe(true);
    const busy = await hold(owner, "lock table stratum.events in access exclusive mode");
    await vi.waitFor(() => expect(ear.on()).toBe(false), { timeout: 2_000, interval: 10 });
    await busy.commit();
    await vi.waitFor(() => expect(ear.on()).toBe(true), 5_000);
    ear.close();
  });
});
