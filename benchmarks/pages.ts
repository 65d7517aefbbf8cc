/** A page of a large forest beside the same page of a small one: what is not on the page must not count. */

import { codeOf, type Forest, seedForest } from "./forest.ts";
import { atMost, compare, type Row } from "./measure.ts";
import type { Run } from "./run.ts";
import type { BenchDatabase } from "./server.ts";

const FAN_OUT = 50;
const PAGE = 200;

/** The same reads at any size. The root has everything below it; the others find as much in every forest. */
const reads = ({ stratum }: BenchDatabase, ids: Forest) => {
  const [root, child] = ids as [string, string];
  // The first of the third level, and the last that has all its children.
  const leaf = FAN_OUT * (FAN_OUT + 1) + 1;
  const top = ids[Math.floor((ids.length - 2) / FAN_OUT) - 1];
  const scoped = stratum.as({ actor_id: "b", actor_type: "user", tenant_id: top, scopes: ["read"] });
  return {
    "getAncestors, depth 3": () => stratum.getAncestors(ids[leaf] as string),
    "listChildren, page of 50 below the root": () => stratum.listChildren(root, { limit: FAN_OUT }),
    "listChildren, page of 50 further down": () => stratum.listChildren(child, { limit: FAN_OUT }),
    "listDescendants, 1,000 in pages of 200": async () => {
      let cursor: string | undefined;
      for (let pages = 0; pages < 5; pages++) {
        const page = await stratum.listDescendants(root, { limit: PAGE, cursor });
        cursor = page.next_cursor ?? undefined;
      }
    },
    "listTenants, page of 50": () => stratum.listTenants({ limit: 50 }),
    "listTenants, of a caller that sees 51": () => scoped.listTenants({ limit: 50 }),
    getTenantBySlug: () => stratum.getTenantBySlug(`t${leaf}`),
    "searchTenants, one hit": () => stratum.searchTenants({ query: codeOf(leaf) }),
  };
};

/** Rows of the tree's pages: the largest forest over the smallest, and the middle one for the shape of the growth. */
export async function pagesRows({ server, rounds, sizes }: Run): Promise<Row[]> {
  const forests = [];
  for (const tenants of sizes) {
    const database = await server.database(`forest_${tenants}`);
    const ids = await seedForest(database.owner, { tenants, fan_out: FAN_OUT });
    forests.push({ database, tenants, work: reads(database, ids) });
  }
  const [small, ...larger] = forests;
  if (!small) return [];
  const rows: Row[] = [];
  for (const name of Object.keys(small.work) as (keyof typeof small.work)[]) {
    for (const { tenants, work } of larger) {
      const result = await compare(
        work[name] as () => Promise<unknown>,
        small.work[name] as () => Promise<unknown>,
        rounds,
      );
      rows.push(atMost(1.5, `${name}, of ${tenants}`, `the same of ${small.tenants}`, result));
    }
  }
  for (const { database } of forests) await database.close();
  return rows;
}
