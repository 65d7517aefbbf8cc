/** 64 sessions of random structural writes: the invariants hold, and nobody is told of a deadlock. */
import { brokenInvariants, storm } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import pg from "pg";
import { expect, test } from "vitest";
import { Stratum } from "./stratum.ts";

/** `pnpm prove` sets these. */
const SECONDS = Number(process.env.PROVE_SECONDS ?? 60);
const SEED = Number(process.env.PROVE_SEED ?? 1);
const SESSIONS = 64;

test("64 sessions change the same trees, and every invariant holds", async () => {
  const { pool, app_url } = await testDatabase();
  const sessions = new pg.Pool({ connectionString: app_url, max: SESSIONS });
  const engine = new Stratum({ pool: sessions });
  await engine.initialize();
  const { outcomes, faults } = await storm({ engine, sessions: SESSIONS, seconds: SECONDS, seed: SEED });
  await sessions.end();
  console.info(`${SECONDS} s:`, outcomes);
  expect(faults).toEqual([]);
  expect(await brokenInvariants(pool)).toEqual([]);
  const writes = Object.values(outcomes).reduce((sum, times) => sum + times, 0);
  expect(outcomes.ok).toBeGreaterThan(SESSIONS);
  expect((outcomes.ok ?? 0) / writes, "writes that succeed").toBeGreaterThan(0.5);
  expect((outcomes.BUSY ?? 0) / writes, "writes that give up").toBeLessThan(0.001);
}, 3_600_000);

test("the query that judges finds each invariant that is broken", async () => {
  const { pool } = await testDatabase();
  const engine = new Stratum({ pool });
  await engine.initialize();
  const root = await engine.createTenant({ name: "Judged", slug: "judged" });
  const child = await engine.createTenant({ name: "Child", slug: "child", parent_id: root.id });
  const faults = {
    "path of ids": "ancestry_path = ancestry_path || '/'",
    "path of slugs": "ancestry_ltree = 'elsewhere'",
    depth: "depth = 7",
    place: "sort_order = 3",
  };
  for (const [fault, change] of Object.entries(faults)) {
    const client = await pool.connect();
    await client.query("begin");
    await client.query(`update stratum.tenants set ${change} where id = '${child.id}'`);
    const found = await brokenInvariants(client);
    await client.query("rollback");
    client.release();
    expect(found.join()).toContain(`child ${child.id}: ${fault}`);
  }
  await pool.query("update stratum.tenants set status = 'suspended' where id = $1", [root.id]);
  expect(await brokenInvariants(pool)).toEqual([
    `child ${child.id}: active below a tenant that is suspended`,
  ]);
});
