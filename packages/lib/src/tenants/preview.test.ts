import type { MovePreview } from "@stratum-hq/core";
import { plant } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { Stratum } from "../stratum.ts";

let stratum: Stratum;
let statements = 0;
beforeAll(async () => {
  const { app_pool } = await testDatabase();
  stratum = new Stratum({ pool: app_pool, on_query: () => statements++ });
  await stratum.initialize();
});

const KEYS = ["a", "b", "c"];
const SLUGS = ["left", "right", "between", "moved", "one", "two", "leaf"] as const;
const key = fc.constantFrom(...KEYS);
const value = fc.constantFrom(1, 2, null);
const setting = fc.oneof(
  fc.record({ kind: fc.constant("config" as const), key, value, locked: fc.boolean() }),
  fc.record({ kind: fc.constant("default" as const), key, value }),
  fc.record({
    kind: fc.constant("permission" as const),
    key,
    value,
    mode: fc.constantFrom("LOCKED" as const, "INHERITED" as const, "DELEGATED" as const),
  }),
);
const settings = fc.array(fc.record({ at: fc.constantFrom(...SLUGS), setting }), {
  minLength: 8,
  maxLength: 24,
});

let forests = 0;
const forest = async () => {
  const t = await plant(stratum, {
    left: { moved: { one: { leaf: {} }, two: {} } },
    right: { between: {} },
  });
  forests += 1;
  // The next forest needs the slugs of these roots.
  for (const root of [t.left, t.right])
    await stratum.updateTenant(root.id, { slug: `${root.slug}_${forests}` });
  return t;
};
/** What resolves for a tenant, as a preview shows it. */
const resolved = async (id: string) => ({
  config: Object.entries(await stratum.resolveConfig(id)).map(
    ([name, e]) => [name, { value: e.value, masked: false }] as const,
  ),
  permissions: Object.entries(await stratum.resolvePermissions(id)).map(
    ([name, p]) => [name, { value: p.value, mode: p.mode }] as const,
  ),
});

it("a preview says exactly what changes when the move is made, whatever is set above and below", async () => {
  await fc.assert(
    fc.asyncProperty(settings, async (all) => {
      const t = await forest();
      // Lowest first: what stands above would refuse some of them, and resolution must hold in any order.
      const upwards = [...all].sort((x, y) => SLUGS.indexOf(y.at) - SLUGS.indexOf(x.at));
      for (const { at, setting: s } of upwards) {
        const { id } = t[at];
        const set = {
          config: () =>
            s.kind === "config" && stratum.setConfig(id, s.key, { value: s.value, locked: s.locked }),
          default: () => s.kind === "default" && stratum.defineConfigKey(id, s.key, { default: s.value }),
          permission: () =>
            s.kind === "permission" &&
            stratum.createPermission(id, { key: s.key, value: s.value, mode: s.mode }),
        };
        await Promise.resolve(set[s.kind]()).catch((error) => expect(error.status).toBe(409));
      }
      const carried = [t.moved, t.one, t.two, t.leaf].sort(
        (x, y) => x.depth - y.depth || (x.id < y.id ? -1 : 1),
      );
      const before = await Promise.all(carried.map(({ id }) => resolved(id)));
      const preview = await stratum.previewMove(t.moved.id, t.between.id);
      await stratum.moveTenant(t.moved.id, t.between.id);
      const after = await Promise.all(carried.map(({ id }) => resolved(id)));
      for (const feature of ["config", "permissions"] as const) {
        const changed = carried.flatMap(({ id, name }, i) => {
          const was = new Map<string, object>(before[i]?.[feature]);
          const is = new Map<string, object>(after[i]?.[feature]);
          return KEYS.map((k) => ({
            tenant_id: id,
            name,
            key: k,
            before: was.get(k) ?? null,
            after: is.get(k) ?? null,
          }));
        });
        const differing = changed.filter((c) => JSON.stringify(c.before) !== JSON.stringify(c.after));
        expect(preview[feature]).toEqual({ count: differing.length, examples: differing.slice(0, 20) });
      }
    }),
    { numRuns: 25, seed: 7 },
  );
}, 120_000);

it("a preview is one round trip, leaves out archived tenants, and shows the first twenty of what it counts", async () => {
  const { from, to, top } = await plant(stratum, { from: { top: {} }, to: {} });
  for (let i = 0; i < 25; i++) await stratum.createTenant({ name: "T", slug: `t${i}`, parent_id: top.id });
  const gone = await stratum.createTenant({ name: "Gone", slug: "gone", parent_id: top.id });
  await stratum.archiveTenant(gone.id);
  await stratum.setConfig(from.id, "k", { value: 1 });
  await stratum.setConfig(to.id, "k", { value: 2 });
  statements = 0;
  const preview: MovePreview = await stratum.previewMove(top.id, to.id);
  expect(statements).toBe(1);
  expect(preview).toMatchObject({ tenants: 26, config: { count: 26 } });
  expect(preview.config.examples).toHaveLength(20);
  expect(preview.config.examples[0]?.tenant_id).toBe(top.id);
});
