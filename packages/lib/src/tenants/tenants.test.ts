import { ForbiddenError, TenantNotFoundError } from "@stratum-hq/core";
import { testDatabase } from "@stratum-hq/testing/database";
import { beforeAll, describe, expect, it } from "vitest";
import { Stratum } from "../stratum.ts";

let stratum: Stratum;
let statements: string[] = [];
const slug = (() => {
  let n = 0;
  return (word = "t") => `${word}_${++n}`;
})();
const make = (parent_id: string | null, word?: string) =>
  stratum.createTenant({ name: word ?? "Tenant", slug: slug(word), parent_id });
const code = (error: string) => expect.objectContaining({ code: error });

beforeAll(async () => {
  const { app_pool } = await testDatabase();
  stratum = new Stratum({ pool: app_pool, on_query: (text) => statements.push(text) });
  await stratum.initialize();
});

describe("tree", () => {
  it("gives paths of ids and of slugs, depth and the next place among siblings", async () => {
    const root = await stratum.createTenant({ name: "AcmeSec", slug: "acmesec" });
    const a = await stratum.createTenant({ name: "A", slug: "a", parent_id: root.id });
    const b = await stratum.createTenant({ name: "B", slug: "b", parent_id: root.id });
    expect(root).toMatchObject({
      ancestry_path: "/",
      ancestry_ltree: "acmesec",
      depth: 0,
      parent_id: null,
      isolation_strategy: "SHARED_RLS",
    });
    expect(b).toMatchObject({
      ancestry_path: `/${root.id}`,
      ancestry_ltree: "acmesec.b",
      depth: 1,
      sort_order: 1,
    });
    expect(await stratum.getTenantByPath("acmesec.a")).toEqual(a);
    expect((await stratum.getChildren(root.id)).map((t) => t.slug)).toEqual(["a", "b"]);
  });

  it("lets two parents each have a child of the same slug, and one parent not", async () => {
    const [x, y] = [await make(null), await make(null)];
    await stratum.createTenant({ name: "Acme", slug: "acme", parent_id: x.id });
    await stratum.createTenant({ name: "Acme", slug: "acme", parent_id: y.id });
    await expect(stratum.createTenant({ name: "Acme", slug: "acme", parent_id: x.id })).rejects.toEqual(
      code("TENANT_ALREADY_EXISTS"),
    );
    await expect(stratum.getTenantBySlug("acme")).rejects.toEqual(code("TENANT_SLUG_AMBIGUOUS"));
    expect((await stratum.getTenantBySlug("acme", { under: y.id })).parent_id).toBe(y.id);
  });

  it("refuses the 21st level, for a create and for what a move carries", async () => {
    let deepest = await make(null, "deep");
    const top = deepest;
    for (let level = 2; level <= 20; level++) deepest = await make(deepest.id);
    expect(deepest.depth).toBe(19);
    await expect(make(deepest.id)).rejects.toEqual(code("TENANT_DEPTH_EXCEEDED"));
    const other = await make(null);
    await expect(stratum.moveTenant(top.id, other.id)).rejects.toEqual(code("TENANT_DEPTH_EXCEEDED"));
    expect((await stratum.getTenant(deepest.id)).depth).toBe(19);
  });

  it("names a misspelt field instead of making a root", async () => {
    const input = { name: "x", slug: "x", parentId: "y" } as unknown as { name: string; slug: string };
    await expect(stratum.createTenant(input)).rejects.toMatchObject({
      code: "VALIDATION_ERROR",
      details: { errors: [{ path: "body.parentId" }] },
    });
  });

  it("renames: the slug paths below follow", async () => {
    const root = await make(null);
    const mid = await make(root.id);
    const leaf = await make(mid.id);
    const renamed = await stratum.updateTenant(mid.id, { slug: "renamed", name: "Renamed" });
    expect(renamed.ancestry_ltree).toBe(`${root.slug}.renamed`);
    expect((await stratum.getTenant(leaf.id)).ancestry_ltree).toBe(`${root.slug}.renamed.${leaf.slug}`);
    await expect(stratum.updateTenant(mid.id, { name: "Stale", expected_version: 1 })).rejects.toEqual(
      code("VERSION_CONFLICT"),
    );
  });
});

describe("move", () => {
  it("carries the subtree to another tree, closes the gap, and back out to a root", async () => {
    const [one, two] = [await make(null), await make(null)];
    const [a, b, c] = [await make(one.id), await make(one.id), await make(one.id)];
    const leaf = await make(b.id);
    const moved = await stratum.moveTenant(b.id, two.id);
    expect(moved).toMatchObject({ parent_id: two.id, depth: 1, ancestry_path: `/${two.id}`, sort_order: 0 });
    expect(await stratum.getTenant(leaf.id)).toMatchObject({
      depth: 2,
      ancestry_path: `/${two.id}/${b.id}`,
      ancestry_ltree: `${two.slug}.${b.slug}.${leaf.slug}`,
    });
    expect((await stratum.getChildren(one.id)).map((t) => [t.id, t.sort_order])).toEqual([
      [a.id, 0],
      [c.id, 1],
    ]);
    const out = await stratum.moveTenant(b.id, null);
    expect(out).toMatchObject({ parent_id: null, ancestry_path: "/", depth: 0, ancestry_ltree: b.slug });
    expect((await stratum.getAncestors(leaf.id)).map((t) => t.id)).toEqual([b.id]);
  });

  it("refuses the own subtree and itself", async () => {
    const root = await make(null);
    const child = await make(root.id);
    await expect(stratum.moveTenant(root.id, child.id)).rejects.toEqual(code("TENANT_CYCLE_DETECTED"));
    await expect(stratum.moveTenant(root.id, root.id)).rejects.toEqual(code("TENANT_CYCLE_DETECTED"));
  });

  it("crossing moves end with one cycle refused and no deadlock", async () => {
    const root = await make(null);
    const [a, b] = [await make(root.id), await make(root.id)];
    const done = await Promise.allSettled([stratum.moveTenant(a.id, b.id), stratum.moveTenant(b.id, a.id)]);
    expect(done.map((d) => d.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(done.find((d) => d.status === "rejected")?.reason).toEqual(code("TENANT_CYCLE_DETECTED"));
  });
});

describe("lifecycle", () => {
  it("archives and suspends only without active children, unless cascading", async () => {
    const root = await make(null);
    const child = await make(root.id);
    await expect(stratum.archiveTenant(root.id)).rejects.toEqual(code("TENANT_HAS_CHILDREN"));
    await stratum.suspendTenant(root.id, { cascade: true });
    await expect(stratum.getTenant(child.id)).rejects.toEqual(code("TENANT_SUSPENDED"));
    await expect(stratum.resumeTenant(child.id)).rejects.toEqual(code("TENANT_INVALID_STATE"));
    await expect(make(root.id)).rejects.toEqual(code("TENANT_SUSPENDED"));
    await stratum.archiveTenant(root.id, { cascade: true });
    await expect(stratum.getTenant(root.id)).rejects.toEqual(code("TENANT_ARCHIVED"));
    expect((await stratum.getTenant(root.id, true)).deleted_at).not.toBeNull();
    await stratum.resumeTenant(root.id, { cascade: true });
    expect((await stratum.getTenant(child.id)).status).toBe("active");
  });

  it("resumes with cascade only what no tenant of another status stands above", async () => {
    const root = await make(null);
    const mid = await make(root.id);
    const leaf = await make(mid.id);
    await stratum.suspendTenant(root.id, { cascade: true });
    await stratum.archiveTenant(mid.id);
    await stratum.resumeTenant(root.id, { cascade: true });
    const status = async (id: string) => (await stratum.getTenant(id, true)).status;
    expect([await status(root.id), await status(mid.id), await status(leaf.id)]).toEqual([
      "active",
      "archived",
      "suspended",
    ]);
  });

  it("frees the slug of an archived tenant, and refuses to resume it while taken", async () => {
    const root = await make(null);
    const old = await stratum.createTenant({ name: "Old", slug: "same", parent_id: root.id });
    await stratum.archiveTenant(old.id);
    await stratum.createTenant({ name: "New", slug: "same", parent_id: root.id });
    await expect(stratum.resumeTenant(old.id)).rejects.toEqual(code("TENANT_ALREADY_EXISTS"));
  });
});

describe("reading", () => {
  it("pages children, descendants and the list by cursors that go on where they stopped", async () => {
    const root = await make(null);
    const made = [];
    for (let i = 0; i < 5; i++) made.push(await make(root.id));
    const first = await stratum.listChildren(root.id, { limit: 2 });
    const second = await stratum.listChildren(root.id, { limit: 200, cursor: first.next_cursor as string });
    expect([...first.data, ...second.data].map((t) => t.id)).toEqual(made.map((t) => t.id));
    expect(second).toMatchObject({ has_more: false, next_cursor: null });
    await expect(stratum.listChildren(root.id, { cursor: "nonsense" })).rejects.toMatchObject({
      details: { errors: [{ path: "query.cursor" }] },
    });
    expect((await stratum.getDescendants(root.id)).length).toBe(5);
    expect((await stratum.listRoots({ limit: 200 })).data.find((t) => t.id === root.id)).toMatchObject({
      child_count: 5,
      descendant_count: 5,
    });
  });

  it("finds by part of a name, takes % as it is, and shows the way to each hit", async () => {
    const root = await make(null);
    const mid = await make(root.id);
    await stratum.createTenant({ name: "Zürich 100% Holdings", slug: slug(), parent_id: mid.id });
    const { data } = await stratum.searchTenants({ query: "100% hold", under: root.id });
    expect(data.map((hit) => hit.chain.map((t) => t.id))).toEqual([[root.id, mid.id]]);
  });
});

describe("a bound caller", () => {
  it("sees its subtree and nothing else, in the words of an unknown id", async () => {
    const root = await make(null);
    const [mine, other] = [await make(root.id), await make(root.id)];
    const leaf = await make(mine.id);
    const scoped = stratum.as({ actor_id: "u1", actor_type: "user", tenant_id: mine.id, scopes: ["write"] });
    expect((await scoped.listRoots()).data.map((t) => t.id)).toEqual([mine.id]);
    expect((await scoped.listTenants()).data.map((t) => t.id).sort()).toEqual([mine.id, leaf.id].sort());
    expect((await scoped.getAncestors(leaf.id)).map((t) => t.id)).toEqual([mine.id]);
    const unknown = "0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e";
    for (const id of [other.id, root.id, unknown]) {
      await expect(scoped.getTenant(id)).rejects.toEqual(
        new TenantNotFoundError(`There is no tenant ${id}.`, { tenant_id: id }),
      );
    }
    await expect(scoped.moveTenant(leaf.id, other.id)).rejects.toEqual(code("TENANT_NOT_FOUND"));
    await expect(scoped.createTenant({ name: "x", slug: "x", parent_id: root.id })).rejects.toEqual(
      code("TENANT_NOT_FOUND"),
    );
    await expect(scoped.createTenant({ name: "x", slug: "x" })).rejects.toEqual(code("VALIDATION_ERROR"));
    expect((await scoped.searchTenants({ query: other.slug })).data).toEqual([]);
  });

  it("is held to its scopes, and cannot widen them in a call", async () => {
    const root = await make(null);
    const reader = stratum.as({ tenant_id: root.id, scopes: ["read"] });
    await expect(reader.updateTenant(root.id, { name: "x" })).rejects.toBeInstanceOf(ForbiddenError);
    await expect(reader.updateTenant(root.id, { name: "x" }, { scopes: ["admin"] })).rejects.toBeInstanceOf(
      ForbiddenError,
    );
  });
});

it("every write takes four round trips and a read one", async () => {
  const root = await make(null);
  const trips = async (work: () => Promise<unknown>): Promise<number> => {
    statements = [];
    await work();
    return statements.length;
  };
  const [a, b] = [await make(root.id), await make(root.id)];
  expect(await trips(() => make(root.id))).toBe(4);
  expect(await trips(() => stratum.updateTenant(a.id, { slug: slug() }))).toBe(4);
  expect(await trips(() => stratum.moveTenant(a.id, b.id))).toBe(4);
  expect(await trips(() => stratum.reorderTenant(b.id, 1))).toBe(4);
  expect(await trips(() => stratum.suspendTenant(a.id))).toBe(4);
  expect(await trips(() => stratum.resumeTenant(a.id))).toBe(4);
  expect(await trips(() => stratum.archiveTenant(a.id))).toBe(4);
  expect(await trips(() => stratum.getTenant(root.id))).toBe(1);
});
