/** `pnpm bench`: reads against the raw rows of the same chain, writes against plain inserts, on one server in one run. */
import { randomUUID } from "node:crypto";
import { Stratum } from "@stratum-hq/lib";
import { startPostgres } from "@stratum-hq/postgres";
import pg from "pg";
import { compare, compareRates, print, type Row } from "./measure.ts";

const LEVELS = 20;
const KEYS = 50;

const server = await startPostgres();
/** A pool whose idle connections may be cut by the end of the server. */
const open = (url: string): pg.Pool =>
  new pg.Pool({ connectionString: url, max: 16 }).on("error", () => undefined);
const pool = open(server.url);
try {
  // As in production: the engine serves with a login that owns nothing, so a read is a single statement.
  await new Stratum({ pool, autoMigrate: true }).initialize();
  await pool.query("create role bench login in role stratum_control password 'bench'");
  const address = Object.assign(new URL(server.url), { username: "bench", password: "bench" });
  const serving = open(address.href);
  const stratum = new Stratum({ pool: serving });
  await stratum.initialize();
  const rows: Row[] = [];

  for (const [what, keyOf, bar] of [
    ["the same keys on each level", (_: number, k: number) => `k.${k}`, 0.8],
    ["own keys on each level", (level: number, k: number) => `l${level}.k.${k}`, 1.2],
  ] as const) {
    const chain = await seedChain(stratum, keyOf);
    const leaf = chain.at(-1) as string;
    const raw = () =>
      serving.query({
        name: `raw_config`,
        text: "select tenant_id, key, value, locked, version from stratum.config_entries where tenant_id = any($1::uuid[])",
        values: [chain],
      });
    await pool.query("analyze");
    const ratio = await compare(() => stratum.resolveConfig(leaf), raw);
    rows.push({
      work: `resolveConfig, ${what}`,
      baseline: "raw rows of the chain",
      ratio,
      bar: `≤ ${bar} ×`,
      met: ratio <= bar,
    });
  }

  const root = await stratum.createTenant({ name: "Rates", slug: "rates" });
  await pool.query(
    "create table plain (id uuid primary key, parent uuid, name text, body jsonb); create table plain_audit (id bigserial primary key, what text, body jsonb)",
  );
  const plain = async () => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      await client.query({
        name: "p1",
        text: "insert into plain values ($1, $2, 'x', '{}')",
        values: [randomUUID(), root.id],
      });
      await client.query({ name: "p2", text: "insert into plain_audit (what, body) values ('x', '{}')" });
      await client.query("commit");
    } finally {
      client.release();
    }
  };
  const parents = await Promise.all(
    Array.from({ length: 16 }, (_, i) =>
      stratum.createTenant({ name: "P", slug: `p${i}`, parent_id: root.id }),
    ),
  );
  let n = 0;
  const create = () =>
    stratum.createTenant({ name: "T", slug: `t${++n}`, parent_id: parents[n % 16]?.id ?? null });
  const set = () => stratum.setConfig(parents[++n % 16]?.id ?? "", `key.${n % 100}`, { value: n });
  for (const [work, fn] of [
    ["createTenant at 16 clients", create],
    ["setConfig at 16 clients", set],
  ] as const) {
    const ratio = await compareRates(fn, plain);
    rows.push({
      work,
      baseline: "insert + audit insert",
      ratio,
      bar: "≥ 0.5 of its rate",
      met: ratio >= 0.5,
    });
  }
  process.exitCode = print(rows) ? 0 : 1;
  await serving.end();
} finally {
  await pool.end();
  await server.stop();
}

/** A chain of 20 levels with 50 entries on each; returns its ids, root first. */
async function seedChain(stratum: Stratum, keyOf: (level: number, k: number) => string): Promise<string[]> {
  const ids: string[] = [];
  for (let level = 0; level < LEVELS; level++) {
    const { id } = await stratum.createTenant({
      name: `L${level}`,
      slug: `l${level}_${randomUUID().slice(0, 8)}`,
      parent_id: ids.at(-1) ?? null,
    });
    ids.push(id);
    await stratum.batchSetConfig(
      id,
      Array.from({ length: KEYS }, (_, k) => ({ key: keyOf(level, k), value: { level, k } })),
    );
  }
  return ids;
}
