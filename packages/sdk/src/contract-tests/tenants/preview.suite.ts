import { expect, test } from "vitest";
import { ids, invalid, nobody, refused, type World } from "../world.ts";

const none = { count: 0, examples: [] };

/** previewMove. */
export function previewSuite(given: () => World): void {
  test("every effective value that would change is counted and shown, with tenant, before and after", async () => {
    const { api, plant } = given();
    const [left, right] = [await plant(), await plant()];
    const moved = await plant({ parent_id: left.id, name: "Moved" });
    const below = await plant({ parent_id: moved.id, name: "Below" });
    await api.setConfig(left.id, "color", { value: "red" });
    await api.setConfig(right.id, "color", { value: "blue" });
    await api.setConfig(left.id, "lost", { value: null });
    await api.setConfig(right.id, "gained", { value: [1] });
    for (const { id } of [left, right]) await api.setConfig(id, "same", { value: { a: 1 } });
    await api.setConfig(below.id, "color", { value: "own" });
    const preview = await api.previewMove(moved.id, { parent_id: right.id });
    const clear = (value: unknown) => ({ value, masked: false });
    const of = ({ id, name }: typeof moved) => ({ tenant_id: id, name });
    expect(preview).toEqual({
      tenant_id: moved.id,
      parent_id: right.id,
      allowed: true,
      refusals: [],
      tenants: 2,
      config: {
        count: 5,
        examples: [
          { ...of(moved), key: "color", before: clear("red"), after: clear("blue") },
          { ...of(moved), key: "gained", before: null, after: clear([1]) },
          { ...of(moved), key: "lost", before: clear(null), after: null },
          { ...of(below), key: "gained", before: null, after: clear([1]) },
          { ...of(below), key: "lost", before: clear(null), after: null },
        ],
      },
      permissions: none,
      locks: none,
    });
  });

  test("nothing is changed by it, and the move then does what it said", async () => {
    const { api, plant } = given();
    const [left, right] = [await plant(), await plant()];
    const moved = await plant({ parent_id: left.id });
    const beside = await plant({ parent_id: left.id });
    await api.setConfig(right.id, "color", { value: "blue" });
    const { config } = await api.previewMove(moved.id, { parent_id: right.id });
    expect(await api.getTenant(moved.id)).toEqual(moved);
    expect(ids((await api.listChildren(left.id)).data)).toEqual([moved.id, beside.id]);
    expect(await api.resolveConfig(moved.id)).toEqual({});
    await api.moveTenant(moved.id, { parent_id: right.id });
    expect((await api.resolveConfig(moved.id)).color?.value).toEqual(config.examples[0]?.after?.value);
  });

  test("permissions follow the table of modes at the new place", async () => {
    const { api, plant } = given();
    const [left, right] = [await plant(), await plant()];
    const moved = await plant({ parent_id: left.id });
    const policy = (id: string, key: string, value: unknown, mode: "LOCKED" | "INHERITED" | "DELEGATED") =>
      api.createPermission(id, { key, value: value as never, mode });
    await policy(left.id, "export", 1, "DELEGATED");
    await policy(moved.id, "export", 2, "LOCKED");
    await policy(right.id, "export", 3, "INHERITED");
    await policy(moved.id, "invite", 4, "DELEGATED");
    await policy(right.id, "invite", 5, "LOCKED");
    await policy(moved.id, "own", 6, "LOCKED");
    await policy(left.id, "left", 7, "INHERITED");
    const { permissions, locks } = await api.previewMove(moved.id, { parent_id: right.id });
    expect(permissions).toEqual({
      count: 3,
      examples: [
        { key: "export", before: { value: 2, mode: "LOCKED" }, after: { value: 2, mode: "INHERITED" } },
        { key: "invite", before: { value: 4, mode: "DELEGATED" }, after: { value: 5, mode: "LOCKED" } },
        { key: "left", before: { value: 7, mode: "INHERITED" }, after: null },
      ].map((change) => ({ tenant_id: moved.id, name: moved.name, ...change })),
    });
    expect(locks).toEqual({
      count: 1,
      examples: [
        {
          feature: "permissions",
          key: "invite",
          source_tenant_id: right.id,
          source_name: right.name,
          shadowed: 1,
        },
      ],
    });
    await api.moveTenant(moved.id, { parent_id: right.id });
    const resolved = await api.resolvePermissions(moved.id);
    for (const { key, after } of permissions.examples) {
      const { value, mode } = resolved[key] ?? {};
      expect(value === undefined ? null : { value, mode }).toEqual(after);
    }
  });

  test("locks that newly apply are told with what they would hide; those that stay are not", async () => {
    const { api, plant } = given();
    const root = await plant();
    const [left, right] = [await plant({ parent_id: root.id }), await plant({ parent_id: root.id })];
    const moved = await plant({ parent_id: left.id });
    await api.setConfig(moved.id, "theme", { value: "own" });
    await api.setConfig(root.id, "region", { value: "eu", locked: true });
    await api.setConfig(right.id, "theme", { value: "dark", locked: true });
    const { locks, config } = await api.previewMove(moved.id, { parent_id: right.id });
    expect(locks.examples).toEqual([
      { feature: "config", key: "theme", source_tenant_id: right.id, source_name: right.name, shadowed: 1 },
    ]);
    expect(config.examples.map((c) => [c.key, c.before?.value, c.after?.value])).toEqual([
      ["theme", "own", "dark"],
    ]);
  });

  test("a default counts at the top of the chain, and secrets are masked", async () => {
    const { api, plant } = given();
    const [left, right] = [await plant(), await plant()];
    const moved = await plant({ parent_id: left.id });
    await api.defineConfigKey(right.id, "seats", { default: 5 });
    await api.defineConfigKey(right.id, "token", { sensitive: true });
    await api.setConfig(right.id, "token", { value: "hunter2" });
    const preview = await api.previewMove(moved.id, { parent_id: right.id });
    expect(preview.config.examples.map(({ key, before, after }) => [key, before, after])).toEqual([
      ["seats", null, { value: 5, masked: false }],
      ["token", null, { value: null, masked: true }],
    ]);
    expect(JSON.stringify(preview)).not.toContain("hunter2");
  });

  test("what would refuse the move is reported, all of it, instead of thrown", async () => {
    const { api, chain, plant } = given();
    const [root, mid] = await chain(2);
    const codes = async (id: string, parent_id: string | null) => {
      const { allowed, refusals } = await api.previewMove(id, { parent_id });
      expect(allowed).toBe(refusals.length === 0);
      for (const { message } of refusals) expect(message).toMatch(/\S/);
      return refusals.map((refusal) => refusal.code);
    };
    expect(await codes(root.id, mid.id)).toEqual(["TENANT_CYCLE_DETECTED"]);
    expect(await codes(root.id, root.id)).toEqual(["TENANT_CYCLE_DETECTED"]);
    const tall = await chain(20);
    const [leaf, above] = [tall[19], tall[18]];
    expect(await codes(mid.id, leaf.id)).toEqual(["TENANT_DEPTH_EXCEEDED"]);
    expect(await codes(root.id, above.id)).toEqual(["TENANT_DEPTH_EXCEEDED"]);
    expect(await codes(mid.id, above.id)).toEqual([]);
    const twin = await plant({ slug: mid.slug });
    expect(await codes(mid.id, null)).toEqual(["TENANT_ALREADY_EXISTS"]);
    await api.suspendTenant(twin.id);
    expect(await codes(mid.id, twin.id)).toEqual(["TENANT_SUSPENDED"]);
    await api.archiveTenant(twin.id);
    expect(await codes(mid.id, twin.id)).toEqual(["TENANT_ARCHIVED"]);
    expect(await codes(mid.id, null)).toEqual([]);
    expect(await codes(mid.id, root.id)).toEqual([]);
    await refused(api.previewMove(mid.id, { parent_id: nobody() }), "TENANT_NOT_FOUND");
    await invalid(api.previewMove(mid.id, {} as never), "body.parent_id");
  });

  test("a caller that sees a subtree previews inside it, and hears no name from above", async () => {
    const { api, as, plant } = given();
    const root = await plant({ name: "Secret Holding" });
    const top = await plant({ parent_id: root.id });
    const [a, b] = [await plant({ parent_id: top.id }), await plant({ parent_id: top.id })];
    const mine = await as({ tenant_id: top.id, scopes: ["read"] });
    await api.setConfig(root.id, "k", { value: 1, locked: true });
    const preview = await mine.previewMove(a.id, { parent_id: b.id });
    expect(preview).toMatchObject({ allowed: true, tenants: 1, locks: none });
    expect(JSON.stringify(preview)).not.toContain("Secret Holding");
    await invalid(mine.previewMove(a.id, { parent_id: null }), "body.parent_id");
    await refused(mine.previewMove(a.id, { parent_id: root.id }), "TENANT_NOT_FOUND");
  });
}
