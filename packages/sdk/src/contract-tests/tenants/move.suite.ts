import { expect, test } from "vitest";
import { ids, invalid, nobody, refused, type World } from "../world.ts";

/** moveTenant. */
export function moveSuite(given: () => World): void {
  test("a move takes the subtree along: paths, slug paths and depths follow", async () => {
    const { api, plant } = given();
    const [root, other] = [await plant(), await plant()];
    const target = await plant({ parent_id: other.id });
    const moved = await plant({ parent_id: root.id });
    const below = await plant({ parent_id: moved.id });
    expect(await api.moveTenant(moved.id, { parent_id: target.id })).toMatchObject({
      parent_id: target.id,
      ancestry_path: `/${other.id}/${target.id}`,
      depth: 2,
      version: 2,
    });
    expect(await api.getTenant(below.id)).toMatchObject({
      ancestry_path: `/${other.id}/${target.id}/${moved.id}`,
      ancestry_ltree: [other, target, moved, below].map((t) => t.slug).join("."),
      depth: 3,
    });
    expect((await api.listChildren(root.id)).data).toEqual([]);
  });

  test("the moved tenant takes the last place, and the gap that it leaves closes", async () => {
    const { api, plant } = given();
    const [root, other] = [await plant(), await plant()];
    const [a, b, c] = [
      await plant({ parent_id: root.id }),
      await plant({ parent_id: root.id }),
      await plant({ parent_id: root.id }),
    ];
    await plant({ parent_id: other.id });
    expect((await api.moveTenant(b.id, { parent_id: other.id })).sort_order).toBe(1);
    const left = (await api.listChildren(root.id)).data.map((t) => [t.id, t.sort_order]);
    expect(left).toEqual([
      [a.id, 0],
      [c.id, 1],
    ]);
  });

  test("null makes a root; a body without parent_id does not", async () => {
    const { api, plant } = given();
    const root = await plant();
    const child = await plant({ parent_id: root.id });
    await invalid(api.moveTenant(child.id, {} as never), "body.parent_id");
    expect((await api.getTenant(child.id)).parent_id).toBe(root.id);
    expect(await api.moveTenant(child.id, { parent_id: null })).toMatchObject({
      parent_id: null,
      ancestry_path: "/",
      ancestry_ltree: child.slug,
      depth: 0,
    });
  });

  test("what a tenant inherits changes with its place", async () => {
    const { api, plant } = given();
    const [left, right] = [await plant(), await plant()];
    const child = await plant({ parent_id: left.id });
    await api.setConfig(left.id, "color", { value: "red" });
    await api.setConfig(right.id, "color", { value: "blue", locked: true });
    await api.moveTenant(child.id, { parent_id: right.id });
    expect((await api.resolveConfig(child.id)).color).toMatchObject({ value: "blue", locked_by: right.id });
  });

  test("a move below itself is TENANT_CYCLE_DETECTED", async () => {
    const { api, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    await refused(api.moveTenant(root, { parent_id: root }), "TENANT_CYCLE_DETECTED");
    await refused(api.moveTenant(root, { parent_id: leaf }), "TENANT_CYCLE_DETECTED");
    await refused(api.moveTenant(mid, { parent_id: leaf }), "TENANT_CYCLE_DETECTED");
  });

  test("a move counts the deepest tenant that it carries, archived ones too", async () => {
    const { api, chain } = given();
    const tall = await chain(18);
    const [two] = ids(await chain(2));
    const [three, , deepest] = ids(await chain(3));
    await api.archiveTenant(deepest);
    const target = tall[17].id;
    await refused(api.moveTenant(three, { parent_id: target }), "TENANT_DEPTH_EXCEEDED");
    expect((await api.moveTenant(two, { parent_id: target })).depth).toBe(18);
  });

  test("a slug that is taken at the new place is refused", async () => {
    const { api, plant } = given();
    const [root, other] = [await plant(), await plant()];
    const moved = await plant({ parent_id: root.id, slug: "acme" });
    await plant({ parent_id: other.id, slug: "acme" });
    await refused(api.moveTenant(moved.id, { parent_id: other.id }), "TENANT_ALREADY_EXISTS");
    expect((await api.getTenant(moved.id)).parent_id).toBe(root.id);
  });

  test("neither an unknown tenant nor one that is not active can move or be moved to", async () => {
    const { api, plant } = given();
    const [root, off, gone] = [await plant(), await plant(), await plant()];
    await api.suspendTenant(off.id);
    await api.archiveTenant(gone.id);
    await refused(api.moveTenant(nobody(), { parent_id: root.id }), "TENANT_NOT_FOUND");
    await refused(api.moveTenant(root.id, { parent_id: nobody() }), "TENANT_NOT_FOUND");
    await refused(api.moveTenant(root.id, { parent_id: off.id }), "TENANT_SUSPENDED");
    await refused(api.moveTenant(root.id, { parent_id: gone.id }), "TENANT_ARCHIVED");
    await refused(api.moveTenant(off.id, { parent_id: root.id }), "TENANT_SUSPENDED");
    await refused(api.moveTenant(gone.id, { parent_id: root.id }), "TENANT_ARCHIVED");
  });
}
