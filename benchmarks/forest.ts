/** A tree of any size, written by `copy`: a million tenants in seconds instead of hours. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from } from "pg-copy-streams";
import { v7 } from "uuid";

export interface ForestShape {
  tenants: number;
  /** Children of every tenant that has any. The tree is filled level by level, left to right. */
  fan_out: number;
}

/** The ids, level by level: the root is the first, children of number `i` begin at `i * fan_out + 1`. */
export type Forest = readonly string[];

/** Writes one tree in the engine's own shape. Returns its ids. */
export async function seedForest(pool: pg.Pool, shape: ForestShape): Promise<Forest> {
  const ids = Array.from({ length: shape.tenants }, (_, i) => v7({ msecs: 1_700_000_000_000 + i }));
  const client = await pool.connect();
  try {
    const into = client.query(
      from(
        "copy stratum.tenants (id, parent_id, ancestry_path, ancestry_ltree, depth, name, slug, sort_order) from stdin",
      ),
    );
    await pipeline(Readable.from(chunks(ids, shape)), into);
    await client.query("vacuum (analyze) stratum.tenants");
  } finally {
    client.release();
  }
  return ids;
}

/** Lines of the copy, a few thousand at a time. */
function* chunks(ids: Forest, { fan_out }: ForestShape): Generator<string> {
  const paths: string[] = [];
  const slugs: string[] = [];
  let text = "";
  for (const [i, id] of ids.entries()) {
    const parent = i === 0 ? -1 : Math.floor((i - 1) / fan_out);
    const above = parent < 0 ? "" : paths[parent];
    paths[i] = `${above}/${id}`;
    slugs[i] = parent < 0 ? `t${i}` : `${slugs[parent]}.t${i}`;
    const depth = (paths[i]?.length ?? 0) / (id.length + 1) - 1;
    const place = i === 0 ? 0 : (i - 1) % fan_out;
    text += `${id}\t${parent < 0 ? "\\N" : ids[parent]}\t${above || "/"}\t${slugs[i]}\t${depth}\tTenant ${codeOf(i)}\tt${i}\t${place}\n`;
    if (i % 5_000 === 4_999) {
      yield text;
      text = "";
    }
  }
  yield text;
}

/** A word of its own for each tenant, as a name has: numbers in a row share most of their letters. */
export const codeOf = (i: number): string => ((i * 2_654_435_761) % 2 ** 32).toString(36);
