import { emptyDatabase, testDatabase } from "@stratum-hq/testing/database";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { migrate } from "./migrate.ts";
import { Stratum } from "./stratum.ts";

describe("the example of the public surface", () => {
  it("runs as written, on the owner's pool and an empty database", async () => {
    const { pool } = await emptyDatabase();
    const stratum = new Stratum({ pool, autoMigrate: true });
    await stratum.initialize();
    const root = await stratum.createTenant({
      name: "AcmeSec",
      slug: "acmesec",
      isolation_strategy: "SHARED_RLS",
    });
    const msp = await stratum.createTenant({
      name: "NorthStar MSP",
      slug: "northstar_msp",
      parent_id: root.id,
    });
    await stratum.setConfig(root.id, "max_users", { value: 1000, locked: false });
    const config = await stratum.resolveConfig(msp.id);
    expect(config.max_users).toMatchObject({ value: 1000, inherited: true, source_tenant_id: root.id });
  });
});

describe("migrations", () => {
  it("let one of several processes that start at once migrate, and all serve", async () => {
    const { pool } = await emptyDatabase();
    const starts = Array.from({ length: 5 }, () => new Stratum({ pool, autoMigrate: true }));
    await Promise.all(starts.map((s) => s.initialize()));
    expect(await migrate({ pool })).toEqual([]);
  });
  it("refuse to go on when an applied file was reworded", async () => {
    const { pool } = await emptyDatabase();
    await migrate({ pool });
    await pool.query("update stratum.migrations set checksum = 'x' where name like '0003%'");
    await expect(migrate({ pool })).rejects.toMatchObject({
      code: "DATABASE_UNSUPPORTED",
      message: expect.stringContaining("0003_config.sql"),
    });
  });
  it("say in a sentence that the database is not there", async () => {
    const pool = new pg.Pool({ connectionString: "postgres://nobody@127.0.0.1:9/none" });
    await expect(new Stratum({ pool, autoMigrate: true }).initialize()).rejects.toMatchObject({
      code: "DATABASE_UNAVAILABLE",
    });
    await pool.end();
  });
});

describe("row-level security", () => {
  it("does not let the serving role change or remove an audit row", async () => {
    const { app_pool } = await testDatabase();
    await expect(app_pool.query("update stratum.audit_log set action = 'x'")).rejects.toMatchObject({
      code: "42501",
    });
    await expect(app_pool.query("delete from stratum.audit_log")).rejects.toMatchObject({ code: "42501" });
    await expect(app_pool.query("delete from stratum.consent_events")).rejects.toMatchObject({
      code: "42501",
    });
  });
  it("shows the application's role the rows of the tenant it names, none without a name, and never a key", async () => {
    const { pool } = await testDatabase();
    const stratum = new Stratum({ pool });
    await stratum.initialize();
    const [a, b] = [
      await stratum.createTenant({ name: "A", slug: "a" }),
      await stratum.createTenant({ name: "B", slug: "b" }),
    ];
    for (const t of [a, b]) await stratum.setConfig(t.id, "k", { value: t.name });
    const client = await pool.connect();
    try {
      await client.query("begin; set local role stratum_app");
      expect((await client.query("select * from stratum.config_entries")).rows).toEqual([]);
      await client.query("select set_config('app.current_tenant_id', $1, true)", [b.id]);
      expect((await client.query("select value from stratum.config_entries")).rows).toEqual([{ value: "B" }]);
      await expect(client.query("select * from stratum.api_keys")).rejects.toMatchObject({ code: "42501" });
    } finally {
      await client.query("rollback");
      client.release();
    }
  });
});

describe("audit", () => {
  it("writes one row per change, before and after, with who and from where; none for a refused one", async () => {
    const { pool } = await testDatabase();
    const stratum = new Stratum({ pool });
    await stratum.initialize();
    const context = {
      actor_id: "u1",
      actor_type: "user",
      request_id: "req-1",
      source_ip: "203.0.113.9",
    } as const;
    const t = await stratum.createTenant({ name: "Audited", slug: "audited" }, context);
    await stratum.setConfig(t.id, "k", { value: 1 }, context);
    await stratum.setConfig(t.id, "k", { value: 2 }, context);
    await expect(stratum.setConfig(t.id, "k", { value: 3, expected_version: 1 }, context)).rejects.toThrow();
    const { rows } = await pool.query(
      "select action, actor_id, request_id, source_ip, before, after from stratum.audit_log where tenant_id = $1 order by seq",
      [t.id],
    );
    expect(rows.map((r) => r.action)).toEqual(["tenants.created", "config.set", "config.set"]);
    expect(rows[2]).toMatchObject({
      actor_id: "u1",
      request_id: "req-1",
      source_ip: "203.0.113.9",
      before: { value: 1, version: 1 },
      after: { value: 2, version: 2 },
    });
  });
});
