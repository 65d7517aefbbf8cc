import { expect, test } from "vitest";
import { ids, invalid, nobody, refused, unique, type World } from "../world.ts";

/** batchCreateTenants. */
export function batchSuite(given: () => World): void {
  const item = (fields: object = {}) => ({ name: "Batched", slug: unique(), ...fields });

  test("parents may be created earlier in the batch, below an old tenant or a new root", async () => {
    const { api, plant } = given();
    const root = await plant({ isolation_strategy: "SCHEMA_PER_TENANT" });
    const first = await plant({ parent_id: root.id });
    const tenants = [
      item({ parent_id: root.id, ref: "a", metadata: { tier: "gold" } }),
      item({ parent_ref: "a", ref: "b", isolation_strategy: "SHARED_RLS" }),
      item({ parent_ref: "b" }),
      item({ parent_id: root.id }),
      item({ ref: "root" }),
      item({ parent_ref: "root" }),
      item({ parent_ref: "root" }),
    ];
    const { created, errors } = await api.batchCreateTenants({ tenants });
    expect(errors).toEqual([]);
    expect(created.map((t) => t.slug)).toEqual(tenants.map((t) => t.slug));
    const [a, b, c, beside, top, one, two] = created as [
      typeof root,
      typeof root,
      typeof root,
      typeof root,
      typeof root,
      typeof root,
      typeof root,
    ];
    expect(created.map((t) => [t.parent_id, t.depth, t.sort_order])).toEqual([
      [root.id, 1, 1],
      [a.id, 2, 0],
      [b.id, 3, 0],
      [root.id, 1, 2],
      [null, 0, top.sort_order],
      [top.id, 1, 0],
      [top.id, 1, 1],
    ]);
    expect(created.map((t) => t.isolation_strategy)).toEqual([
      "SCHEMA_PER_TENANT",
      "SHARED_RLS",
      "SHARED_RLS",
      "SCHEMA_PER_TENANT",
      "SHARED_RLS",
      "SHARED_RLS",
      "SHARED_RLS",
    ]);
    expect(a.metadata).toEqual({ tier: "gold" });
    expect(c).toMatchObject({
      ancestry_path: `/${root.id}/${a.id}/${b.id}`,
      ancestry_ltree: [root, a, b, c].map((t) => t.slug).join("."),
    });
    expect(two).toMatchObject({ ancestry_path: `/${top.id}`, ancestry_ltree: `${top.slug}.${two.slug}` });
    expect(ids((await api.listChildren(root.id)).data)).toEqual(ids([first, a, beside]));
    for (const made of created) expect(await api.getTenant(made.id)).toEqual(made);
    expect((await api.queryAuditLogs({ tenant_id: one.id })).data.map((entry) => entry.action)).toEqual([
      "tenants.created",
    ]);
  });

  test("all or nothing: what is refused names its place, and nothing exists", async () => {
    const { api, plant, chain } = given();
    const root = await plant();
    const taken = await plant({ parent_id: root.id });
    const off = await plant();
    await api.suspendTenant(off.id);
    const leaf = (await chain(20))[19];
    const good = item({ parent_id: root.id, ref: "good" });
    const cases = [
      [{ parent_id: root.id, slug: taken.slug }, "TENANT_ALREADY_EXISTS"],
      [{ parent_id: root.id, slug: good.slug }, "TENANT_ALREADY_EXISTS"],
      [{ parent_id: nobody() }, "TENANT_NOT_FOUND"],
      [{ parent_id: off.id }, "TENANT_SUSPENDED"],
      [{ parent_id: leaf.id }, "TENANT_DEPTH_EXCEEDED"],
    ] as const;
    for (const [bad, code] of cases) {
      const error = await refused(
        api.batchCreateTenants({ tenants: [good, item({ parent_ref: "good" }), item(bad)] }),
        code,
      );
      expect(error.details.index).toBe(2);
      expect(error.message).toContain("2");
      expect(ids((await api.listChildren(root.id)).data)).toEqual([taken.id]);
    }
  });

  test("a batch that would grow too deep by itself is refused", async () => {
    const { api } = given();
    const levels = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        item({ ref: `${i}`, ...(i > 0 && { parent_ref: `${i - 1}` }) }),
      );
    const error = await refused(api.batchCreateTenants({ tenants: levels(21) }), "TENANT_DEPTH_EXCEEDED");
    expect(error.details.index).toBe(20);
    expect((await api.batchCreateTenants({ tenants: levels(20) })).created.at(-1)?.depth).toBe(19);
  });

  test("a ref must be given before it is used, once, and not beside a parent_id", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const batch = (...tenants: object[]) => api.batchCreateTenants({ tenants: tenants.map(item) });
    await invalid(batch({ parent_ref: "later" }, { ref: "later" }), "body.tenants.0.parent_ref");
    await invalid(batch({ ref: "self", parent_ref: "self" }), "body.tenants.0.parent_ref");
    await invalid(batch({ ref: "x" }, { ref: "x" }), "body.tenants.1.ref");
    await invalid(batch({ ref: "x" }, { parent_ref: "x", parent_id: id }), "body.tenants.1.parent_ref");
    await invalid(batch({ parentRef: "x" }), "body.tenants.0.parentRef");
    await invalid(batch({ slug: "No" }), "body.tenants.0.slug");
    await invalid(batch(), "body.tenants");
  });

  test("a batch holds up to 1,000 tenants", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const tenants = Array.from({ length: 1000 }, (_, i) =>
      item(i < 10 ? { parent_id: id, ref: `${i}` } : { parent_ref: `${i % 10}` }),
    );
    await invalid(api.batchCreateTenants({ tenants: [...tenants, item()] }), "body.tenants");
    const { created } = await api.batchCreateTenants({ tenants });
    expect(new Set(ids(created)).size).toBe(1000);
    const { data } = await api.listChildren(id);
    expect(data.map((t) => [t.sort_order, t.descendant_count])).toEqual(
      Array.from({ length: 10 }, (_, i) => [i, 99]),
    );
  });

  test("a caller that sees a subtree makes no roots", async () => {
    const { as, plant } = given();
    const { id } = await plant();
    const mine = await as({ tenant_id: id, scopes: ["write"] });
    const tenants = [item({ parent_id: id, ref: "a" }), item({ parent_ref: "a" }), item()];
    await invalid(mine.batchCreateTenants({ tenants }), "body.tenants.2.parent_id");
    expect((await mine.batchCreateTenants({ tenants: tenants.slice(0, 2) })).created).toHaveLength(2);
  });
}
