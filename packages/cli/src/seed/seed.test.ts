import { Stratum } from "@stratum-hq/lib";
import { testDatabase } from "@stratum-hq/testing/database";
import { expect, test } from "vitest";
import { seedIfEmpty } from "./index.ts";
import { createRandom } from "./random.ts";
import { planTree } from "./tree.ts";

test("the plan is the same at every run: four levels, some 300 tenants, siblings with different slugs", () => {
  const tree = planTree(createRandom(7));
  expect(planTree(createRandom(7))).toEqual(tree);
  const siblings = [tree.children, ...tree.children.map((partner) => partner.children)];
  for (const list of siblings) expect(new Set(list.map(({ slug }) => slug)).size).toBe(list.length);
});

test("the example holds what an operator wants to see, and is written only once", {
  timeout: 60_000,
}, async () => {
  const { pool, app_url } = await testDatabase();
  const said: string[] = [];
  await seedIfEmpty(app_url, (line) => said.push(line));
  await seedIfEmpty(app_url, (line) => said.push(line));
  expect(said).toHaveLength(1);

  const { rows } = await pool.query(
    `select count(*) between 280 and 330 as about_300, max(depth) + 1 as levels,
            count(distinct status)::int as statuses,
            (select count(*)::int from stratum.audit_log where actor_id <> 'seed') as by_others
     from stratum.tenants`,
  );
  expect(rows).toEqual([{ about_300: true, levels: 4, statuses: 3, by_others: 0 }]);

  const stratum = new Stratum({ pool });
  await stratum.initialize();
  const root = (await stratum.listRoots()).data[0]!;
  const config = await stratum.resolveConfig(root.id);
  expect(Object.keys(config).length).toBeGreaterThanOrEqual(40);
  expect(Object.values(config).some((entry) => entry.locked)).toBe(true);
  const below = await stratum.getDescendants(root.id);
  const active = below.filter(({ status }) => status === "active");
  const resolved = await Promise.all(active.map(({ id }) => stratum.resolveConfig(id)));
  const entries = resolved.flatMap((one) => Object.values(one));
  expect(entries.some((entry) => !entry.inherited && entry.locked)).toBe(true);
  expect(entries.some((entry) => entry.shadowed !== null)).toBe(true);
  const policies = await pool.query<{ mode: string; revocation_mode: string }>(
    "select distinct mode, revocation_mode from stratum.permissions",
  );
  expect(new Set(policies.rows.map(({ mode }) => mode)).size).toBe(3);
  expect(new Set(policies.rows.map(({ revocation_mode }) => revocation_mode)).size).toBe(3);
  const consents = await Promise.all(active.map(({ id }) => stratum.listConsent(id, { limit: 100 })));
  const statuses = consents.flatMap(({ data }) => data.map(({ status }) => status));
  expect(new Set(statuses)).toEqual(new Set(["active", "withdrawn"]));
});
