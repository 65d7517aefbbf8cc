/** What a hot statement reads, counted by PostgreSQL itself in a forest of 20,440: nothing here is timed. */
import type { Tenant } from "@stratum-hq/core";
import { sql, type Transaction } from "@stratum-hq/db-adapters";
import { allReadsOf, readsOf } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { createCaller } from "../caller.ts";
import { fence } from "./purge.sql.ts";
import * as structure from "./structure.sql.ts";
import * as q from "./tenants.sql.ts";

const FAN_OUT = 27;
let pool: pg.Pool;
/** One of each depth: the root, then always the first child. */
let chain: Tenant[];

beforeAll(async () => {
  const { pool: owner, app_pool } = await testDatabase();
  pool = app_pool;
  await owner.query(`insert into stratum.tenants (id, ancestry_path, ancestry_ltree, depth, name, slug, sort_order)
    values (gen_random_uuid(), '/', 'root', 0, 'Root', 'root', 0)`);
  for (let depth = 0; depth < 3; depth++) {
    await owner.query(
      `insert into stratum.tenants
         (id, parent_id, ancestry_path, ancestry_ltree, depth, name, slug, sort_order)
       select gen_random_uuid(), p.id, stratum.child_path(p.ancestry_path, p.id), p.ancestry_ltree || n.slug, p.depth + 1,
         'Name of ' || n.slug, n.slug, place
       from stratum.tenants p, generate_series(0, $2::int - 1) place,
         lateral (select 't' || p.depth || '_' || p.sort_order || '_' || place || '_' || left(p.id::text, 8)) n (slug)
       where p.depth = $1`,
      [depth, FAN_OUT],
    );
  }
  await owner.query("vacuum (analyze) stratum.tenants, stratum.tenant_sizes");
  const { rows } = await owner.query<Tenant>(
    "select *, ancestry_ltree::text from stratum.tenants where sort_order = 0 order by ancestry_path, id",
  );
  const first = (above: Tenant | undefined) =>
    rows.find((t) => t.parent_id === (above?.id ?? null)) as Tenant;
  chain = [];
  for (let depth = 0; depth < 4; depth++) chain.push(first(chain.at(-1)));
}, 60_000);

const read = (work: (db: Transaction) => Promise<unknown>) => readsOf(pool, work);
const at = (depth: number): Tenant => chain[depth] as Tenant;

describe("a page reads what stands on it", () => {
  it("of children, with the sizes of all that is below them", async () => {
    const page = await read((db) => q.selectChildren(db, at(0).id, { after: null, limit: 10 }));
    expect(page.whole).toEqual([]);
    // A row of the page and two looks at its sizes; between two folds a size is the sum of some rows.
    expect(page.rows).toBeLessThan(11 * 3 * 3);
  });

  it("of descendants, on whichever page", async () => {
    for (const after of [null, ["", at(1).id], [`/${at(1).id}/${at(2).id}`, at(3).id]] as const) {
      const page = await read((db) => q.selectDescendants(db, at(0).id, { after, limit: 100 }));
      expect(page).toEqual({ rows: 1 + 101, whole: [] });
    }
  });

  it("of ancestors", async () => {
    expect(await read((db) => q.selectAncestors(db, at(3).id))).toEqual({ rows: 1 + 3, whole: [] });
  });

  it("of the list, for a caller that sees all and one that sees a branch", async () => {
    const all = { after: null, limit: 10, within: null };
    expect(await read((db) => q.selectTenants(db, all))).toEqual({ rows: 11, whole: [] });
    const branch = await read((db) => q.selectTenants(db, { ...all, within: at(2).id }));
    expect(branch.whole).toEqual([]);
    expect(branch.rows).toBeLessThan(3 * FAN_OUT);
  });
});

describe("a look-up uses an index", () => {
  it("by slug, by slug path, and below a tenant", async () => {
    const slug = at(3).slug;
    for (const under of [null, at(1).id]) {
      const found = await read((db) => q.selectTenantsBySlug(db, slug, { under, within: null }));
      expect(found.whole).toEqual([]);
      expect(found.rows).toBeLessThan(10);
    }
    expect(await read((db) => q.selectTenantByPath(db, at(3).ancestry_ltree))).toEqual({
      rows: 1,
      whole: [],
    });
  });

  it("by part of a name", async () => {
    const search = { query: at(3).slug.slice(1), under: null, within: null, after: null, limit: 10 };
    const found = await read((db) => q.searchNodes(db, search));
    expect(found.whole).toEqual([]);
    expect(found.rows).toBeLessThan(500);
  });
});

describe("a write reads no table whole", () => {
  const caller = createCaller({});

  /** Creates after the session's random is set: one write in twenty, by chance, also folds the sizes above. */
  const create = (parent_id: string | null, seed: number, before = sql`select 1`) =>
    allReadsOf(pool, async (db) => {
      await db.query(before);
      await db.query(sql`select setseed(${seed}::float8)`);
      const id = crypto.randomUUID();
      const input = { id, parent_id, name: "New", slug: "new", metadata: {}, isolation_strategy: null };
      await structure.insertTenant(db, caller, input);
    });
  const firstRandom = async (seed: number): Promise<number> =>
    (await pool.query("select setseed($1), random()", [seed])).rows[0].random;
  const isTree = (table: string): boolean => /^(tenants|tenant_sizes)$/.test(table);

  it("when it creates, below a parent and as a root", async () => {
    expect(await firstRandom(0.5)).toBeGreaterThan(0.05);
    for (const parent_id of [at(1).id, null]) {
      const made = await create(parent_id, 0.5);
      expect(made.whole.filter(isTree)).toEqual([]);
      expect(made.rows).toBeGreaterThan(0);
      expect(made.rows).toBeLessThan(20);
    }
  });

  it("when it creates and folds the sizes above: their rows, by index where the table is big", async () => {
    expect(await firstRandom(0.925)).toBeLessThan(0.05);
    // Six pages are cheaper read whole than by index; what counts is that a big table need not be.
    const made = await create(at(1).id, 0.925, sql`select set_config('enable_seqscan', 'off', true)`);
    expect(made.whole.filter(isTree)).toEqual([]);
    expect(made.rows).toBeLessThan(40);
  });

  it("when it moves: the subtree twice, and the siblings whose gap closes", async () => {
    const target = chain[0] as Tenant;
    const moved = await read((db) => structure.moveTenantRows(db, caller, at(2).id, target.id, [target.id]));
    expect(moved.whole).toEqual([]);
    expect(moved.rows).toBeLessThan(5 * FAN_OUT);
  });

  it("when it waits for others before a purge: the subtree", async () => {
    const { id } = at(2);
    const how = { siblings_of_parent: id, next: fence(id, true) };
    const fenced = await allReadsOf(pool, (db) => structure.lockTrees(db, [id], how));
    expect(fenced.whole).toEqual([]);
    expect(fenced.rows).toBeGreaterThan(FAN_OUT);
    expect(fenced.rows).toBeLessThan(2 * FAN_OUT);
  });
});
