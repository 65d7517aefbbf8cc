/**
 * `pnpm bench:layouts`: the ways to lay out a tree beside each other, at three sizes. What came of it is in
 * docs/adr/0005-subtrees.md. `--quick` leaves out the largest.
 */
import { parseArgs } from "node:util";
import type pg from "pg";
import { v7 } from "uuid";
import { type Forest, seedForest } from "./forest.ts";
import { type Layout, layouts } from "./layouts.sql.ts";
import { median, ms, time } from "./measure.ts";
import { startBench } from "./server.ts";

const FAN_OUT = 10;
const PAGE = 200;
const { values: options } = parseArgs({ options: { quick: { type: "boolean", default: false } } });

/** Median of so many calls, after one that warms up. */
async function p50(rounds: number, work: (round: number) => Promise<unknown>): Promise<number> {
  await work(0);
  const times: number[] = [];
  for (let i = 1; i <= rounds; i++) times.push(await time(() => work(i)));
  return median(times);
}

/** Runs prepared statements in one transaction. */
async function run(client: pg.PoolClient, texts: readonly string[], values: unknown[]): Promise<void> {
  await client.query("begin");
  for (const text of texts) await client.query({ name: text.slice(0, 60), text, values });
  await client.query("commit");
}

async function measure(client: pg.PoolClient, layout: Layout, ids: Forest) {
  await client.query(layout.create);
  await client.query(`vacuum (analyze) ${layout.tables.join(", ")}`);
  const { rows: sizes } = await client.query<{ all: number; indexes: number }>(
    `select sum(pg_total_relation_size(t))::float / 1e6 as all, sum(pg_indexes_size(t))::float / 1e6 as indexes
     from unnest($1::regclass[]) t`,
    [layout.tables],
  );
  const [root, ...below] = ids as [string, ...string[]];
  // The first subtree of about 11,111; in the smallest forest a tenth of it.
  const moved = ids[ids.length > 200_000 ? FAN_OUT + 1 : 1] as string;
  const sibling = ids[ids.indexOf(moved) + 1] as string;
  const parent = ids[Math.floor((ids.indexOf(moved) - 1) / FAN_OUT)] as string;
  const page = async (after: readonly unknown[]): Promise<readonly unknown[]> => {
    const values = [root, ...after, PAGE];
    const { rows } = await client.query({ name: `page ${layout.name}`, text: layout.page, values });
    return [rows.at(-1)?.a, rows.at(-1)?.b];
  };
  let fifth: readonly unknown[] = layout.first;
  for (let pages = 0; pages < 4; pages++) fifth = await page(fifth);
  const count = () =>
    client.query<{ count: number }>({ name: `count ${layout.name}`, text: layout.count, values: [moved] });
  const figures = {
    "page of 200 below the root": ms(await p50(11, () => page(layout.first))),
    "fifth page of 200": ms(await p50(11, () => page(fifth))),
    "count of a subtree": ms(await p50(11, count)),
    "move of that subtree": ms(
      await p50(5, (round) => run(client, layout.move, [moved, round % 2 ? parent : sibling])),
    ),
    "inserts per second": Math.round(
      1000 /
        (await p50(1_000, (round) =>
          run(client, layout.insert, [v7(), below[(round * 7) % 1_000] as string]),
        )),
    ),
    "MB with indexes": Math.round(sizes[0]?.all ?? 0),
    "MB of indexes": Math.round(sizes[0]?.indexes ?? 0),
  };
  await client.query(`drop table ${layout.tables.join(", ")}`);
  return figures;
}

const server = await startBench();
try {
  for (const tenants of options.quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]) {
    const { owner, close } = await server.database(`layouts_${tenants}`);
    const ids = await seedForest(owner, { tenants, fan_out: FAN_OUT });
    await owner.query(
      `create table seed as select id, parent_id, depth, stratum.child_path(ancestry_path, id) as path
       from stratum.tenants order by depth, id`,
    );
    const client = await owner.connect();
    const table: Record<string, Awaited<ReturnType<typeof measure>>> = {};
    for (const layout of layouts) table[layout.name] = await measure(client, layout, ids);
    client.release();
    console.log(`${tenants} tenants`);
    console.table(table);
    await close();
  }
} finally {
  await server.stop();
}
