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
