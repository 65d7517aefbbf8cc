import { expect, test } from "vitest";
import { ids, refused, unique, type World } from "../world.ts";

/** purgeTenant, deleteTenant. */
export function purgeSuite(given: () => World): void {
  test("delete archives: the tenant can come back", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await refused(api.deleteTenant(root), "TENANT_HAS_CHILDREN");
    expect(await api.deleteTenant(child)).toMatchObject({ id: child, status: "archived" });
    await refused(api.deleteTenant(child), "TENANT_INVALID_STATE");
    await api.resumeTenant(child);
    expect((await api.deleteTenant(root, { cascade: true })).status).toBe("archived");
    expect((await api.resumeTenant(root, { cascade: true })).status).toBe("active");
  });

  test("purge removes the tenant and what the engine holds of it, and certifies it", async () => {
    const { api, as, plant } = given();
    const root = await plant();
    const gone = await plant({ parent_id: root.id, name: "Ann Smith", slug: "ann" });
    const mine = await as({ tenant_id: gone.id, scopes: ["read"] });
    await api.setConfig(gone.id, "k", { value: "v" });
    await api.setConfig(gone.id, "k", { value: "w" });
    await api.createPermission(gone.id, { key: "p", revocation_mode: "PERMANENT" });
    await api.grantConsent(gone.id, { subject_id: "ann", purpose: "news" });
    const certificate = await api.purgeTenant(gone.id);
    expect(certificate).toMatchObject({
      tenant_id: gone.id,
      parent_id: root.id,
      tenants: 1,
      rows: {
        api_keys: 1,
        audit_log: 6,
        config_entries: 1,
        config_history: 2,
        consent_events: 1,
        permissions: 1,
      },
      purged_at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(JSON.stringify(certificate)).not.toMatch(/ann/i);
    await refused(api.getTenant(gone.id, { include_archived: true }), "TENANT_NOT_FOUND");
    await refused(api.resumeTenant(gone.id), "TENANT_NOT_FOUND");
    await refused(mine.getTenant(gone.id), "UNAUTHORIZED");
    expect(await api.getAuditEntry(certificate.id)).toMatchObject({
      tenant_id: root.id,
      action: "tenants.purged",
      resource_id: gone.id,
    });
    expect((await plant({ parent_id: root.id, slug: "ann" })).sort_order).toBe(0);
  });

  test("purge refuses while anything is below, archived too, unless it cascades", async () => {
    const { api, chain, plant } = given();
    const [root, mid, leaf] = ids(await chain(3));
    const beside = await plant({ parent_id: root });
    await api.archiveTenant(leaf);
    const error = await refused(api.purgeTenant(mid), "TENANT_HAS_CHILDREN");
    expect(error.details.children).toBe(1);
    expect((await api.purgeTenant(mid, { cascade: true })).tenants).toBe(2);
    await refused(api.getTenant(leaf, { include_archived: true }), "TENANT_NOT_FOUND");
    const { data } = await api.listChildren(root);
    expect(data.map((t) => [t.id, t.sort_order])).toEqual([[beside.id, 0]]);
    const roots = (await api.searchTenants({ query: root })).data;
    expect(roots[0]).toMatchObject({ child_count: 1, descendant_count: 1 });
  });

  test("places of siblings stay consecutive, and a tenant of any status can be purged", async () => {
    const { api, plant } = given();
    const root = await plant();
    const children = [];
    for (let i = 0; i < 4; i++) children.push(await plant({ parent_id: root.id }));
    const [a, b, c, d] = ids(children) as [string, string, string, string];
    await api.suspendTenant(a);
    await api.archiveTenant(c);
    for (const id of [a, c]) await api.purgeTenant(id);
    const { data } = await api.listChildren(root.id, { include_archived: true });
    expect(data.map((t) => [t.id, t.sort_order])).toEqual([
      [b, 0],
      [d, 1],
    ]);
    expect((await plant({ parent_id: root.id })).sort_order).toBe(2);
  });

  test("a root goes too, its certificate filed with the platform", async () => {
    const { api, plant } = given();
    const root = await plant({ slug: unique() });
    const certificate = await api.purgeTenant(root.id);
    expect(certificate.parent_id).toBeNull();
    expect((await api.getAuditEntry(certificate.id)).tenant_id).toBeNull();
    expect((await plant({ slug: root.slug })).slug).toBe(root.slug);
  });

  test("an admin of a subtree purges inside it", async () => {
    const { as, chain } = given();
    const [, top, leaf] = await chain(3);
    const mine = await as({ tenant_id: top.id, scopes: ["admin"] });
    expect((await mine.purgeTenant(leaf.id)).parent_id).toBe(top.id);
    const { data } = await mine.queryAuditLogs({ tenant_id: top.id, action: "tenants.purged" });
    expect(data.map((entry) => entry.resource_id)).toEqual([leaf.id]);
  });
}
