/** The cache between processes: two that write and read, against an engine without one. */
import { hold, untilBlocked } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { Stratum } from "./stratum.ts";
import { type EngineProcess, startEngine } from "./test-process.ts";

/** Few writes between two comparisons, so that one of them that is not heard of is not covered up by the next. */
const ROUNDS = 40;
/** Writes and reads of each process in a round. */
const STEPS = 8;

let owner: pg.Pool;
let plain: Stratum;
let here: EngineProcess;
let there: EngineProcess;
/** Below nothing else: its changes mark moments. */
let marker: string;

beforeAll(async () => {
  const { app_pool, app_url, pool } = await testDatabase();
  owner = pool;
  plain = new Stratum({ pool: app_pool });
  await plain.initialize();
  const cached = { url: app_url, cache: {} };
  [here, there] = await Promise.all([startEngine({ ...cached, name: "slow_reader" }), startEngine(cached)]);
  await Promise.all([here.initialize(), there.initialize()]);
  marker = (await plain.createTenant({ name: "Marker", slug: "marker" })).id;
});
afterAll(() => Promise.all([here?.kill(), there?.kill()]));

/** A generator of numbers that a seed repeats. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Everything that the cache may hold of a tenant, as the whole and as a part of the tree sees it; or the refusals. */
async function all(from: Pick<EngineProcess, "as">, id: string, within: string): Promise<unknown[]> {
  const apis = [from.as({}), from.as({ tenant_id: within, scopes: ["read"] })];
  const reads = apis.flatMap((api) => [
    api.getTenantContext(id),
    api.resolveConfig(id),
    api.resolvePermissions(id),
    api.getAncestors(id),
  ]);
  return (await Promise.allSettled<unknown>(reads)).map((read) =>
    read.status === "fulfilled" ? read.value : { code: (read.reason as { code: string }).code },
  );
}

/** One write or read by chance. Refusals are part of it; a fault is not. */
async function step(engine: EngineProcess, ids: string[], random: (below: number) => number): Promise<void> {
  const [id, other] = [ids[random(ids.length)] as string, ids[random(ids.length)] as string];
  const key = `k${random(4)}`;
  const cascade = { cascade: true };
  const steps: (() => Promise<unknown>)[] = [
    () => engine.setConfig(id, key, { value: random(100), locked: random(4) === 0 }),
    () => engine.deleteConfig(id, key),
    () => engine.defineConfigKey(id, key, { default: random(100) }),
    () => engine.createPermission(id, { key, mode: random(2) ? "DELEGATED" : "LOCKED" }),
    async () => {
      const own = (await engine.resolvePermissions(id))[key]?.own_policy_id;
      if (own) await engine.deletePermission(id, own);
    },
    () => engine.moveTenant(id, random(6) === 0 ? null : other),
    () => engine.reorderTenant(id, random(3)),
    () => engine.updateTenant(id, { name: `N${random(1_000)}` }),
    () => engine.suspendTenant(id, cascade),
    () => engine.resumeTenant(id, cascade),
    () => engine.resumeTenant(ids[0] as string, cascade),
  ];
  const dice = random(steps.length * 3);
  const work = steps[dice] ?? (() => engine.as({}).getTenantContext(id));
  await work().catch((error: { code: string; message: string }) => {
    if (error.code === "FAULT") throw error;
  });
}

/**
 * Writes a mark, while both keep an older answer, and waits until they have seen it: what was committed before it they have
 * heard of, too. Returns how long it took, in ms.
 */
async function rest(value: number): Promise<number> {
  for (const one of [here, there])
    await vi.waitFor(async () => {
      const { hits } = await one.cacheStats();
      await one.resolveConfig(marker);
      expect((await one.cacheStats()).hits).toBeGreaterThan(hits);
    }, 10_000);
  await plain.setConfig(marker, "mark", { value });
  const start = Date.now();
  for (const one of [here, there])
    await vi.waitFor(async () => expect((await one.resolveConfig(marker)).mark?.value).toBe(value), {
      timeout: 10_000,
      interval: 10,
    });
  return Date.now() - start;
}

it("two processes that write at random answer at rest as an engine without a cache, and hear of each other within a second", async () => {
  const ids: string[] = [];
  for (let i = 0; i < 10; i++) {
    const parent_id = ids[(i - 1) >> 1] ?? null;
    ids.push((await plain.createTenant({ name: `T${i}`, slug: `process_${i}`, parent_id })).id);
  }
  const waits: number[] = [];
  let compared = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const play = async (engine: EngineProcess, seed: number): Promise<void> => {
      const random = randomOf(seed);
      // Two at a time in each process, so that a read may be under way while a write of the same process commits.
      const lane = async () => {
        for (let i = 0; i < STEPS / 2; i++) await step(engine, ids, random);
      };
      await Promise.all([lane(), lane()]);
    };
    await Promise.all([play(here, 2 * round + 1), play(there, 2 * round + 2)]);
    // Awake again, so that there is more to compare than refusals.
    if (round % 4 === 0)
      for (const id of ids) await plain.resumeTenant(id, { cascade: true }).catch(() => undefined);
    waits.push(await rest(round));
    for (const id of ids) {
      const within = ids[round % ids.length] as string;
      const truth = await all(plain, id, within);
      // Twice: the first may fill what the second finds.
      for (const one of [here, there, here, there]) {
        expect(await all(one, id, within)).toEqual(truth);
        compared += truth.length;
      }
    }
  }
  const stats = [await here.cacheStats(), await there.cacheStats()];
  waits.sort((a, b) => a - b);
  const median = waits[Math.floor(waits.length / 2)] as number;
  console.info(`${compared} answers compared; a change seen elsewhere after ${median} ms (median)`, stats);
  expect(median).toBeLessThan(1_000);
  for (const { hits, invalidations } of stats) {
    expect(hits).toBeGreaterThan(500);
    expect(invalidations).toBeGreaterThan(100);
  }
}, 120_000);

it("an answer that was read before another process's change, and arrives after its invalidation, is not kept", async () => {
  const GATE = 4_711;
  const root = (await plain.createTenant({ name: "Race", slug: "race" })).id;
  const leaf = (await plain.createTenant({ name: "Leaf", slug: "leaf", parent_id: root })).id;
  await plain.setConfig(root, "k", { value: "old" });
  await plain.defineConfigKey(root, "gate", { default: 0 });
  // The first process's statements stop at the gate, when they already have their snapshot.
  await owner.query(`
    create function pass_gate() returns boolean language plpgsql volatile as $$
    begin
      if current_setting('application_name') = 'slow_reader' then perform pg_advisory_xact_lock_shared(${GATE}); end if;
      return true;
    end $$;
    create policy gate on stratum.config_definitions as restrictive to stratum_control using (pass_gate()) with check (true)`);
  const kept = async () => (await here.cacheStats()).tenants;
  const stopped = async () => {
    const gate = await hold(owner, `select pg_advisory_xact_lock(${GATE})`);
    const answer = here.resolveConfig(leaf);
    await untilBlocked(owner);
    return { answer, open: () => gate.commit() };
  };

  await rest(1_000);
  const before = await kept();
  const raced = await stopped();
  const { invalidations } = await here.cacheStats();
  await there.setConfig(root, "k", { value: "new" });
  await vi.waitFor(
    async () => expect((await here.cacheStats()).invalidations).toBeGreaterThan(invalidations),
    10_000,
  );
  await raced.open();
  expect((await raced.answer).k?.value).toBe("old");
  expect(await kept()).toBe(before);
  expect((await here.resolveConfig(leaf)).k?.value).toBe("new");

  // The same without a change in between is kept: the gate itself is not what kept it out.
  await there.setConfig(root, "k", { value: "newer" });
  await rest(1_001);
  const calm = await stopped();
  await calm.open();
  expect((await calm.answer).k?.value).toBe("newer");
  expect(await kept()).toBe(before + 1);
  await owner.query("drop policy gate on stratum.config_definitions; drop function pass_gate()");
});
