import { expect, test } from "vitest";
import { invalid, type World } from "../world.ts";

/** reorderTenant. */
export function orderSuite(given: () => World): void {
  test("siblings keep distinct consecutive places, forward, backward and past the end", async () => {
    const { api, plant } = given();
    const root = await plant();
    for (const slug of ["a", "b", "c", "d"]) await plant({ parent_id: root.id, slug });
    const order = async () => {
      const { data } = await api.listChildren(root.id);
      expect(data.map((t) => t.sort_order)).toEqual([0, 1, 2, 3]);
      return data.map((t) => t.slug).join("");
    };
    const put = async (slug: string, position: number) => {
      const found = (await api.listChildren(root.id)).data.find((t) => t.slug === slug);
      return api.reorderTenant(found?.id ?? "", { position });
    };
    expect(await put("d", 1)).toMatchObject({ sort_order: 1, version: 2 });
    expect(await order()).toBe("adbc");
    await put("a", 2);
    expect(await order()).toBe("dbac");
    expect(await put("d", 99)).toMatchObject({ sort_order: 3, version: 3 });
    expect(await order()).toBe("bacd");
    expect((await put("d", 3)).version).toBe(3);
  });

  test("a place is a whole number from 0, and the top of a view stays where it is", async () => {
    const { api, as, chain } = given();
    const [, mid] = await chain(2);
    await invalid(api.reorderTenant(mid.id, { position: -1 }), "body.position");
    await invalid(api.reorderTenant(mid.id, { position: 0.5 }), "body.position");
    const scoped = await as({ tenant_id: mid.id, scopes: ["write"] });
    await invalid(scoped.reorderTenant(mid.id, { position: 0 }), "params.id");
  });
}
