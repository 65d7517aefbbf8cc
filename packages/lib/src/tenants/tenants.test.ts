import { ForbiddenError, TenantNotFoundError } from "@stratum-hq/core";
import { testDatabase } from "@stratum-hq/testing/database";
import { beforeAll, describe, expect, it } from "vitest";
import { createCache } from "../cache.ts";
import { createCaller } from "../caller.ts";
import { Stratum } from "../stratum.ts";
import { createTenants } from "./tenants.ts";

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
  it("is told of a foreign tenant that it does not exist, also where a slug or a policy would clash", async () => {
    const [mine, theirs] = [await make(null), await make(null)];
    const taken = await stratum.createTenant({ name: "Taken", slug: "taken", parent_id: theirs.id });
    const other = await make(theirs.id);
    const twin = await stratum.createTenant({ name: "Twin", slug: "taken", parent_id: mine.id });
    await stratum.createPermission(taken.id, { key: "k" });
    const stranger = stratum.as({ scopes: ["admin"], tenant_id: mine.id });
    for (const attempt of [
      () => stranger.createTenant({ name: "Guess", slug: "taken", parent_id: theirs.id }),
      () => stranger.batchCreateTenants([{ name: "Guess", slug: "taken", parent_id: theirs.id }]),
      () => stranger.updateTenant(other.id, { slug: "taken" }),
      () => stranger.moveTenant(twin.id, theirs.id),
      () => stranger.createPermission(taken.id, { key: "k" }),
    ])
      await expect(attempt()).rejects.toEqual(code("TENANT_NOT_FOUND"));
  });

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

describe("round trips", () => {
  type Work = () => Promise<() => Promise<unknown>>;
  /** Prepares, then gives the call that is counted. */
  const on =
    (call: (id: string) => Promise<unknown>, prepare?: (id: string) => Promise<unknown>): Work =>
    async () => {
      const { id } = await make((await make(null)).id);
      await prepare?.(id);
      return () => call(id);
    };
  const creates: Record<string, Work> = {
    createTenant: on((id) => make(id)),
    createOrganization: on(() => stratum.createOrganization({ name: "x", slug: slug() })),
  };
  const writes: Record<string, Work> = {
    batchCreateTenants: on((parent_id) =>
      stratum.batchCreateTenants([
        { name: "x", slug: "a", parent_id, ref: "a" },
        { name: "x", slug: "b", parent_ref: "a" },
      ]),
    ),
    updateTenant: on((id) => stratum.updateTenant(id, { slug: slug() })),
    moveTenant: on((id) => stratum.moveTenant(id, null)),
    reorderTenant: on(
      (id) => stratum.reorderTenant(id, 1),
      async (id) => make((await stratum.getTenant(id)).parent_id),
    ),
    suspendTenant: on((id) => stratum.suspendTenant(id)),
    resumeTenant: on(
      (id) => stratum.resumeTenant(id),
      (id) => stratum.suspendTenant(id),
    ),
    archiveTenant: on((id) => stratum.archiveTenant(id)),
    deleteTenant: on((id) => stratum.deleteTenant(id)),
    purgeTenant: on((id) => stratum.purgeTenant(id)),
  };
  const reads: Record<string, Work> = {
    getTenant: on((id) => stratum.getTenant(id)),
    getTenantByPath: async () => {
      const { ancestry_ltree } = await make((await make(null)).id);
      return () => stratum.getTenantByPath(ancestry_ltree);
    },
    getTenantBySlug: async () => {
      const root = await make(null);
      return () => stratum.getTenantBySlug(root.slug, { under: root.id });
    },
    listTenants: on(() => stratum.listTenants()),
    listRoots: on(() => stratum.listRoots()),
    listOrganizations: on(() => stratum.listOrganizations()),
    getOrganization: async () => {
      const { id } = await make(null);
      return () => stratum.getOrganization(id);
    },
    searchTenants: on((under) => stratum.searchTenants({ query: "x", under })),
    previewMove: on((id) => stratum.previewMove(id, null)),
    getRoot: on((id) => stratum.getRoot(id)),
    getAncestors: on((id) => stratum.getAncestors(id)),
    getChildren: on((id) => stratum.getChildren(id)),
    listChildren: on((id) => stratum.listChildren(id)),
    getDescendants: on((id) => stratum.getDescendants(id)),
    listDescendants: on((id) => stratum.listDescendants(id)),
  };
  const trips = async (work: Work): Promise<number> => {
    const call = await work();
    statements = [];
    await call();
    return statements.length;
  };

  it("are counted here for every method of the feature", () => {
    const never = () => Promise.reject(new Error("not called"));
    const db = { query: never, transaction: never, steps: never };
    const api = createTenants({ db, cache: createCache(), caller: () => createCaller({}) });
    expect(Object.keys({ ...creates, ...writes, ...reads }).sort()).toEqual(Object.keys(api).sort());
  });
  it.each(Object.entries(creates))("%s takes one", async (_name, work) => {
    expect(await trips(work)).toBe(1);
  });
  it("a create that is refused takes one more, to say why", async () => {
    const { id } = await make(null);
    await stratum.suspendTenant(id);
    statements = [];
    await expect(make(id)).rejects.toEqual(code("TENANT_SUSPENDED"));
    expect(statements).toHaveLength(2);
  });
  it.each(Object.entries(writes))("%s takes four", async (_name, work) => {
    expect(await trips(work)).toBe(4);
  });
  it.each(Object.entries(reads))("%s takes one", async (_name, work) => {
    expect(await trips(work)).toBe(1);
  });

  it("of a thousand children and of a thousand tenants at once are no more", async () => {
    const { id } = await make(null);
    const tenants = Array.from({ length: 1000 }, (_, i) => ({ name: "x", slug: `c${i}`, parent_id: id }));
    expect(await trips(async () => () => stratum.batchCreateTenants(tenants))).toBe(4);
    statements = [];
    expect((await stratum.getChildren(id)).map((t) => t.sort_order)).toEqual(tenants.map((_, i) => i));
    expect(await stratum.getDescendants(id)).toHaveLength(1000);
    expect(statements).toHaveLength(2);
  });
});

describe("organizations", () => {
  it("are the roots, and nothing else is one", async () => {
    const root = await stratum.createOrganization({ name: "Org", slug: slug() });
    const child = await make(root.id);
    expect(root.parent_id).toBeNull();
    expect(await stratum.getOrganization(root.id)).toEqual(root);
    await expect(stratum.getOrganization(child.id)).rejects.toEqual(code("TENANT_NOT_FOUND"));
    const page = await stratum.listOrganizations({ limit: 200 });
    expect(page.data.find((t) => t.id === root.id)).toMatchObject({ child_count: 1 });
    expect(page.data.every((t) => t.parent_id === null)).toBe(true);
    const parented = { name: "x", slug: "x", parent_id: root.id };
    await expect(stratum.createOrganization(parented)).rejects.toMatchObject({
      details: { errors: [{ path: "body.parent_id" }] },
    });
    const inside = stratum.as({ tenant_id: child.id, scopes: ["admin"] });
    expect((await inside.listOrganizations()).data).toEqual([]);
    await expect(inside.createOrganization({ name: "x", slug: "x" })).rejects.toEqual(
      code("VALIDATION_ERROR"),
    );
  });

  it("getRoot gives the root of the tree, or where the caller's view begins", async () => {
    const root = await make(null);
    const mid = await make(root.id);
    const leaf = await make(mid.id);
    expect(await stratum.getRoot(leaf.id)).toEqual(root);
    expect(await stratum.getRoot(root.id)).toEqual(root);
    const inside = stratum.as({ tenant_id: mid.id, scopes: ["read"] });
    expect(await inside.getRoot(leaf.id)).toEqual(mid);
    expect(await inside.getRoot(mid.id)).toEqual(mid);
  });
});

describe("a slug", () => {
  it("that several tenants have is told with each one's path; under a tenant, or archived, it may be the only one", async () => {
    const [x, y] = [await make(null), await make(null)];
    const word = slug("same");
    const [a, b] = [
      await stratum.createTenant({ name: "A", slug: word, parent_id: x.id }),
      await stratum.createTenant({ name: "B", slug: word, parent_id: y.id }),
    ];
    await expect(stratum.getTenantBySlug(word)).rejects.toMatchObject({
      code: "TENANT_SLUG_AMBIGUOUS",
      details: {
        candidates: [a, b].map((t) => ({ id: t.id, path: t.ancestry_ltree })),
      },
    });
    expect(await stratum.getTenantBySlug(word, { under: y.id })).toEqual(b);
    expect(await stratum.as({ tenant_id: x.id, scopes: ["read"] }).getTenantBySlug(word)).toEqual(a);
    await stratum.archiveTenant(a.id);
    expect(await stratum.getTenantBySlug(word)).toEqual(b);
    await expect(stratum.getTenantBySlug(word, true)).rejects.toEqual(code("TENANT_SLUG_AMBIGUOUS"));
    const archived = await stratum.getTenantBySlug(word, { under: x.id, include_archived: true });
    expect(archived.status).toBe("archived");
    const unknown = "0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e";
    await expect(stratum.getTenantBySlug(word, { under: unknown })).rejects.toEqual(code("TENANT_NOT_FOUND"));
  });

  it("that was taken while its tenant was archived: who may not see the sibling is not told which", async () => {
    const root = await make(null);
    const old = await stratum.createTenant({ name: "Old", slug: "same", parent_id: root.id });
    await stratum.archiveTenant(old.id);
    const heir = await stratum.createTenant({ name: "New", slug: "same", parent_id: root.id });
    const inside = stratum.as({ tenant_id: old.id, scopes: ["write"] });
    const error = await inside.resumeTenant(old.id).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({
      code: "TENANT_ALREADY_EXISTS",
      details: { slug: "same", tenant_id: old.id },
    });
    expect(JSON.stringify([error, (error as Error).message])).not.toContain(heir.id);
  });
});
