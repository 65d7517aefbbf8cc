/** All tables of the engine at once: empty them, or tell what they hold. Takes a session that owns them. */
import type { Pool } from "pg";

/** Tables of the engine's schema. */
async function tablesOf(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables
     where schemaname = 'stratum' and tablename <> 'migrations' order by tablename`,
  );
  return rows.map(({ name }) => name);
}

/** Gives a function that empties every table, so that a test starts anew on a database that it has. */
export async function emptier(pool: Pool): Promise<() => Promise<void>> {
  // Deleting a few rows is cheaper than giving every table new files; as a replica, in any order.
  const empty = (await tablesOf(pool)).map((name) => `delete from stratum.${name};`).join("");
  return async () => {
    await pool.query(`begin; set local session_replication_role = replica; ${empty} commit`);
  };
}

/** Differs from run to run, whatever happened. */
const BY_CHANCE = new Set(["seq", "xid", "text", "wrapped", "fingerprint", "digest", "hash"]);
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A value as JSON text that is the same in every run: names for ids, nothing that chance or the clock gave. */
export const told = (value: unknown, names: ReadonlyMap<string, string>): string =>
  JSON.stringify(value, (key, part: unknown) => {
    if (BY_CHANCE.has(key)) return undefined;
    if (typeof part !== "string") return part;
    return TIME.test(part) ? "a time" : part.replace(UUID, (id) => names.get(id) ?? "an id");
  }) ?? "nothing";

/** Gives a function that tells every row of every table, a line for each, in no order but that of the text. */
export async function teller(pool: Pool): Promise<(names: ReadonlyMap<string, string>) => Promise<string[]>> {
  const parts = (await tablesOf(pool)).map((name) =>
    name === "tenant_sizes"
      ? // How many rows make up a sum is left to chance.
        `select 'tenant_sizes' as name, to_jsonb(t) as held from (
           select tenant_id, sum(children) as children, sum(descendants) as descendants from stratum.tenant_sizes
           group by tenant_id having sum(children) <> 0 or sum(descendants) <> 0) t`
      : `select '${name}' as name, to_jsonb(t) as held from stratum.${name} t`,
  );
  return async (names) => {
    const { rows } = await pool.query<{ name: string; held: object }>(parts.join(" union all "));
    return rows.map(({ name, held }) => `${name} ${told(held, names)}`).sort();
  };
}
