/** Writes beside the least that any program would do: an insert and an audit insert in one transaction. */
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { seedForest } from "./forest.ts";
import { atLeast, atMost, compare, compareLoad, type Row } from "./measure.ts";
import type { Run } from "./run.ts";

const CLIENTS = 16;

/** Rows of `createTenant` and `setConfig` at 16 clients. */
export async function writeRows({ server }: Run): Promise<Row[]> {
  const { stratum, owner, serving, close } = await server.database("writes");
  await owner.query(
    `create table plain (id uuid primary key, parent uuid, name text, body jsonb);
     create table plain_audit (id bigserial primary key, what text, body jsonb);
     grant all on plain, plain_audit, plain_audit_id_seq to stratum_control`,
  );
  const root = await stratum.createTenant({ name: "Rates", slug: "rates" });
  const parents = await Promise.all(
    Array.from({ length: CLIENTS }, (_, i) =>
      stratum.createTenant({ name: "Parent", slug: `p${i}`, parent_id: root.id }),
    ),
  );
  await fill(owner);
  let n = 0;
  const next = (): string => parents[++n % CLIENTS]?.id as string;
  const create = () => stratum.createTenant({ name: "Tenant", slug: `t${n}`, parent_id: next() });
  const set = () => stratum.setConfig(next(), `key.${n % 100}`, { value: n });
  const baseline = () => plainWrite(serving, root.id);
  const rows = [
    atLeast(0.5, "createTenant at 16 clients", "insert + audit insert", await compareLoad(create, baseline)),
    atLeast(0.5, "setConfig at 16 clients", "insert + audit insert", await compareLoad(set, baseline)),
  ];
  await close();
  return rows;
}

/** What a server in use has: tables with rows, and statistics of them. A plan made for empty tables reads them whole. */
async function fill(owner: pg.Pool): Promise<void> {
  await owner.query(`
    insert into stratum.tenants (id, parent_id, ancestry_path, ancestry_ltree, depth, name, slug, sort_order)
      select gen_random_uuid(), p.id, stratum.child_path(p.ancestry_path, p.id), p.ancestry_ltree || ('s' || n), 2,
        'Tenant', 's' || n, n - 1
      from stratum.tenants p, generate_series(1, 500) n where p.depth = 1;
    insert into stratum.config_entries (tenant_id, key, value, updated_by)
      select id, 'key.' || k, '1', 'system' from stratum.tenants, generate_series(1, 10) k where depth = 2;
    insert into stratum.config_history (tenant_id, key, version, value, locked, actor_id)
      select tenant_id, key, version, value, locked, updated_by from stratum.config_entries;
    insert into plain select gen_random_uuid(), id, 'x', '{}' from stratum.tenants;
    insert into plain_audit (what, body) select 'x', '{}' from stratum.tenants`);
  await owner.query("vacuum (analyze)");
}

async function plainWrite(pool: pg.Pool, parent: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query({
      name: "plain",
      text: "insert into plain values ($1, $2, 'x', '{}')",
      values: [randomUUID(), parent],
    });
    await client.query({
      name: "plain_audit",
      text: "insert into plain_audit (what, body) values ('x', '{}')",
    });
    await client.query("commit");
  } finally {
    client.release();
  }
}

/** The row of `moveTenant`: a tenth of a tree goes to its sibling and back. */
export async function moveRows({ server, sizes, rounds }: Run): Promise<Row[]> {
  const { stratum, owner, close } = await server.database("move");
  const tenants = sizes[1];
  const ids = await seedForest(owner, { tenants, fan_out: 10 });
  const [root, moved, sibling] = ids as [string, string, string];
  // The same columns and indexes without any rule: what rewriting that many paths costs at least.
  await owner.query("create table plain (like stratum.tenants including all)");
  await owner.query("insert into plain select * from stratum.tenants");
  await owner.query("vacuum (analyze) plain");
  const { rows: counted } = await owner.query<{ n: number }>(
    "select 1 + count(*)::int as n from plain where ancestry_path >= $1 and ancestry_path < $1 || '0'",
    [`/${root}/${moved}`],
  );
  let there = false;
  const move = () => {
    there = !there;
    return stratum.moveTenant(moved, there ? sibling : root);
  };
  let prefix = `/${root}/${moved}`;
  const update = async () => {
    const to = prefix.startsWith(`/${root}/${sibling}`)
      ? `/${root}/${moved}`
      : `/${root}/${sibling}/${moved}`;
    await owner.query({
      name: "plain_move",
      text: `update plain set ancestry_path = $2::text || substr(ancestry_path, length($1::text) + 1)
             where ancestry_path >= $1 and ancestry_path < $1 || '0'`,
      values: [prefix, to],
    });
    prefix = to;
  };
  const work = `moveTenant of ${counted[0]?.n} nodes`;
  const row = atMost(
    2,
    work,
    "one update of as many rows",
    await compare(move, update, Math.ceil(rounds / 20)),
  );
  await close();
  return [row];
}
