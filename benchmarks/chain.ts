/** Effective values at depth 19, beside one prepared select of the same chain's raw rows. */
import { randomUUID } from "node:crypto";
import type { Stratum } from "@stratum-hq/lib";
import { atMost, compare, type Row } from "./measure.ts";
import type { Run } from "./run.ts";
import type { BenchDatabase } from "./server.ts";

const LEVELS = 20;
const KEYS = 50;

/** Which keys a level holds: the same as every other, or its own. */
type Keys = (level: number, k: number) => string;
const same: Keys = (_, k) => `k.${k}`;
const own: Keys = (level, k) => `l${level}.k.${k}`;

/** Rows of `resolveConfig` and `resolvePermissions`. */
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
    const add = async (work: string, fn: () => Promise<unknown>, baseline: () => Promise<unknown>) =>
      rows.push(
        atMost(bar, `${work}, ${what}`, "raw rows of the chain", await compare(fn, baseline, rounds)),
      );
    await add("resolveConfig", () => stratum.resolveConfig(leaf), entries);
    await add("resolvePermissions", () => stratum.resolvePermissions(leaf), policies);
  }
  await database.close();
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
