/** Sizes are kept by a trigger: whatever writes, in whichever order, they equal what counting would give. */
import { barrier, plant } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type pg from "pg";
import { beforeAll, expect, it } from "vitest";
import { Stratum } from "../stratum.ts";

let stratum: Stratum;
let owner: pg.Pool;
beforeAll(async () => {
  const { app_pool, pool } = await testDatabase();
  owner = pool;
  stratum = new Stratum({ pool: app_pool });
  await stratum.initialize();
});

/** Tenants whose kept sizes differ from those that the parent pointers say. */
const wrong = async (): Promise<unknown[]> => {
  const { rows } = await owner.query(`
    with recursive pairs as (
      select parent_id as top, id, true as child, status from stratum.tenants where parent_id is not null
      union all
      select t.parent_id, p.id, false, p.status from pairs p join stratum.tenants t on t.id = p.top
      where t.parent_id is not null),
    counted as (
      select t.id, count(p.id) filter (where p.child) as children, count(p.id) as descendants
      from stratum.tenants t left join pairs p on p.top = t.id and p.status <> 'archived' group by t.id),
    kept as (
      select tenant_id, sum(children) as children, sum(descendants) as descendants from stratum.tenant_sizes group by tenant_id)
    select c.*, k.children as kept_children, k.descendants as kept_descendants
    from counted c full join kept k on k.tenant_id = c.id
    where c.id is null or c.children <> coalesce(k.children, 0) or c.descendants <> coalesce(k.descendants, 0)`);
  return rows;
};

it("follow creates, moves between trees, archives and resumes with all below, and deletes", async () => {
  const t = await plant(stratum, { one: { a: { b: { c: {}, d: {} } } }, two: { e: {} } });
  expect(await wrong()).toEqual([]);
  await stratum.moveTenant(t.b.id, t.e.id);
  expect(await wrong()).toEqual([]);
  await stratum.archiveTenant(t.two.id, { cascade: true });
  expect(await wrong()).toEqual([]);
  await stratum.moveTenant(t.a.id, null);
  await stratum.resumeTenant(t.two.id, { cascade: true });
  expect(await wrong()).toEqual([]);
  const { data } = await stratum.listRoots({ limit: 200 });
  expect(data.map((r) => [r.slug, r.child_count, r.descendant_count])).toEqual([
    ["one", 0, 0],
    ["two", 1, 4],
    ["a", 0, 0],
  ]);
  await owner.query("delete from stratum.tenants where id = any($1)", [[t.b.id, t.c.id, t.d.id]]);
  expect(await wrong()).toEqual([]);
});

it("stay right when rows are folded while others add to them, and nobody waits", async () => {
  const { root } = await plant(stratum, { root: {} });
  const fold = () => owner.query("select stratum.fold_sizes(array[$1::uuid])", [root.id]);
  const meet = barrier(8);
  await Promise.all(
    Array.from({ length: 8 }, async (_, who) => {
      await meet();
      for (let i = 0; i < 10; i++) {
        await stratum.createTenant({ name: "T", slug: `t${who}_${i}`, parent_id: root.id });
        await fold();
      }
    }),
  );
  expect(await wrong()).toEqual([]);
  await fold();
  const { rows } = await owner.query(
    "select children, descendants from stratum.tenant_sizes where tenant_id = $1",
    [root.id],
  );
  expect(rows).toEqual([{ children: 80, descendants: 80 }]);
});

it("a create beside another one below the same root does not wait for it", async () => {
  const { top, left, right } = await plant(stratum, { top: { left: {}, right: {} } });
  const client = await owner.connect();
  try {
    await client.query("begin");
    await client.query("insert into stratum.tenant_sizes values ($1, 0, 1), ($2, 1, 1)", [top.id, left.id]);
    await client.query("select stratum.fold_sizes(array[$1::uuid, $2])", [top.id, left.id]);
    // Held: rows of `top` are folded and not yet committed.
    const made = await stratum.createTenant({ name: "N", slug: "n", parent_id: right.id });
    expect(made.depth).toBe(2);
    await owner.query("select stratum.fold_sizes(array[$1::uuid])", [top.id]);
  } finally {
    await client.query("rollback");
    client.release();
  }
  expect(await wrong()).toEqual([]);
});
