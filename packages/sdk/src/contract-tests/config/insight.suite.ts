import { expect, test } from "vitest";
import { ids, refused, type World } from "../world.ts";

/** Why a value is what it is, and what a change would do. */
export function insightSuite(given: () => World): void {
  test("explain tells what each level sets, which one wins, and why", async () => {
    const { api, as, chain } = given();
    const [root, mid, leaf] = await chain(3);
    const outcomes = async () => {
      const { reason, levels } = await api.explainConfig(leaf.id, "k");
      return [reason, ...levels.map((level) => level.outcome)];
    };
    expect(await outcomes()).toEqual(["none", "absent", "absent", "absent"]);
    await api.defineConfigKey(root.id, "k", { default: 0 });
    expect(await outcomes()).toEqual(["default", "absent", "absent", "absent"]);
    await api.setConfig(root.id, "k", { value: 1 });
    await api.setConfig(leaf.id, "k", { value: 3 });
    expect(await outcomes()).toEqual(["nearest", "overridden", "absent", "wins"]);
    await api.setConfig(mid.id, "k", { value: 2, locked: true });
    expect(await outcomes()).toEqual(["lock", "overridden", "wins", "shadowed"]);
    const { effective, definition, levels } = await api.explainConfig(leaf.id, "k");
    expect(effective).toEqual((await api.resolveConfig(leaf.id)).k);
    expect(definition).toMatchObject({ default: 0, tenant_id: root.id });
    expect(levels[1]).toMatchObject({
      tenant_id: mid.id,
      name: mid.name,
      entry: { value: 2, locked: true, version: 1, updated_by: expect.any(String) },
    });
    const mine = await as({ tenant_id: leaf.id, scopes: ["read"] });
    expect((await mine.explainConfig(leaf.id, "k")).levels).toMatchObject([
      { tenant_id: mid.id, name: null, outcome: "wins", entry: { updated_by: null } },
      { tenant_id: leaf.id, name: leaf.name, outcome: "shadowed" },
    ]);
  });

  test("preview counts who changes, who keeps its own and who is newly hidden, and changes nothing", async () => {
    const { api, plant } = given();
    const root = await plant();
    const [a, b] = ids([await plant({ parent_id: root.id }), await plant({ parent_id: root.id })]);
    const below = (await plant({ parent_id: a })).id;
    await api.setConfig(root.id, "k", { value: 1 });
    await api.setConfig(a, "k", { value: 2 });
    const before = await api.resolveConfig(below);
    const preview = async (entry: object) =>
      (await api.previewConfig(root.id, { entries: [{ key: "k", ...entry }] })).changes[0];
    const set = await preview({ value: 9 });
    expect(set).toMatchObject({ changed: 2, kept: 1, shadowed: 0 });
    expect(set?.examples.map(({ tenant_id, before, after }) => [tenant_id, before, after])).toEqual([
      [root.id, 1, 9],
      [b, 1, 9],
    ]);
    expect(await preview({ value: 9, locked: true })).toMatchObject({ changed: 4, kept: 0, shadowed: 1 });
    expect(await preview({ locked: true })).toMatchObject({ changed: 2, kept: 0, shadowed: 1 });
    expect(await preview({ value: 1 })).toMatchObject({ changed: 0, kept: 1, shadowed: 0, examples: [] });
    expect(await preview({ delete: true })).toMatchObject({ changed: 2, kept: 1, shadowed: 0 });
    expect(await api.resolveConfig(below)).toEqual(before);
    await api.setConfig(root.id, "k", { locked: true });
    await refused(api.previewConfig(a, { entries: [{ key: "k", value: 1 }] }), "CONFIG_LOCKED");
    expect(await preview({ locked: false })).toMatchObject({ changed: 2, kept: 1, shadowed: 0 });
  });

  test("preview shows no secret", async () => {
    const { api, chain } = given();
    const [root] = ids(await chain(2));
    await api.setConfig(root, "k", { value: "old secret", sensitive: true });
    const answer = await api.previewConfig(root, { entries: [{ key: "k", value: "new secret" }] });
    expect(answer.changes[0]).toMatchObject({
      changed: 2,
      examples: [{ before: null, after: null, masked: true }, {}],
    });
    expect(JSON.stringify(answer)).not.toContain("secret");
  });

  test("a diff lists the keys that resolve differently", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(root, "same", { value: { a: 1, b: 2 } });
    await api.setConfig(child, "same", { value: { b: 2, a: 1 } });
    await api.setConfig(root, "other", { value: 1 });
    await api.setConfig(child, "other", { value: 2 });
    await api.setConfig(child, "only", { value: null });
    const { differences } = await api.diffConfig({ tenant_a: root, tenant_b: child });
    expect(differences.map(({ key, a, b }) => [key, a?.value, b?.value])).toEqual([
      ["only", undefined, null],
      ["other", 1, 2],
    ]);
    expect((await api.diffConfig({ tenant_a: child, tenant_b: child })).differences).toEqual([]);
  });

  test("drift lists, below a tenant, who overrides what, in pages", async () => {
    const { api, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    await api.setConfig(leaf, "a", { value: "leaf" });
    await api.setConfig(mid, "a", { value: "mid", locked: true });
    await api.setConfig(root, "a", { value: "root" });
    await api.setConfig(root, "b", { value: "secret", sensitive: true });
    await api.setConfig(leaf, "b", { value: "secret", sensitive: true });
    await api.setConfig(leaf, "unknown_above", { value: 1 });
    const first = await api.listDrift(root, { limit: 2 });
    const rest = await api.listDrift(root, { limit: 2, cursor: first.next_cursor ?? "" });
    const rows = [...first.data, ...rest.data];
    expect(rows.map(({ key, value, shadowed, base }) => [key, value, shadowed, base.value]).sort()).toEqual([
      ["a", "leaf", true, "root"],
      ["a", "mid", false, "root"],
      ["b", null, false, null],
    ]);
    expect(rest.has_more).toBe(false);
  });

  test("config with inheritance is what resolves", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(root, "k", { value: 1 });
    expect(await api.getConfigWithInheritance(child)).toEqual(await api.resolveConfig(child));
  });
}
