import { testDatabase } from "@stratum-hq/testing/database";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Stratum } from "../stratum.ts";

let stratum: Stratum;
const statements: string[] = [];
let root: string;
let mid: string;
let leaf: string;
let n = 0;
const code = (error: string) => expect.objectContaining({ code: error });

beforeAll(async () => {
  const { app_pool } = await testDatabase();
  stratum = new Stratum({ pool: app_pool, on_query: (text) => statements.push(text) });
  await stratum.initialize();
});
beforeEach(async () => {
  root = (await stratum.createTenant({ name: "Root", slug: `root_${++n}` })).id;
  mid = (await stratum.createTenant({ name: "Mid", slug: "mid", parent_id: root })).id;
  leaf = (await stratum.createTenant({ name: "Leaf", slug: "leaf", parent_id: mid })).id;
});

describe("resolution", () => {
  it("takes the nearest entry and names its source", async () => {
    await stratum.setConfig(root, "max_users", { value: 1000 });
    expect((await stratum.resolveConfig(leaf)).max_users).toMatchObject({
      value: 1000,
      inherited: true,
      source_tenant_id: root,
      source_name: "Root",
      own_version: null,
    });
    await stratum.setConfig(mid, "max_users", { value: null });
    expect((await stratum.resolveConfig(leaf)).max_users).toMatchObject({
      value: null,
      source_tenant_id: mid,
    });
    expect((await stratum.resolveConfig(mid)).max_users).toMatchObject({
      inherited: false,
      own_version: 1,
    });
  });

  it("lets the highest lock win and shows what it hides", async () => {
    await stratum.setConfig(leaf, "k", { value: "leaf" });
    await stratum.setConfig(mid, "k", { value: "mid", locked: true });
    const locked = await stratum.setConfig(root, "k", { value: "root", locked: true });
    // The leaf was hidden by mid already: only mid is newly hidden.
    expect(locked.shadowed).toEqual([mid]);
    expect((await stratum.resolveConfig(leaf)).k).toMatchObject({
      value: "root",
      locked: true,
      locked_by: root,
      shadowed: { value: "leaf", version: 1 },
    });
    expect((await stratum.deleteConfig(root, "k")).unshadowed).toEqual([mid]);
    expect((await stratum.resolveConfig(leaf)).k).toMatchObject({ value: "mid", locked_by: mid });
    const unlocked = await stratum.setConfig(mid, "k", { locked: false });
    expect(unlocked).toMatchObject({ value: "mid", unshadowed: [leaf] });
    expect((await stratum.resolveConfig(leaf)).k).toMatchObject({ value: "leaf", shadowed: null });
  });

  it("hides the name of a source above the caller's view", async () => {
    await stratum.setConfig(root, "k", { value: 1, locked: true });
    const scoped = stratum.as({ tenant_id: mid, scopes: ["write"] });
    expect((await scoped.resolveConfig(leaf)).k).toMatchObject({ value: 1, source_name: null });
    await expect(scoped.setConfig(leaf, "k", { value: 2 })).rejects.toMatchObject({
      code: "CONFIG_LOCKED",
      message: expect.not.stringContaining("Root"),
    });
    await expect(scoped.setConfig(root, "k", { value: 2 })).rejects.toEqual(code("TENANT_NOT_FOUND"));
  });
});

describe("writing", () => {
  it("refuses what an ancestor locks, set and delete alike; the owner may still edit", async () => {
    await stratum.setConfig(leaf, "k", { value: 1 });
    await stratum.setConfig(root, "k", { value: 1, locked: true });
    await expect(stratum.setConfig(leaf, "k", { value: 2 })).rejects.toMatchObject({
      code: "CONFIG_LOCKED",
      details: { locked_by: { tenant_id: root, name: "Root" } },
    });
    await expect(stratum.deleteConfig(leaf, "k")).rejects.toEqual(code("CONFIG_LOCKED"));
    expect(await stratum.setConfig(root, "k", { value: 2 })).toMatchObject({
      value: 2,
      locked: true,
      version: 2,
    });
  });

  it("keeps the lock that is not named and the value that is not given", async () => {
    await stratum.setConfig(root, "k", { value: { a: [1] }, locked: true });
    expect(await stratum.setConfig(root, "k", { locked: false })).toMatchObject({
      value: { a: [1] },
      locked: false,
    });
    await expect(stratum.setConfig(mid, "k", { locked: true })).rejects.toMatchObject({
      details: { errors: [{ path: "body.value" }] },
    });
  });

  it("refuses a stale version with the current entry; 0 means there is none yet", async () => {
    await stratum.setConfig(root, "k", { value: 1, expected_version: 0 });
    await expect(stratum.setConfig(root, "k", { value: 2, expected_version: 0 })).rejects.toMatchObject({
      code: "VERSION_CONFLICT",
      status: 412,
      details: { current: { value: 1, version: 1 } },
    });
    const race = await Promise.allSettled(
      [1, 2, 3].map((value) => stratum.setConfig(root, "k", { value, expected_version: 1 })),
    );
    expect(race.filter((r) => r.status === "fulfilled").length).toBe(1);
  });

  it("writes a batch all or nothing and says which entry failed", async () => {
    await stratum.setConfig(root, "locked", { value: 1, locked: true });
    const batch = [
      { key: "a", value: 1 },
      { key: "locked", value: 2 },
      { key: "b", value: 3 },
    ];
    await expect(stratum.batchSetConfig(leaf, batch)).rejects.toMatchObject({
      code: "CONFIG_LOCKED",
      details: { index: 1, key: "locked" },
    });
    expect(Object.keys(await stratum.resolveConfig(leaf))).toEqual(["locked"]);
    await stratum.batchSetConfig(leaf, [{ key: "a", value: 1 }]);
    expect(
      await stratum.batchSetConfig(leaf, [
        { key: "a", delete: true },
        { key: "b", value: 2 },
      ]),
    ).toMatchObject({ succeeded: 2, failed: 0 });
    expect(Object.keys(await stratum.resolveConfig(leaf))).toEqual(["b", "locked"]);
  });

  it("keeps odd keys as they are and refuses those that are none", async () => {
    for (const key of ["constructor", "toString", "batch", "a.b:c-d"])
      await stratum.setConfig(root, key, { value: key });
    const resolved = await stratum.resolveConfig(leaf);
    for (const key of ["constructor", "toString", "batch", "a.b:c-d"])
      expect(Object.getOwnPropertyDescriptor(resolved, key)?.value).toMatchObject({ value: key });
    for (const key of ["a/b c", "", ".", "..", "ü", "__proto__", "x".repeat(256)])
      await expect(stratum.setConfig(root, key, { value: 1 })).rejects.toEqual(code("VALIDATION_ERROR"));
  });

  it("refuses a name in a value that no object can safely have, rather than leave it out", async () => {
    const value = JSON.parse('{"a": [{"__proto__": 1}]}');
    await expect(stratum.setConfig(root, "k", { value })).rejects.toMatchObject({
      details: { errors: [{ path: "body.value.a.0.__proto__" }] },
    });
  });

  it("refuses values that PostgreSQL cannot hold and ones over 64 KiB", async () => {
    await expect(stratum.setConfig(root, "k", { value: "a\u0000b" })).rejects.toEqual(
      code("VALIDATION_ERROR"),
    );
    await expect(stratum.setConfig(root, "k", { value: "x".repeat(65_536) })).rejects.toEqual(
      code("VALIDATION_ERROR"),
    );
  });

  it("refuses writes to and reads of a suspended tenant", async () => {
    await stratum.suspendTenant(leaf);
    await expect(stratum.setConfig(leaf, "k", { value: 1 })).rejects.toEqual(code("TENANT_SUSPENDED"));
    await expect(stratum.resolveConfig(leaf)).rejects.toEqual(code("TENANT_SUSPENDED"));
  });

  it("takes two round trips to set a value, four to change a lock, and one to read", async () => {
    statements.length = 0;
    await stratum.setConfig(leaf, "k", { value: 1 });
    expect(statements.length).toBe(2);
    statements.length = 0;
    await stratum.setConfig(leaf, "k", { locked: true });
    expect(statements.length).toBe(4);
    statements.length = 0;
    await stratum.resolveConfig(leaf);
    expect(statements.length).toBe(1);
  });
});
