import { contracts, type Operation } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { calls } from "./calls.ts";
import { ids, invalid, nobody, refused, type World } from "./world.ts";

const operations = Object.keys(calls) as Operation[];
const mayAnswer = (operation: Operation, code: string): boolean =>
  (contracts[operation].errors as readonly string[]).includes(code);
/** Operations that name a tenant, and read or change what a suspended or archived one has. */
const needActive = operations.filter(
  (name) => mayAnswer(name, "TENANT_SUSPENDED") && mayAnswer(name, "TENANT_NOT_FOUND"),
);

/** Scopes, subtrees and states, for every operation alike. */
export function reachSuite(given: () => World): void {
  test.each(operations)("%s needs credentials", async (operation) => {
    await refused(calls[operation](given().with({}), nobody()), "UNAUTHORIZED");
  });

  test.each(operations.filter((name) => contracts[name].scope === "write"))(
    "%s needs the scope write",
    async (operation) => {
      const { api, as, plant } = given();
      const { id } = await plant();
      const error = await refused(
        calls[operation](await as({ tenant_id: id, scopes: ["read", "secrets:read"] }), id),
        "FORBIDDEN",
      );
      expect(error.details.required_scope).toBe("write");
      expect((await api.getTenant(id)).version).toBe(1);
    },
  );

  test.each(operations.filter((name) => contracts[name].scope === "admin"))(
    "%s needs the scope admin",
    async (operation) => {
      const { as, plant } = given();
      const { id } = await plant();
      const error = await refused(
        calls[operation](await as({ tenant_id: id, scopes: ["write"] }), id),
        "FORBIDDEN",
      );
      expect(error.details.required_scope).toBe("admin");
    },
  );

  test.each(operations.filter((name) => contracts[name].scope === "read"))(
    "%s needs the scope read",
    async (operation) => {
      const { as, plant } = given();
      const { id } = await plant();
      await refused(calls[operation](await as({ tenant_id: id, scopes: ["secrets:read"] }), id), "FORBIDDEN");
    },
  );

  test.each(operations.filter((name) => mayAnswer(name, "TENANT_NOT_FOUND")))(
    "%s answers for a tenant outside the subtree in the words of an unknown one",
    async (operation) => {
      const { as, chain, plant } = given();
      const [root, child] = ids(await chain(2));
      const [sibling, stranger] = ids([await plant({ parent_id: root }), await plant()]);
      const mine = await as({ tenant_id: child, scopes: ["admin", "secrets:read"] });
      const words = async (id: string) => {
        const { message, details, status } = await refused(calls[operation](mine, id), "TENANT_NOT_FOUND");
        return JSON.parse(JSON.stringify({ message, details, status }).replaceAll(id, "…"));
      };
      const unknown = await words(nobody());
      for (const id of [root, sibling, stranger]) expect(await words(id)).toEqual(unknown);
    },
  );

  test.each(needActive)("%s refuses a suspended and an archived tenant", async (operation) => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.suspendTenant(id);
    await refused(calls[operation](api, id), "TENANT_SUSPENDED");
    await api.archiveTenant(id);
    await refused(calls[operation](api, id), "TENANT_ARCHIVED");
  });

  test("listings and search show nothing outside the subtree", async () => {
    const { as, chain, plant } = given();
    const [root, child, leaf] = await chain(3);
    await plant({ parent_id: root.id, name: `beside ${child.slug}` });
    const mine = await as({ tenant_id: child.id, scopes: ["read"] });
    expect(ids((await mine.listTenants()).data)).toEqual([child.id, leaf.id]);
    expect(ids((await mine.searchTenants({ query: child.slug })).data)).toEqual([child.id]);
    expect((await mine.searchTenants({ query: leaf.id })).data[0]?.chain).toEqual([
      { id: child.id, name: child.name, slug: child.slug },
    ]);
    expect((await mine.searchTenants({ query: root.id })).data).toEqual([]);
  });

  test("only a platform caller makes roots, or moves the top of its view", async () => {
    const { as, chain, plant } = given();
    const [top, child] = ids(await chain(2));
    const mine = await as({ tenant_id: top, scopes: ["admin"] });
    await invalid(mine.createTenant({ name: "x", slug: "x" }), "body.parent_id");
    await invalid(mine.moveTenant(child, { parent_id: null }), "body.parent_id");
    await invalid(mine.moveTenant(top, { parent_id: child }), "body.parent_id");
    const other = (await plant()).id;
    await refused(mine.moveTenant(child, { parent_id: other }), "TENANT_NOT_FOUND");
    expect((await mine.createTenant({ name: "x", slug: "x", parent_id: child })).depth).toBe(2);
  });

  test("admin covers write covers read; secrets:read covers neither", async () => {
    const { as, plant } = given();
    const { id } = await plant();
    const [admin, writer] = [
      await as({ tenant_id: id, scopes: ["admin"] }),
      await as({ tenant_id: id, scopes: ["write"] }),
    ];
    expect((await admin.setConfig(id, "k", { value: 1 })).version).toBe(1);
    expect((await writer.setConfig(id, "k", { value: 2 })).version).toBe(2);
    expect((await writer.getTenant(id)).id).toBe(id);
  });
}
