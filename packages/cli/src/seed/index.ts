/** The example that a new development database starts with: a provider of security services and all below it. */
import { Stratum, type StratumMethods } from "@stratum-hq/lib";
import { Pool } from "pg";
import { planConfig } from "./config.ts";
import { planConsent } from "./consent.ts";
import { inParallel } from "./parallel.ts";
import { planPermissions } from "./permissions.ts";
import { createRandom } from "./random.ts";
import { type CustomerPlan, type Plan, planTree, type TreePlan } from "./tree.ts";

const SEED = 20_260_401;
const CONNECTIONS = 10;

/** Fills a database that holds no tenant. The same tenants, keys and people at every run. */
export async function seedIfEmpty(url: string, say: (line: string) => void): Promise<void> {
  // A power cut in the middle makes the database incomplete anyway, so nothing needs to reach the disk at once.
  const pool = new Pool({ connectionString: url, max: CONNECTIONS, options: "-c synchronous_commit=off" });
  try {
    const stratum = new Stratum({ pool });
    await stratum.initialize();
    if ((await stratum.listTenants({ limit: 1, include_archived: true })).data.length > 0) return;
    const started = Date.now();
    const count = await seed(stratum.as({ actor_type: "system", actor_id: "seed" }));
    say(`Filled it with an example of ${count} tenants in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  } finally {
    await pool.end();
  }
}

/** Writes the example through the engine's public methods. @returns how many tenants it has */
export async function seed(stratum: StratumMethods, now: Date = new Date()): Promise<number> {
  const random = createRandom(SEED);
  const tree = planTree(random);
  const ids = await createTree(stratum, tree);
  const idOf = (path: string): string => {
    const id = ids.get(path);
    if (id === undefined) throw new Error(`The example names a tenant that it does not hold: ${path}`);
    return id;
  };
  for (const level of planConfig(random, tree)) {
    await inParallel(level, CONNECTIONS, ({ path, entries }) => stratum.batchSetConfig(idOf(path), entries));
  }
  for (const level of planPermissions(random, tree)) {
    await inParallel(level, CONNECTIONS, async ({ path, policies }) => {
      for (const policy of policies) await stratum.createPermission(idOf(path), policy);
    });
  }
  await inParallel(planConsent(random, tree, now), CONNECTIONS, async ({ path, consents }) => {
    const id = idOf(path);
    for (const { grant, withdrawn } of consents) {
      await stratum.grantConsent(id, grant);
      if (withdrawn) await stratum.revokeConsent(id, grant.subject_id, grant.purpose);
    }
  });
  await endSome(stratum, tree, idOf);
  return ids.size;
}

/** Creates level by level, siblings in order. @returns ids by the path of slugs */
async function createTree(stratum: StratumMethods, tree: TreePlan): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  let level: { plans: Plan[]; above: string }[] = [{ plans: [tree], above: "" }];
  while (level.length > 0) {
    const next: typeof level = [];
    await inParallel(level, CONNECTIONS, async ({ plans, above }) => {
      for (const { name, slug, metadata, children } of plans) {
        const path = above === "" ? slug : `${above}.${slug}`;
        const { id } = await stratum.createTenant({
          name,
          slug,
          metadata,
          parent_id: ids.get(above) ?? null,
        });
        ids.set(path, id);
        if (children.length > 0) next.push({ plans: children, above: path });
      }
    });
    level = next;
  }
  return ids;
}

/** Not everybody stays: a customer that does not pay, a site that is closed. */
async function endSome(
  stratum: StratumMethods,
  tree: TreePlan,
  idOf: (path: string) => string,
): Promise<void> {
  const customer = (partner: number, index: number): { plan?: CustomerPlan; path: string } => {
    const above = tree.children[partner];
    const plan = above?.children[index];
    return { ...(plan ? { plan } : {}), path: `${tree.slug}.${above?.slug}.${plan?.slug}` };
  };
  await stratum.suspendTenant(idOf(customer(0, 2).path), { cascade: true });
  for (const { plan, path } of [customer(1, 1), customer(2, 1)]) {
    await stratum.archiveTenant(idOf(`${path}.${plan?.children[0]?.slug}`));
  }
}
