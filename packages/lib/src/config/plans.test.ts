/** What a hot statement reads, among 3,000 tenants and 2,500 past versions of one. */
import { allReadsOf, readsOf } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import { expect, it } from "vitest";
import { createCaller } from "../caller.ts";
import { lockKeys, readFacts, setEntry, writeEntries } from "./write.sql.ts";

it("a write of one key reads neither the tenant's keys, nor their history, nor the names of all tenants", async () => {
  const { pool: owner, app_pool } = await testDatabase();
  await owner.query(`
    insert into stratum.tenants (id, ancestry_path, ancestry_ltree, depth, name, slug, sort_order)
      select gen_random_uuid(), '/', ('t' || n)::ltree, 0, 'Tenant', 't' || n, n - 1 from generate_series(1, 3000) n;
    insert into stratum.config_entries (tenant_id, key, value, updated_by)
      select t.id, 'key.' || n, '1', 'test' from stratum.tenants t, generate_series(1, 500) n where t.slug = 't1';
    insert into stratum.config_history (tenant_id, key, version, value, locked, actor_id)
      select e.tenant_id, e.key, v, e.value, e.locked, 'test' from stratum.config_entries e, generate_series(1, 5) v`);
  await owner.query("vacuum (analyze) stratum.tenants, stratum.config_entries, stratum.config_history");
  const { rows: tenants } = await owner.query<{ id: string }>(
    "select id from stratum.tenants where slug = 't1'",
  );
  const id = tenants[0]?.id as string;
  const facts = await readsOf(app_pool, (tx) => lockKeys(tx, id, [{ key: "key.1", value: 2 }]));
  const change = { key: "key.1", value: 2, was_sealed: false, definition: null };
  const written = await readsOf(app_pool, (tx) =>
    writeEntries(tx, createCaller({}), id, [change], undefined),
  );
  const one = { id, name: "Tenant", status: "active", ancestry_path: "/" } as const;
  const asked = await allReadsOf(app_pool, (tx) => readFacts(tx, id, "key.1"));
  const set = await allReadsOf(app_pool, (tx) => setEntry(tx, createCaller({}), one, change, undefined));
  for (const { whole, rows } of [facts, written, asked, set]) {
    const large = whole.filter((table) => /^(tenants|config_entries|config_history)$/.test(table));
    expect(large).toEqual([]);
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(50);
  }
});
