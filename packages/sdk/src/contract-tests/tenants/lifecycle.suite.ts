import { expect, test } from "vitest";
import { ids, nobody, refused, type World } from "../world.ts";

/** suspendTenant, resumeTenant, archiveTenant. */
export function lifecycleSuite(given: () => World): void {
  const statusOf = async (id: string): Promise<string> =>
    (await given().api.getTenant(id, { include_archived: true })).status;

  test("active to suspended to active", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    expect(await api.suspendTenant(id)).toMatchObject({ status: "suspended", deleted_at: null, version: 2 });
    expect(await api.resumeTenant(id)).toMatchObject({ status: "active", version: 3 });
    expect(await statusOf(id)).toBe("active");
  });

  test("active or suspended to archived, which notes when, and back", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.suspendTenant(id);
    expect(await api.archiveTenant(id, { cascade: false })).toMatchObject({
      status: "archived",
      deleted_at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(await api.resumeTenant(id)).toMatchObject({ status: "active", deleted_at: null });
    expect((await api.archiveTenant(id)).status).toBe("archived");
  });

  test("a wrong transition is TENANT_INVALID_STATE with the allowed ones", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const active = await refused(api.resumeTenant(id), "TENANT_INVALID_STATE");
    expect(active.details).toMatchObject({ status: "active", allowed: ["suspended", "archived"] });
    await api.suspendTenant(id);
    const suspended = await refused(api.suspendTenant(id), "TENANT_INVALID_STATE");
    expect(suspended.details.allowed).toEqual(["active", "archived"]);
    await api.archiveTenant(id);
    for (const call of [api.suspendTenant, api.archiveTenant]) {
      expect((await refused(call(id), "TENANT_INVALID_STATE")).details.allowed).toEqual(["active"]);
    }
  });

  test("suspend and archive refuse while an active child exists", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await refused(api.suspendTenant(root), "TENANT_HAS_CHILDREN");
    await refused(api.archiveTenant(root), "TENANT_HAS_CHILDREN");
    await api.suspendTenant(child);
    expect((await api.suspendTenant(root)).status).toBe("suspended");
  });

  test("suspend with cascade takes what is active below; archive takes all", async () => {
    const { api, chain, plant } = given();
    const [root, mid, leaf] = ids(await chain(3));
    const { id: gone } = await plant({ parent_id: mid });
    await api.archiveTenant(gone);
    await api.suspendTenant(root, { cascade: true });
    expect(await Promise.all([root, mid, leaf, gone].map(statusOf))).toEqual([
      "suspended",
      "suspended",
      "suspended",
      "archived",
    ]);
    await api.archiveTenant(root, { cascade: true });
    expect(new Set(await Promise.all([root, mid, leaf, gone].map(statusOf)))).toEqual(new Set(["archived"]));
  });

  test("resume without cascade leaves what is below as it is", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.suspendTenant(root, { cascade: true });
    await api.resumeTenant(root);
    expect([await statusOf(root), await statusOf(child)]).toEqual(["active", "suspended"]);
  });

  test("resume with cascade takes along what is below in the same status", async () => {
    const { api, plant } = given();
    const root = await plant();
    const [off, gone] = [await plant({ parent_id: root.id }), await plant({ parent_id: root.id })];
    await api.archiveTenant(gone.id);
    await api.suspendTenant(root.id, { cascade: true });
    await api.resumeTenant(root.id, { cascade: true });
    expect([await statusOf(off.id), await statusOf(gone.id)]).toEqual(["active", "archived"]);
  });

  test("an active tenant has an active parent: resume with cascade stops at what stays", async () => {
    const { api, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    await api.suspendTenant(leaf);
    await api.archiveTenant(mid);
    await api.suspendTenant(root);
    await api.resumeTenant(root, { cascade: true });
    expect(await Promise.all([root, mid, leaf].map(statusOf))).toEqual(["active", "archived", "suspended"]);
  });

  test("resume needs an active parent", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.suspendTenant(root, { cascade: true });
    await refused(api.resumeTenant(child), "TENANT_INVALID_STATE");
    await api.archiveTenant(root, { cascade: true });
    await refused(api.resumeTenant(child), "TENANT_INVALID_STATE");
  });

  test("an archived tenant whose slug was taken cannot come back", async () => {
    const { api, plant } = given();
    const root = await plant();
    const old = await plant({ parent_id: root.id, slug: "acme" });
    await api.archiveTenant(old.id);
    const heir = await plant({ parent_id: root.id, slug: "acme" });
    const error = await refused(api.resumeTenant(old.id), "TENANT_ALREADY_EXISTS");
    expect(error.details).toEqual({ slug: "acme", tenant_id: old.id, taken_by: heir.id });
    expect(error.message).toContain(heir.id);
    await api.updateTenant(heir.id, { slug: "heir" });
    expect((await api.resumeTenant(old.id)).slug).toBe("acme");
  });

  test("of two that would come back with one slug, each is named; one by one they can be renamed", async () => {
    const { api, plant } = given();
    const root = await plant();
    const first = await plant({ parent_id: root.id, slug: "acme" });
    await api.archiveTenant(first.id);
    const second = await plant({ parent_id: root.id, slug: "acme" });
    await api.archiveTenant(root.id, { cascade: true });
    const error = await refused(api.resumeTenant(root.id, { cascade: true }), "TENANT_ALREADY_EXISTS");
    expect(error.details).toEqual({ slug: "acme", tenant_id: first.id, taken_by: second.id });
    expect(await statusOf(root.id)).toBe("archived");
    await api.resumeTenant(root.id);
    await api.resumeTenant(first.id);
    await api.updateTenant(first.id, { slug: "first" });
    expect((await api.resumeTenant(second.id)).slug).toBe("acme");
  });

  test("an unknown tenant has no lifecycle", async () => {
    const { api } = given();
    for (const call of [api.suspendTenant, api.resumeTenant, api.archiveTenant]) {
      await refused(call(nobody()), "TENANT_NOT_FOUND");
    }
  });

  test("a refused cascade changes nothing", async () => {
    const { api, plant } = given();
    const root = await plant();
    const old = await plant({ parent_id: root.id, slug: "acme" });
    await api.archiveTenant(old.id);
    const heir = await plant({ parent_id: root.id, slug: "acme" });
    await api.archiveTenant(root.id, { cascade: true });
    await refused(api.resumeTenant(root.id, { cascade: true }), "TENANT_ALREADY_EXISTS");
    expect(await Promise.all([root, old, heir].map((t) => statusOf(t.id)))).toEqual([
      "archived",
      "archived",
      "archived",
    ]);
  });
}
