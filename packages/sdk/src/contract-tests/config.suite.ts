import type { Json } from "@stratum-hq/core";
import { describe, expect, test } from "vitest";
import { definitionsSuite } from "./config/definitions.suite.ts";
import { historySuite } from "./config/history.suite.ts";
import { insightSuite } from "./config/insight.suite.ts";
import { secretsSuite } from "./config/secrets.suite.ts";
import { ids, invalid, nobody, refused, type World } from "./world.ts";

/** Every operation of the feature `config`. */
export function configSuite(given: () => World): void {
  describe("resolution", () => resolutionSuite(given));
  describe("writing", () => writingSuite(given));
  describe("versions", () => versionsSuite(given));
  describe("batches", () => batchSuite(given));
  describe("sensitive entries", () => secretsSuite(given));
  describe("history", () => historySuite(given));
  describe("definitions", () => definitionsSuite(given));
  describe("insight", () => insightSuite(given));
}

function resolutionSuite(given: () => World): void {
  test("the nearest entry wins, and the answer says whose it is", async () => {
    const { api, chain } = given();
    const [root, mid, leaf] = await chain(3);
    await api.setConfig(root.id, "k", { value: 1 });
    await api.setConfig(mid.id, "k", { value: 2 });
    expect(await api.resolveConfig(leaf.id)).toEqual({
      k: {
        value: 2,
        sensitive: false,
        masked: false,
        fingerprint: null,
        source: "entry",
        source_tenant_id: mid.id,
        source_name: mid.name,
        inherited: true,
        locked: false,
        locked_by: null,
        shadowed: null,
        version: 1,
        own_version: null,
      },
    });
    expect((await api.resolveConfig(mid.id)).k).toMatchObject({ value: 2, inherited: false, own_version: 1 });
    expect((await api.resolveConfig(root.id)).k).toMatchObject({ value: 1, inherited: false });
  });

  test("the highest locked entry wins over all below it, and shadows the own one", async () => {
    const { api, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    await api.setConfig(leaf, "k", { value: "leaf", locked: true });
    await api.setConfig(mid, "k", { value: "mid", locked: true });
    await api.setConfig(root, "k", { value: "root", locked: true });
    expect((await api.resolveConfig(leaf)).k).toMatchObject({
      value: "root",
      source_tenant_id: root,
      inherited: true,
      locked: true,
      locked_by: root,
      shadowed: { value: "leaf", locked: true, version: 1 },
      own_version: 1,
    });
  });

  test("an own lock is locked by the tenant itself and shadows nothing there", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.setConfig(id, "k", { value: 1, locked: true });
    expect((await api.resolveConfig(id)).k).toMatchObject({
      locked: true,
      locked_by: id,
      inherited: false,
      shadowed: null,
    });
  });

  test("an entry above a lock gives way to it", async () => {
    const { api, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    await api.setConfig(root, "k", { value: "root" });
    await api.setConfig(mid, "k", { value: "mid", locked: true });
    expect((await api.resolveConfig(leaf)).k).toMatchObject({ value: "mid", locked_by: mid });
    expect((await api.resolveConfig(root)).k).toMatchObject({ value: "root", locked: false });
  });

  test("siblings do not see each other's entries", async () => {
    const { api, plant } = given();
    const root = await plant();
    const [a, b] = [await plant({ parent_id: root.id }), await plant({ parent_id: root.id })];
    await api.setConfig(a.id, "k", { value: 1, locked: true });
    expect(await api.resolveConfig(b.id)).toEqual({});
  });

  test("the name of a source outside the caller's subtree is null", async () => {
    const { api, as, chain } = given();
    const [root, child] = await chain(2);
    await api.setConfig(root.id, "k", { value: 1 });
    const mine = await as({ tenant_id: child.id, scopes: ["read"] });
    expect((await mine.resolveConfig(child.id)).k).toMatchObject({
      value: 1,
      inherited: true,
      source_name: null,
    });
  });

  test.each<[string, Json]>([
    ["null", null],
    ["false", false],
    ["zero", 0],
    ["an empty text", ""],
    ["text of any script", 'Ærø, 東京, 🌳, " \\ \n'],
    ["a fraction", -1.5e-7],
    ["nested", { a: [1, { b: null }, []], "": {} }],
  ])("%s is a value and comes back as it was", async (_, value) => {
    const { api, plant } = given();
    const { id } = await plant();
    expect((await api.setConfig(id, "k", { value })).value).toEqual(value);
    expect((await api.resolveConfig(id)).k?.value).toEqual(value);
  });
}

function writingSuite(given: () => World): void {
  test("a write answers the entry; what it does not name stays", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    expect(await api.setConfig(id, "k", { value: 1, locked: true })).toEqual({
      tenant_id: id,
      key: "k",
      value: 1,
      sensitive: false,
      masked: false,
      fingerprint: null,
      locked: true,
      version: 1,
      shadowed: [],
      unshadowed: [],
    });
    expect(await api.setConfig(id, "k", { value: 2 })).toMatchObject({ value: 2, locked: true, version: 2 });
    expect(await api.setConfig(id, "k", { locked: false })).toMatchObject({
      value: 2,
      locked: false,
      version: 3,
    });
  });

  test("a lock alone needs an own entry", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(root, "k", { value: 1 });
    await invalid(api.setConfig(child, "k", { locked: true }), "body.value");
    expect((await api.resolveConfig(child)).k).toMatchObject({ own_version: null, locked: false });
  });

  test("a descendant's write to a locked key is CONFIG_LOCKED, by whom", async () => {
    const { api, as, chain } = given();
    const [root, mid, leaf] = await chain(3);
    await api.setConfig(root.id, "k", { value: 1, locked: true });
    const error = await refused(api.setConfig(leaf.id, "k", { value: 2 }), "CONFIG_LOCKED");
    expect(error.details.locked_by).toEqual({ tenant_id: root.id, name: root.name });
    const mine = await as({ tenant_id: mid.id, scopes: ["write"] });
    const blind = await refused(mine.setConfig(leaf.id, "k", { value: 2 }), "CONFIG_LOCKED");
    expect(blind.details.locked_by).toMatchObject({ name: null });
    expect(blind.message).not.toContain(root.name);
  });

  test("the owner of a lock may edit and unlock it", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(root, "k", { value: 1, locked: true });
    await api.setConfig(root, "k", { value: 2 });
    await api.setConfig(root, "k", { locked: false });
    expect((await api.setConfig(child, "k", { value: 3 })).value).toBe(3);
  });

  test("locking reports the entries below that it hides, unlocking those that are effective again", async () => {
    const { api, plant } = given();
    const root = await plant();
    const [a, b] = ids([await plant({ parent_id: root.id }), await plant({ parent_id: root.id })]);
    const below = (await plant({ parent_id: a })).id;
    for (const id of [root.id, a, b, below]) await api.setConfig(id, "k", { value: id });
    const locked = await api.setConfig(root.id, "k", { locked: true });
    expect([new Set(locked.shadowed), locked.unshadowed]).toEqual([new Set([a, b, below]), []]);
    expect((await api.resolveConfig(below)).k).toMatchObject({ value: root.id, shadowed: { value: below } });
    const open = await api.setConfig(root.id, "k", { locked: false });
    expect([open.shadowed, new Set(open.unshadowed)]).toEqual([[], new Set([a, b, below])]);
    expect((await api.resolveConfig(below)).k).toMatchObject({ value: below, shadowed: null });
  });

  test("an entry that another lock hides is neither reported as hidden nor as free", async () => {
    const { api, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    for (const id of [root, mid, leaf]) await api.setConfig(id, "k", { value: id });
    expect((await api.setConfig(mid, "k", { locked: true })).shadowed).toEqual([leaf]);
    expect((await api.setConfig(root, "k", { locked: true })).shadowed).toEqual([mid]);
    expect((await api.setConfig(root, "k", { locked: false })).unshadowed).toEqual([mid]);
  });

  test("deleting shows the inherited value again", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(root, "k", { value: "root" });
    await api.setConfig(child, "k", { value: "child" });
    expect(await api.deleteConfig(child, "k")).toMatchObject({
      key: "k",
      effective: { value: "root", source_tenant_id: root, inherited: true, own_version: null },
      unshadowed: [],
    });
    expect(await api.deleteConfig(root, "k")).toEqual({ key: "k", effective: null, unshadowed: [] });
    expect(await api.resolveConfig(child)).toEqual({});
  });

  test("deleting a lock reports what is effective again", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(child, "k", { value: "child" });
    await api.setConfig(root, "k", { value: "root", locked: true });
    expect((await api.deleteConfig(root, "k")).unshadowed).toEqual([child]);
    expect((await api.resolveConfig(child)).k?.value).toBe("child");
  });

  test("deleting needs an own entry, and is a write under a lock like any other", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(root, "k", { value: 1 });
    await refused(api.deleteConfig(child, "k"), "CONFIG_NOT_FOUND");
    await api.setConfig(child, "k", { value: 2 });
    await api.setConfig(root, "k", { locked: true });
    await refused(api.deleteConfig(child, "k"), "CONFIG_LOCKED");
  });

  test("a key has 1 to 255 characters of A–Z a–z 0–9 _ . : -", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    for (const key of ["A-z_0.9:x", "x".repeat(255)]) {
      expect((await api.setConfig(id, key, { value: 1 })).key).toBe(key);
      expect((await api.deleteConfig(id, key)).key).toBe(key);
    }
    for (const key of ["constructor", "batch", "toString", "valueOf"]) {
      await api.setConfig(id, key, { value: key });
      expect(Object.entries(await api.resolveConfig(id))).toMatchObject([[key, { value: key }]]);
      expect((await api.deleteConfig(id, key)).effective).toBeNull();
    }
    for (const key of ["a b", "ä", "a/b", "a%2Fb", "__proto__", "x".repeat(256)]) {
      await invalid(api.setConfig(id, key, { value: 1 }), "params.key");
      await invalid(api.deleteConfig(id, key), "params.key");
    }
  });

  test("a value has at most 64 KiB of JSON", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const largest = "x".repeat(65_534);
    expect((await api.setConfig(id, "k", { value: largest })).value).toBe(largest);
    await invalid(api.setConfig(id, "k", { value: `${largest}x` }), "body.value");
    await invalid(api.setConfig(id, "k", { value: "é".repeat(32_768) }), "body.value");
  });

  test("an unknown field is named, and so is a lock that is no boolean", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await invalid(api.setConfig(id, "k", { value: 1, lock: true } as never), "body.lock");
    await invalid(api.setConfig(id, "k", { value: 1, locked: "yes" } as never), "body.locked");
    await invalid(api.setConfig(id, "k", undefined as never), "body");
    expect(await api.resolveConfig(id)).toEqual({});
  });

  test("an unknown tenant has no config", async () => {
    const { api } = given();
    await refused(api.resolveConfig(nobody()), "TENANT_NOT_FOUND");
    await refused(api.setConfig(nobody(), "k", { value: 1 }), "TENANT_NOT_FOUND");
    await refused(api.deleteConfig(nobody(), "k"), "TENANT_NOT_FOUND");
    await refused(api.batchSetConfig(nobody(), { entries: [{ key: "k", value: 1 }] }), "TENANT_NOT_FOUND");
  });
}

function versionsSuite(given: () => World): void {
  test("each write raises the entry's version, and the version that was read may be written", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.setConfig(id, "k", { value: 1, expected_version: 0 });
    expect((await api.setConfig(id, "k", { value: 2, expected_version: 1 })).version).toBe(2);
    expect((await api.setConfig(id, "k", { value: 3 }, { if_match: 2 })).version).toBe(3);
    expect((await api.resolveConfig(id)).k).toMatchObject({ version: 3, own_version: 3 });
  });

  test("a stale version is VERSION_CONFLICT with the current entry, and nothing is written", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.setConfig(id, "k", { value: 1 });
    await api.setConfig(id, "k", { value: 2 });
    const calls = [
      () => api.setConfig(id, "k", { value: 9, expected_version: 1 }),
      () => api.setConfig(id, "k", { value: 9, expected_version: 0 }),
      () => api.setConfig(id, "k", { value: 9 }, { if_match: 1 }),
      () => api.deleteConfig(id, "k", { expected_version: 1 }),
      () => api.deleteConfig(id, "k", undefined, { if_match: 3 }),
    ];
    for (const call of calls) {
      const error = await refused(call(), "VERSION_CONFLICT");
      expect(error.details.current).toMatchObject({ value: 2, version: 2 });
    }
    expect((await api.resolveConfig(id)).k?.value).toBe(2);
    expect((await api.deleteConfig(id, "k", { expected_version: 2 })).effective).toBeNull();
  });

  test("expecting a version of an entry that is not there is VERSION_CONFLICT; it counts own entries only", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(root, "k", { value: 1 });
    const error = await refused(
      api.setConfig(child, "k", { value: 2, expected_version: 1 }),
      "VERSION_CONFLICT",
    );
    expect(error.details.current).toBeNull();
    expect((await api.setConfig(child, "k", { value: 2, expected_version: 0 })).version).toBe(1);
  });
}

function batchSuite(given: () => World): void {
  test("a batch sets and deletes", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.setConfig(id, "old", { value: 1 });
    const entries = [
      { key: "a", value: 1, locked: true },
      { key: "old", delete: true } as const,
      { key: "b", value: null, expected_version: 0 },
    ];
    const result = await api.batchSetConfig(id, { entries });
    expect(result).toMatchObject({ succeeded: 3, failed: 0 });
    expect(result.results.map(({ key, version }) => [key, version])).toEqual([
      ["a", 1],
      ["old", null],
      ["b", 1],
    ]);
    const resolved = await api.resolveConfig(id);
    expect(Object.keys(resolved).sort()).toEqual(["a", "b"]);
    expect(resolved.a?.locked).toBe(true);
  });

  test("a batch is all or nothing, and the error says which entry failed", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(root, "locked", { value: 1, locked: true });
    await api.setConfig(child, "mine", { value: 1 });
    const first = { key: "fine", value: 1 };
    const cases = [
      [{ key: "locked", value: 2 }, "CONFIG_LOCKED"],
      [{ key: "absent", delete: true as const }, "CONFIG_NOT_FOUND"],
      [{ key: "mine", value: 2, expected_version: 7 }, "VERSION_CONFLICT"],
    ] as const;
    for (const [entry, code] of cases) {
      const error = await refused(api.batchSetConfig(child, { entries: [first, entry] }), code);
      expect(error.details).toMatchObject({ index: 1, key: entry.key });
    }
    await invalid(
      api.batchSetConfig(child, { entries: [first, { key: "absent", locked: true }] }),
      "body.entries.1.value",
    );
    expect(Object.keys(await api.resolveConfig(child)).sort()).toEqual(["locked", "mine"]);
  });

  test("a batch names each bad entry, and a key that stands twice", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const bad = [
      { key: "a b", value: 1 },
      { key: "k", value: 1, lokced: true },
    ] as never;
    await invalid(api.batchSetConfig(id, { entries: bad }), "body.entries.0.key", "body.entries.1.lokced");
    const twice = [
      { key: "k", value: 1 },
      { key: "k", value: 2 },
    ];
    await invalid(api.batchSetConfig(id, { entries: twice }), "body.entries.1.key");
  });

  test("a batch that is not atomic makes what can be made, and says of each what became of it", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(root, "locked", { value: 1, locked: true });
    await api.setConfig(child, "mine", { value: 1 });
    const entries = [
      { key: "fine", value: 1 },
      { key: "locked", value: 2 },
      { key: "absent", delete: true as const },
      { key: "mine", value: 2, expected_version: 7 },
      { key: "valueless", locked: true },
      { key: "last", value: null },
    ];
    const result = await api.batchSetConfig(child, { entries, atomic: false });
    expect(result).toMatchObject({ succeeded: 2, failed: 4 });
    expect(result.results.map(({ key, status, error }) => [key, status, error?.code])).toEqual([
      ["fine", "set", undefined],
      ["locked", "failed", "CONFIG_LOCKED"],
      ["absent", "failed", "CONFIG_NOT_FOUND"],
      ["mine", "failed", "VERSION_CONFLICT"],
      ["valueless", "failed", "VALIDATION_ERROR"],
      ["last", "set", undefined],
    ]);
    expect(Object.keys(await api.resolveConfig(child)).sort()).toEqual(["fine", "last", "locked", "mine"]);
  });

  test("a batch holds 1 to 200 entries", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const entries = (count: number) => Array.from({ length: count }, (_, i) => ({ key: `k${i}`, value: i }));
    await invalid(api.batchSetConfig(id, { entries: [] }), "body.entries");
    await invalid(api.batchSetConfig(id, { entries: entries(201) }), "body.entries");
    expect((await api.batchSetConfig(id, { entries: entries(200) })).succeeded).toBe(200);
    expect(Object.keys(await api.resolveConfig(id))).toHaveLength(200);
  });
}
