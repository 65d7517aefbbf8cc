/** Effective values at depth 19, beside one prepared select of the same chain's raw rows. */
import { randomUUID } from "node:crypto";
import { Stratum } from "@stratum-hq/lib";
import type pg from "pg";
import { atMost, compare, median, type Row, time } from "./measure.ts";
import type { Run } from "./run.ts";
import type { BenchDatabase } from "./server.ts";

const LEVELS = 20;
const KEYS = 50;

/** Which keys a level holds: the same as every other, or its own. */
type Keys = (level: number, k: number) => string;
const same: Keys = (_, k) => `k.${k}`;
const own: Keys = (level, k) => `l${level}.k.${k}`;

/** All rows of a chain in one select. */
const EVERYTHING = `
  select tenant_id, key, value, locked::text as mode, null as revocation_mode, version
  from stratum.config_entries where tenant_id = any($1::uuid[])
  union all select tenant_id, key, value, mode, revocation_mode, version
  from stratum.permissions where tenant_id = any($1::uuid[])
  union all select id, name, metadata, status, ancestry_path, version from stratum.tenants where id = any($1::uuid[])`;

/** What a hit of the cache may take, in milliseconds. */
const HIT_MS = 0.005;
const HITS = 20_000;

/** Rows of `resolveConfig`, `resolvePermissions` and `getTenantContext`, from the database and from the cache. */
export async function chainRows({ server, rounds }: Run): Promise<Row[]> {
  const database = await server.database("chain");
  const { stratum, owner, serving } = database;
  const rows: Row[] = [];
  for (const [what, keys, bar] of [
    ["same keys on each level", same, 0.8],
    ["own keys on each level", own, 1.2],
  ] as const) {
    const chain = await seedChain(database, keys);
    await owner.query("vacuum (analyze)");
    const leaf = chain.at(-1) as string;
    const raw = (table: string, columns: string) => () =>
      serving.query({
        name: `raw_${table}`,
        text: `select ${columns} from stratum.${table} where tenant_id = any($1::uuid[])`,
        values: [chain],
      });
    const entries = raw("config_entries", "tenant_id, key, value, locked, version");
    const policies = raw("permissions", "id, tenant_id, key, value, mode, revocation_mode");
    const everything = () => serving.query({ name: "raw_everything", text: EVERYTHING, values: [chain] });
    const add = async (work: string, fn: () => Promise<unknown>, baseline: () => Promise<unknown>) =>
      rows.push(
        atMost(bar, `${work}, ${what}`, "raw rows of the chain", await compare(fn, baseline, rounds)),
      );
    await add("resolveConfig", () => stratum.resolveConfig(leaf), entries);
    await add("resolvePermissions", () => stratum.resolvePermissions(leaf), policies);
    await add("getTenantContext", () => stratum.getTenantContext(leaf), everything);
    rows.push(...(await hits(serving, leaf, what)));
  }
  await database.close();
  return rows;
}

/** The same reads when the cache holds the answers: the median of many runs of many calls. */
async function hits(pool: pg.Pool, leaf: string, what: string): Promise<Row[]> {
  const cached = new Stratum({ pool, cache: {} });
  await cached.initialize();
  const rows: Row[] = [];
  for (const read of ["resolveConfig", "resolvePermissions", "getTenantContext"] as const) {
    const runs: number[] = [];
    for (let run = 0; run < 15; run++) {
      const all = await time(async () => {
        for (let i = 0; i < HITS; i++) await cached[read](leaf);
      });
      runs.push(all / HITS);
    }
    const ours = median(runs);
    rows.push(atMost(1, `${read}, ${what}, cached`, "5 µs", { ours, theirs: HIT_MS, ratio: ours / HIT_MS }));
  }
  const { hits, misses } = cached.cacheStats();
  // On a busy machine the listener may be given up for a moment, and the cache with it; a median does not mind a few.
  if (misses > hits / 1_000) throw new Error(`${misses} of ${hits + misses} reads were no hits.`);
  await cached.close();
  return rows;
}

/** A chain of 20 levels with 50 entries and 50 policies on each; returns its ids, root first. */
async function seedChain({ stratum, owner }: BenchDatabase, keys: Keys): Promise<string[]> {
  const ids = await makeChain(stratum);
  for (const [level, id] of ids.entries()) {
    const names = Array.from({ length: KEYS }, (_, k) => keys(level, k));
    await stratum.batchSetConfig(
      id,
      names.map((key, k) => ({ key, value: { level, k } })),
    );
    // DELEGATED, so that each level may hold a policy of its own. One statement: 1,000 single grants take long.
    await owner.query(
      `insert into stratum.permissions (id, tenant_id, key, value, mode, revocation_mode)
       select gen_random_uuid(), $1::uuid, key, 'true', 'DELEGATED', 'CASCADE' from unnest($2::text[]) key`,
      [id, names],
    );
  }
  return ids;
}

async function makeChain(stratum: Stratum): Promise<string[]> {
  const ids: string[] = [];
  for (let level = 0; level < LEVELS; level++) {
    const slug = `l${level}_${randomUUID().slice(0, 8)}`;
    const { id } = await stratum.createTenant({
      name: `Level ${level}`,
      slug,
      parent_id: ids.at(-1) ?? null,
    });
    ids.push(id);
  }
  return ids;
}
