import { expect, test } from "vitest";
import { invalid, nobody, refused, unique, type World } from "../world.ts";

/** createTenant, getTenant, updateTenant. */
export function createSuite(given: () => World): void {
  test("a tenant without parent_id is a root with the defaults", async () => {
    const { api } = given();
    const slug = unique();
    const root = await api.createTenant({ name: "AcmeSec", slug });
    expect(root).toMatchObject({
      parent_id: null,
      ancestry_path: "/",
      ancestry_ltree: slug,
      depth: 0,
      name: "AcmeSec",
      slug,
      metadata: {},
      isolation_strategy: "SHARED_RLS",
      status: "active",
      version: 1,
      deleted_at: null,
    });
    expect(await api.getTenant(root.id)).toEqual(root);
  });

  test("a child's paths and depth follow its parent's, and it takes the last place", async () => {
    const { plant } = given();
    const root = await plant();
    const first = await plant({ parent_id: root.id });
    const second = await plant({ parent_id: root.id, metadata: { plan: "gold", seats: [1, 2] } });
    const deep = await plant({ parent_id: second.id });
    expect([first.sort_order, second.sort_order]).toEqual([0, 1]);
    expect(second).toMatchObject({
      ancestry_path: `/${root.id}`,
      depth: 1,
      metadata: { plan: "gold", seats: [1, 2] },
    });
    expect(deep).toMatchObject({
      ancestry_path: `/${root.id}/${second.id}`,
      ancestry_ltree: `${root.slug}.${second.slug}.${deep.slug}`,
      depth: 2,
    });
  });

  test("a child takes its parent's isolation strategy unless told otherwise", async () => {
    const { plant } = given();
    const root = await plant({ isolation_strategy: "SCHEMA_PER_TENANT" });
    const same = await plant({ parent_id: root.id });
    const other = await plant({ parent_id: root.id, isolation_strategy: "SHARED_RLS" });
    expect([same.isolation_strategy, other.isolation_strategy]).toEqual(["SCHEMA_PER_TENANT", "SHARED_RLS"]);
  });

  test.each(["", "1st", "Upper", "with-dash", "a b", "ümlaut", "_a", "a.b", "x".repeat(64)])(
    "the slug %j is refused by name",
    async (slug) => {
      await invalid(given().api.createTenant({ name: "x", slug }), "body.slug");
    },
  );

  test("a slug may have 63 characters, a name 255", async () => {
    const { api } = given();
    const slug = unique().padEnd(63, "x");
    expect(await api.createTenant({ name: "n".repeat(255), slug })).toMatchObject({
      slug,
      name: "n".repeat(255),
    });
    await invalid(api.createTenant({ name: "n".repeat(256), slug: unique() }), "body.name");
    await invalid(api.createTenant({ name: "  ", slug: unique() }), "body.name");
  });

  test("a misspelt field is named and never makes a root", async () => {
    const { api, plant } = given();
    const parent = await plant();
    const slug = unique();
    await invalid(api.createTenant({ name: "x", slug, parentId: parent.id } as never), "body.parentId");
    expect((await api.searchTenants({ query: slug })).data).toEqual([]);
  });

  test("every bad field is named at once", async () => {
    const { api } = given();
    const wrong = { slug: 7, parent_id: "here", isolation_strategy: "NONE", metadata: [] };
    const paths = ["name", "slug", "parent_id", "isolation_strategy", "metadata"].map(
      (field) => `body.${field}`,
    );
    await invalid(api.createTenant(wrong as never), ...paths);
  });

  test("an unknown parent is TENANT_NOT_FOUND", async () => {
    await refused(given().plant({ parent_id: nobody() }), "TENANT_NOT_FOUND");
  });

  test("siblings have distinct slugs; cousins may share one", async () => {
    const { plant } = given();
    const root = await plant();
    const [a, b] = [await plant({ parent_id: root.id }), await plant({ parent_id: root.id })];
    await plant({ parent_id: a.id, slug: "acme" });
    await plant({ parent_id: b.id, slug: "acme" });
    await refused(plant({ parent_id: a.id, slug: "acme" }), "TENANT_ALREADY_EXISTS");
    await refused(plant({ slug: root.slug }), "TENANT_ALREADY_EXISTS");
  });

  test("an archived tenant gives its slug free", async () => {
    const { api, plant } = given();
    const root = await plant();
    const old = await plant({ parent_id: root.id, slug: "acme" });
    await api.archiveTenant(old.id);
    expect(await plant({ parent_id: root.id, slug: "acme" })).toMatchObject({ slug: "acme", sort_order: 1 });
  });

  test("a tree has 20 levels; the 21st is TENANT_DEPTH_EXCEEDED", async () => {
    const { chain, plant } = given();
    const leaf = (await chain(20))[19];
    expect(leaf.depth).toBe(19);
    await refused(plant({ parent_id: leaf.id }), "TENANT_DEPTH_EXCEEDED");
  });

  test("nothing is created below a tenant that is not active", async () => {
    const { api, plant } = given();
    const [off, gone] = [await plant(), await plant()];
    await api.suspendTenant(off.id);
    await api.archiveTenant(gone.id);
    await refused(plant({ parent_id: off.id }), "TENANT_SUSPENDED");
    await refused(plant({ parent_id: gone.id }), "TENANT_ARCHIVED");
  });

  test("an unknown id is TENANT_NOT_FOUND, what is no id is invalid, and case does not matter", async () => {
    const { api, plant } = given();
    const root = await plant();
    await refused(api.getTenant(nobody()), "TENANT_NOT_FOUND");
    await invalid(api.getTenant("root"), "params.id");
    expect((await api.getTenant(root.id.toUpperCase())).id).toBe(root.id);
  });

  test("a suspended or archived tenant is read only with include_archived", async () => {
    const { api, plant } = given();
    const [off, gone] = [await plant(), await plant()];
    await api.suspendTenant(off.id);
    await api.archiveTenant(gone.id);
    await refused(api.getTenant(off.id), "TENANT_SUSPENDED");
    await refused(api.getTenant(gone.id, { include_archived: false }), "TENANT_ARCHIVED");
    expect((await api.getTenant(off.id, { include_archived: true })).status).toBe("suspended");
    expect((await api.getTenant(gone.id, { include_archived: true })).status).toBe("archived");
    await invalid(api.getTenant(gone.id, { include_archived: "yes" as never }), "query.include_archived");
    await invalid(api.getTenant(gone.id, { archived: true } as never), "query.archived");
  });

  test("an update changes what it names, replaces metadata whole, and raises the version", async () => {
    const { api, plant } = given();
    const root = await plant({ metadata: { a: 1, b: 2 } });
    const renamed = await api.updateTenant(root.id, { name: "Renamed" });
    expect(renamed).toMatchObject({ name: "Renamed", slug: root.slug, metadata: { a: 1, b: 2 }, version: 2 });
    expect((await api.updateTenant(root.id, { metadata: { c: 3 } })).metadata).toEqual({ c: 3 });
  });

  test("a new slug rewrites the slug paths of the whole subtree", async () => {
    const { api, chain } = given();
    const [root, mid, leaf] = await chain(3);
    const slug = unique();
    await api.updateTenant(mid.id, { slug });
    expect((await api.getTenant(leaf.id)).ancestry_ltree).toBe(`${root.slug}.${slug}.${leaf.slug}`);
  });

  test("a slug that a sibling has is refused, the own one is not", async () => {
    const { api, plant } = given();
    const root = await plant();
    const a = await plant({ parent_id: root.id, slug: "a" });
    await plant({ parent_id: root.id, slug: "b" });
    await refused(api.updateTenant(a.id, { slug: "b" }), "TENANT_ALREADY_EXISTS");
    expect((await api.updateTenant(a.id, { slug: "a", name: "A" })).slug).toBe("a");
  });

  test("a stale version is VERSION_CONFLICT with the current tenant, as a field and as If-Match", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.updateTenant(id, { name: "Two", expected_version: 1 });
    const error = await refused(
      api.updateTenant(id, { name: "Three", expected_version: 1 }),
      "VERSION_CONFLICT",
    );
    expect(error.details.current).toMatchObject({ id, name: "Two", version: 2 });
    await refused(api.updateTenant(id, { name: "Three" }, { if_match: 1 }), "VERSION_CONFLICT");
    expect((await api.updateTenant(id, { name: "Three" }, { if_match: 2 })).version).toBe(3);
  });

  test("an update refuses unknown tenants, unknown fields and tenants that are not active", async () => {
    const { api, plant } = given();
    const root = await plant();
    await refused(api.updateTenant(nobody(), { name: "x" }), "TENANT_NOT_FOUND");
    await invalid(api.updateTenant(root.id, { parent_id: null } as never), "body.parent_id");
    await api.suspendTenant(root.id);
    await refused(api.updateTenant(root.id, { name: "x" }), "TENANT_SUSPENDED");
    await api.archiveTenant(root.id);
    await refused(api.updateTenant(root.id, { name: "x" }), "TENANT_ARCHIVED");
  });
}
