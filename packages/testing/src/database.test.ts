import { describe, expect, test } from "vitest";
import { emptyDatabase, testDatabase } from "./database.ts";
import { barrier, hold, untilBlocked } from "./sessions.ts";

describe("the database of a test file", () => {
  test("is migrated, is the same at every call, and starts without tenants", async () => {
    const { pool, name } = await testDatabase();
    expect((await testDatabase()).name).toBe(name);
    const { rows } = await pool.query("select count(*)::int as tenants from stratum.tenants");
    expect(rows).toEqual([{ tenants: 0 }]);
  });

  test("serves with a role that owns nothing, bypasses nothing and is held by row-level security", async () => {
    const { app_pool } = await testDatabase();
    const { rows } = await app_pool.query(
      `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as powerful,
              pg_has_role('stratum_control', 'member') as serves,
              row_security_active('stratum.tenants') as held
       from pg_roles where rolname = current_user`,
    );
    expect(rows).toEqual([{ powerful: false, serves: true, held: true }]);
    await expect(app_pool.query("create table stratum.mine ()")).rejects.toThrow("permission denied");
  });

  test("an empty one has no engine's schema, and each call gives another", async () => {
    const [a, b] = await Promise.all([emptyDatabase(), emptyDatabase()]);
    expect(a.name).not.toBe(b.name);
    expect((await a.pool.query("select to_regnamespace('stratum') as schema")).rows).toEqual([
      { schema: null },
    ]);
  });
});

describe("races", () => {
  test("a session is known to wait for a lock, and goes on when the holder ends", async () => {
    const { pool } = await emptyDatabase();
    await pool.query("create table counters as select 0 as value");
    const first = await hold(pool, "update counters set value = value + 1");
    const second = pool.query("update counters set value = value * 10 returning value");
    await untilBlocked(pool);
    await first.commit();
    expect((await second).rows).toEqual([{ value: 10 }]);
  });

  test("a barrier lets nobody through before the last has come", async () => {
    const meet = barrier(2);
    const order: string[] = [];
    const early = meet().then(() => order.push("early"));
    await new Promise((resolve) => setImmediate(resolve));
    order.push("late comes");
    await Promise.all([early, meet()]);
    expect(order).toEqual(["late comes", "early"]);
  });
});
