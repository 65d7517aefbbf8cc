/** What statements read, counted by PostgreSQL itself: nothing is timed. */
import type pg from "pg";

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: Node[];
}
interface Statement {
  compile(): { text: string; values: unknown[] };
}
/** Rows that were read, and tables that were read whole. */
export interface Reads {
  rows: number;
  whole: string[];
}

/** Runs what `work` sends under `explain analyze`, undoes it, and tells what was read. No statement gives rows. */
export async function readsOf(
  pool: pg.Pool,
  work: (tx: { query<Row>(statement: Statement): Promise<Row[]> }) => Promise<unknown>,
): Promise<Reads> {
  const seen: Reads = { rows: 0, whole: [] };
  const visit = (node: Node): void => {
    if (node["Relation Name"] && node["Node Type"].includes("Scan")) {
      seen.rows += (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"];
      if (node["Node Type"] === "Seq Scan" && node["Actual Loops"] > 0)
        seen.whole.push(node["Relation Name"]);
    }
    node.Plans?.forEach(visit);
  };
  const client = await pool.connect();
  try {
    await client.query("begin");
    const query = async <Row>(statement: Statement): Promise<Row[]> => {
      const { text, values } = statement.compile();
      const { rows } = await client.query(`explain (analyze, format json) ${text}`, values);
      visit(rows[0]["QUERY PLAN"][0].Plan);
      return [];
    };
    await work({ query });
  } finally {
    await client.query("rollback");
    client.release();
  }
  return seen;
}

/** Runs what `work` sends, undoes it, and tells what was read, inside functions and triggers too. */
export async function allReadsOf(
  pool: pg.Pool,
  work: (tx: { query<Row>(statement: Statement): Promise<Row[]> }) => Promise<unknown>,
): Promise<Reads> {
  const client = await pool.connect();
  try {
    // What the session read before is still counted along, until it is handed over.
    await client.query("select pg_stat_force_next_flush()");
    await client.query("begin");
    await work({
      query: async (statement) => {
        const { text, values } = statement.compile();
        return (await client.query(text, values)).rows;
      },
    });
    const { rows } = await client.query<{ relname: string; read: string; whole: boolean }>(`
      select relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as read, coalesce(seq_scan, 0) > 0 as whole
      from pg_stat_xact_user_tables where coalesce(seq_scan, 0) + coalesce(idx_scan, 0) > 0`);
    return {
      rows: rows.reduce((sum, { read }) => sum + Number(read), 0),
      whole: rows.filter(({ whole }) => whole).map(({ relname }) => relname),
    };
  } finally {
    await client.query("rollback");
    client.release();
  }
}
