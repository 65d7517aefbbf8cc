/** Races of permission writes, statement by statement: `packages/testing/src/race.ts` says how they are judged. */
import { arena, type Judge } from "@stratum-hq/testing/race";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Stratum } from "../stratum.ts";

let judge: Judge<Stratum>;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ judge, close } = await arena(async (pool) => {
    const engine = new Stratum({ pool });
    await engine.initialize();
    return engine;
  }));
});
afterAll(() => close());

const CHAIN = { top: { mid: { leaf: {} } } };
const TWO_TREES = { one: { a: { b: {} } }, two: { x: { y: {} } } };
const key = "reports";
type Chain = { top: string; mid: string; leaf: string };

/** A policy at the top that delegates, and one at the leaf. */
async function granted(s: Stratum, t: Chain) {
  const top = await s.createPermission(t.top, { key, mode: "DELEGATED" });
  const leaf = await s.createPermission(t.leaf, { key, value: "own" });
  return { top: top.id, leaf: leaf.id };
}

describe("a cascading revocation", () => {
  test("against a grant below: one that comes later is a new grant", async () => {
    const { ends, waits } = await judge({
      shape: CHAIN,
      before: (s, t) => s.createPermission(t.top, { key, mode: "DELEGATED" }),
      writers: [
        (s, t, { id }) => s.deletePermission(t.top, id),
        (s, t) => s.createPermission(t.leaf, { key }),
      ],
    });
    expect(ends).toEqual(["ok, ok"]);
    expect(waits).toBeGreaterThan(0);
  });

  test("against a change below, one that makes it permanent, and a revocation below", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      before: granted,
      writers: [
        (s, t, { top }) => s.deletePermission(t.top, top),
        (s, t, { leaf }) => s.updatePermission(t.leaf, leaf, { value: "other" }),
      ],
    });
    expect(ends).toEqual(["ok, PERMISSION_NOT_FOUND", "ok, ok"]);
    const permanent = await judge({
      shape: CHAIN,
      before: granted,
      writers: [
        (s, t, { top }) => s.deletePermission(t.top, top),
        (s, t, { leaf }) => s.updatePermission(t.leaf, leaf, { revocation_mode: "PERMANENT" }),
      ],
    });
    expect(permanent.ends).toEqual(["ok, PERMISSION_NOT_FOUND", "ok, ok"]);
    const both = await judge({
      shape: CHAIN,
      before: granted,
      writers: [
        (s, t, { top }) => s.deletePermission(t.top, top),
        (s, t, { leaf }) => s.deletePermission(t.leaf, leaf),
      ],
    });
    expect(both.ends).toEqual(["ok, PERMISSION_NOT_FOUND", "ok, ok"]);
  });

  test("against a subtree that moves below it", async () => {
    const { ends } = await judge({
      shape: TWO_TREES,
      before: async (s, t) => {
        await s.createPermission(t.b, { key });
        return s.createPermission(t.two, { key });
      },
      writers: [(s, t, { id }) => s.deletePermission(t.two, id), (s, t) => s.moveTenant(t.a, t.x)],
    });
    expect(ends).toEqual(["ok, ok"]);
  });

  test("in the tree to which a tenant moves while it is granted something", async () => {
    const { ends } = await judge({
      shape: TWO_TREES,
      before: (s, t) => s.createPermission(t.two, { key, mode: "DELEGATED" }),
      writers: [
        (s, t, { id }) => s.deletePermission(t.two, id),
        (s, t) => s.moveTenant(t.a, t.x),
        (s, t) => s.createPermission(t.b, { key, mode: "DELEGATED" }),
      ],
    });
    expect(ends).toEqual(["ok, ok, ok"]);
  });
});

describe("a mode above", () => {
  test("that becomes LOCKED against a grant below", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      before: (s, t) => s.createPermission(t.top, { key, mode: "DELEGATED" }),
      writers: [
        (s, t, { id }) => s.updatePermission(t.top, id, { mode: "LOCKED" }),
        (s, t) => s.createPermission(t.leaf, { key }),
      ],
      after: (s, t) => s.resolvePermissions(t.leaf),
    });
    expect(ends).toEqual(["ok, PERMISSION_LOCKED", "ok, ok"]);
  });

  test("that becomes INHERITED against a mode chosen below", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      before: granted,
      writers: [
        (s, t, { top }) => s.updatePermission(t.top, top, { mode: "INHERITED" }),
        (s, t, { leaf }) => s.updatePermission(t.leaf, leaf, { mode: "LOCKED" }),
      ],
      after: (s, t) => s.resolvePermissions(t.leaf),
    });
    expect(ends).toEqual(["ok, PERMISSION_NOT_DELEGATED", "ok, ok"]);
  });

  test("in the tree to which a tenant moves while it is granted something", async () => {
    const { ends } = await judge({
      shape: TWO_TREES,
      writers: [
        (s, t) => s.createPermission(t.b, { key }),
        (s, t) => s.moveTenant(t.a, t.x),
        (s, t) => s.createPermission(t.two, { key, mode: "LOCKED" }),
      ],
    });
    expect(ends).toEqual(["PERMISSION_LOCKED, ok, ok", "ok, ok, ok"]);
  });
});

describe("one policy", () => {
  test("granted twice: one wins", async () => {
    const { ends, waits } = await judge({
      shape: CHAIN,
      writers: [1, 2].map((value) => (s, t: Chain) => s.createPermission(t.leaf, { key, value })),
    });
    expect(ends).toEqual(["PERMISSION_ALREADY_EXISTS, ok", "ok, PERMISSION_ALREADY_EXISTS"]);
    expect(waits).toBeGreaterThan(0);
  });

  test("changed twice with the same expected version, and revoked", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      before: granted,
      writers: [
        (s, t, { leaf }) => s.updatePermission(t.leaf, leaf, { value: 1, expected_version: 1 }),
        (s, t, { leaf }) => s.updatePermission(t.leaf, leaf, { value: 2, expected_version: 1 }),
        (s, t, { leaf }) => s.deletePermission(t.leaf, leaf),
      ],
    });
    expect(ends).toEqual([
      "PERMISSION_NOT_FOUND, PERMISSION_NOT_FOUND, ok",
      "PERMISSION_NOT_FOUND, ok, ok",
      "VERSION_CONFLICT, ok, ok",
      "ok, PERMISSION_NOT_FOUND, ok",
      "ok, VERSION_CONFLICT, ok",
    ]);
  });

  test("granted against the archiving of its tenant", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      writers: [(s, t) => s.createPermission(t.leaf, { key }), (s, t) => s.archiveTenant(t.leaf)],
    });
    expect(ends).toEqual(["TENANT_ARCHIVED, ok", "ok, ok"]);
  });
});
