import type { Page } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { ids, invalid, nobody, refused, unique, type World } from "../world.ts";

/** All rows of a listing, page by page. */
async function all<T>(list: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await list(cursor);
    rows.push(...page.data);
    expect(page.has_more).toBe(page.next_cursor !== null);
    if (page.next_cursor === null) return rows;
    cursor = page.next_cursor;
  }
}

/** listTenants, listRoots, listChildren, listDescendants, getAncestors, searchTenants. */
export function listSuite(given: () => World): void {
  test("listTenants gives what the caller sees, oldest first, without what is archived", async () => {
    const { api, as, plant } = given();
    const root = await plant();
    const [a, b] = [await plant({ parent_id: root.id }), await plant({ parent_id: root.id })];
    const gone = await plant({ parent_id: a.id });
    await api.archiveTenant(gone.id);
    await api.suspendTenant(b.id);
    const mine = await as({ tenant_id: root.id, scopes: ["read"] });
    expect(ids((await mine.listTenants()).data)).toEqual([root.id, a.id, b.id]);
    expect(ids((await mine.listTenants({ include_archived: true })).data)).toEqual([
      root.id,
      a.id,
      b.id,
      gone.id,
    ]);
    expect(ids(await all((cursor) => mine.listTenants({ limit: 1, cursor })))).toEqual([root.id, a.id, b.id]);
  });

  test("listRoots begins at the roots for the platform, and at the top of its subtree for any other caller", async () => {
    const { api, as, chain } = given();
    const [root, mid] = await chain(3);
    const roots = await all((cursor) => api.listRoots({ limit: 200, cursor }));
    expect(roots.find((row) => row.id === root.id)).toMatchObject({ child_count: 1, descendant_count: 2 });
    expect(roots.every((row) => row.parent_id === null)).toBe(true);
    const mine = await as({ tenant_id: mid.id, scopes: ["read"] });
    expect(await mine.listRoots()).toMatchObject({
      data: [{ id: mid.id, child_count: 1, descendant_count: 1 }],
      next_cursor: null,
      has_more: false,
    });
  });

  test("listRoots hides archived roots unless asked for", async () => {
    const { api, plant } = given();
    const root = await plant();
    await api.archiveTenant(root.id);
    const without = await all((cursor) => api.listRoots({ limit: 200, cursor }));
    const among = await all((cursor) => api.listRoots({ limit: 200, cursor, include_archived: true }));
    expect([ids(without).includes(root.id), ids(among).includes(root.id)]).toEqual([false, true]);
  });

  test("children come in sibling order with sizes that leave out what is archived", async () => {
    const { api, plant } = given();
    const root = await plant();
    const [a, b] = [await plant({ parent_id: root.id }), await plant({ parent_id: root.id })];
    const grandchild = await plant({ parent_id: a.id });
    await plant({ parent_id: grandchild.id });
    await api.archiveTenant((await plant({ parent_id: a.id })).id);
    expect((await api.listChildren(root.id)).data).toMatchObject([
      { id: a.id, sort_order: 0, child_count: 1, descendant_count: 2 },
      { id: b.id, sort_order: 1, child_count: 0, descendant_count: 0 },
    ]);
    expect((await api.listChildren(a.id, { include_archived: true })).data).toHaveLength(2);
  });

  test("pages hold every child once, also when one is added in between", async () => {
    const { api, plant } = given();
    const root = await plant();
    const children = [];
    for (let i = 0; i < 5; i++) children.push(await plant({ parent_id: root.id }));
    const first = await api.listChildren(root.id, { limit: 2 });
    children.push(await plant({ parent_id: root.id }));
    const rest = await all((cursor) =>
      api.listChildren(root.id, { limit: 3, cursor: cursor ?? first.next_cursor ?? undefined }),
    );
    expect(ids([...first.data, ...rest])).toEqual(ids(children));
  });

  test("the last page says so, also when it is full", async () => {
    const { api, plant } = given();
    const root = await plant();
    await plant({ parent_id: root.id });
    await plant({ parent_id: root.id });
    expect(await api.listChildren(root.id, { limit: 2 })).toMatchObject({
      has_more: false,
      next_cursor: null,
    });
    expect(await api.listChildren(root.id, { limit: 1 })).toMatchObject({ has_more: true });
  });

  test.each(["garbage", "bm90IGpzb24", "e30=", "W10="])(
    "the cursor %j is refused by name, in every listing",
    async (cursor) => {
      const { api, plant } = given();
      const { id } = await plant();
      await invalid(api.listTenants({ cursor }), "query.cursor");
      await invalid(api.listRoots({ cursor }), "query.cursor");
      await invalid(api.searchTenants({ query: "x", cursor }), "query.cursor");
      await invalid(api.listChildren(id, { cursor }), "query.cursor");
      await invalid(api.listDescendants(id, { cursor }), "query.cursor");
      await invalid(api.listConsent(id, { cursor }), "query.cursor");
      await invalid(api.listConsentEvents(id, { cursor }), "query.cursor");
      await invalid(api.listApiKeys({ cursor }), "query.cursor");
    },
  );

  test("a page holds 1 to 200 rows", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    for (const limit of [0, 201, 1.5, "ten" as never])
      await invalid(api.listChildren(id, { limit }), "query.limit");
    expect((await api.listChildren(id, { limit: 200 })).data).toEqual([]);
  });

  test("a suspended branch can be opened, an archived one only with include_archived", async () => {
    const { api, chain } = given();
    const [root, child] = await chain(2);
    await api.suspendTenant(root.id, { cascade: true });
    expect(ids((await api.listChildren(root.id)).data)).toEqual([child.id]);
    await api.archiveTenant(root.id, { cascade: true });
    await refused(api.listChildren(root.id), "TENANT_ARCHIVED");
    expect(ids((await api.listChildren(root.id, { include_archived: true })).data)).toEqual([child.id]);
  });

  test("descendants come parents first, without the tenant itself and what is archived", async () => {
    const { api, plant } = given();
    const root = await plant();
    const [a, b] = [await plant({ parent_id: root.id }), await plant({ parent_id: root.id })];
    const [below, gone] = [await plant({ parent_id: b.id }), await plant({ parent_id: a.id })];
    await api.archiveTenant(gone.id);
    const rows = await all((cursor) => api.listDescendants(root.id, { limit: 2, cursor }));
    expect(new Set(ids(rows))).toEqual(new Set([a.id, b.id, below.id]));
    expect(ids(rows).indexOf(b.id)).toBeLessThan(ids(rows).indexOf(below.id));
    expect((await api.listDescendants(root.id, { include_archived: true })).data).toHaveLength(4);
    await api.suspendTenant(b.id, { cascade: true });
    await refused(api.listDescendants(b.id), "TENANT_SUSPENDED");
    expect(ids((await api.listDescendants(b.id, { include_archived: true })).data)).toEqual([below.id]);
  });

  test("ancestors come root first, and only those that the caller sees", async () => {
    const { api, as, chain } = given();
    const [root, top, mid, leaf] = await chain(4);
    expect(ids(await api.getAncestors(leaf.id))).toEqual(ids([root, top, mid]));
    expect(await api.getAncestors(root.id)).toEqual([]);
    const mine = await as({ tenant_id: top.id, scopes: ["read"] });
    expect(ids(await mine.getAncestors(leaf.id))).toEqual(ids([top, mid]));
  });

  test("search finds parts of names and slugs in any case, and whole ids, each with its chain", async () => {
    const { api, plant } = given();
    const word = unique();
    const root = await plant({ name: `The ${word} Group` });
    const child = await plant({ parent_id: root.id, slug: `x_${word.slice(0, 40)}` });
    const leaf = await plant({ parent_id: child.id, name: `leaf of ${word}` });
    const hits = (await api.searchTenants({ query: word.slice(0, 40).toUpperCase() })).data;
    expect(new Set(ids(hits))).toEqual(new Set([root.id, child.id, leaf.id]));
    expect(hits.find((hit) => hit.id === leaf.id)?.chain).toEqual(
      [root, child].map(({ id, name, slug }) => ({ id, name, slug })),
    );
    expect(hits.find((hit) => hit.id === root.id)).toMatchObject({
      chain: [],
      child_count: 1,
      descendant_count: 2,
    });
    expect(ids((await api.searchTenants({ query: leaf.id })).data)).toEqual([leaf.id]);
    expect(
      ids(await all((cursor) => api.searchTenants({ query: word.slice(0, 40), limit: 1, cursor }))),
    ).toEqual(ids(hits));
  });

  test("search stays under a tenant, leaves out what is archived, and takes % and _ as they are", async () => {
    const { api, plant } = given();
    const word = unique();
    const [left, right] = [await plant({ name: word }), await plant({ name: `100% ${word}` })];
    const inside = await plant({ parent_id: left.id, name: word });
    expect(new Set(ids((await api.searchTenants({ query: word, under: left.id })).data))).toEqual(
      new Set([left.id, inside.id]),
    );
    expect(ids((await api.searchTenants({ query: `100% ${word}` })).data)).toEqual([right.id]);
    expect((await api.searchTenants({ query: `${word.slice(0, 10)}%${word.slice(20)}` })).data).toEqual([]);
    await api.archiveTenant(inside.id);
    expect(ids((await api.searchTenants({ query: word, under: left.id })).data)).toEqual([left.id]);
  });

  test("search refuses an empty query and an unknown place", async () => {
    const { api } = given();
    await invalid(api.searchTenants({ query: " " }), "query.query");
    await invalid(api.searchTenants({} as never), "query.query");
    await invalid(api.searchTenants({ query: "x", under: "here" }), "query.under");
    await refused(api.searchTenants({ query: "x", under: nobody() }), "TENANT_NOT_FOUND");
  });
}
