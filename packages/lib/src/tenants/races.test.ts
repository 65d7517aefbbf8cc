/** Races of structural writes, statement by statement: `packages/testing/src/race.ts` says how they are judged. */
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

/** A parent with two children, the first with one of its own. */
const FAMILY = { top: { left: { leaf: {} }, right: {} } };
const TWO_TREES = { one: { a: { b: {} } }, two: { x: { y: {} } } };
const SIBLINGS = { top: { a: {}, b: {}, c: {}, d: {} }, other: {} };
const child = (parent_id: string | null, slug = "new") => ({ name: slug, slug, parent_id });

test("a writer that decides by what it read without a lock is found", async () => {
  const write = async (stratum: Stratum, t: { lone: string }) => {
    const { version } = await stratum.getTenant(t.lone);
    return stratum.updateTenant(t.lone, { name: `after ${version}` });
  };
  await expect(judge({ shape: { lone: {} }, writers: [write, write] })).rejects.toThrow(
    /In the order \d+ it ends with \(ok, ok\):\n {2}beside/,
  );
});

describe("move", () => {
  test("of two that each move below the other one is refused", async () => {
    const { ends, waits } = await judge({
      shape: FAMILY,
      writers: [(s, t) => s.moveTenant(t.left, t.right), (s, t) => s.moveTenant(t.right, t.left)],
    });
    expect(ends).toEqual(["TENANT_CYCLE_DETECTED, ok", "ok, TENANT_CYCLE_DETECTED"]);
    expect(waits).toBeGreaterThan(0);
  });

  test("across two trees too", async () => {
    const { ends, waits } = await judge({
      shape: TWO_TREES,
      writers: [(s, t) => s.moveTenant(t.a, t.y), (s, t) => s.moveTenant(t.x, t.b)],
    });
    expect(ends).toEqual(["TENANT_CYCLE_DETECTED, ok", "ok, TENANT_CYCLE_DETECTED"]);
    expect(waits).toBeGreaterThan(0);
  });

  test("of three in a ring the last one is refused", async () => {
    const { ends, waits } = await judge({
      shape: { a: {}, b: {}, c: {} },
      writers: [
        (s, t) => s.moveTenant(t.a, t.b),
        (s, t) => s.moveTenant(t.b, t.c),
        (s, t) => s.moveTenant(t.c, t.a),
      ],
    });
    expect(ends).toEqual([
      "TENANT_CYCLE_DETECTED, ok, ok",
      "ok, TENANT_CYCLE_DETECTED, ok",
      "ok, ok, TENANT_CYCLE_DETECTED",
    ]);
    expect(waits).toBeGreaterThan(0);
  });

  test("of a tenant and of its new parent, both into other trees", async () => {
    const { ends } = await judge({
      shape: { one: { a: {} }, two: { b: { c: {} } }, three: {} },
      writers: [
        (s, t) => s.moveTenant(t.a, t.c),
        (s, t) => s.moveTenant(t.b, t.three),
        (s, t) => s.moveTenant(t.a, t.b),
      ],
    });
    expect(ends).toEqual(["ok, ok, ok"]);
  });

  test("of two with one slug into the same place one is refused", async () => {
    const { ends } = await judge({
      shape: { one: { acme: {} }, two: { x: {} }, target: {} },
      before: (s, t) => s.updateTenant(t.x, { slug: "acme" }),
      writers: [(s, t) => s.moveTenant(t.acme, t.target), (s, t) => s.moveTenant(t.x, t.target)],
    });
    expect(ends).toEqual(["TENANT_ALREADY_EXISTS, ok", "ok, TENANT_ALREADY_EXISTS"]);
  });

  test("to the top, of two at once", async () => {
    const { ends } = await judge({
      shape: TWO_TREES,
      writers: [(s, t) => s.moveTenant(t.a, null), (s, t) => s.moveTenant(t.y, null)],
    });
    expect(ends).toEqual(["ok, ok"]);
  });

  test("and rename of what is moved, of what is above, and of what is above the target", async () => {
    for (const renamed of ["a", "one", "x"] as const) {
      const { ends } = await judge({
        shape: TWO_TREES,
        writers: [
          (s, t) => s.moveTenant(t.a, t.y),
          (s, t) => s.updateTenant(t[renamed], { slug: "renamed" }),
        ],
      });
      expect(ends, renamed).toEqual(["ok, ok"]);
    }
  });

  test("and rename to a slug that the move brings", async () => {
    const { ends } = await judge({
      shape: { one: { acme: {} }, two: { x: {} } },
      writers: [(s, t) => s.moveTenant(t.acme, t.two), (s, t) => s.updateTenant(t.x, { slug: "acme" })],
    });
    expect(ends).toEqual(["TENANT_ALREADY_EXISTS, ok", "ok, TENANT_ALREADY_EXISTS"]);
  });
});

describe("create", () => {
  test("below a subtree that moves to another tree", async () => {
    const { ends, waits } = await judge({
      shape: TWO_TREES,
      writers: [(s, t) => s.createTenant(child(t.b)), (s, t) => s.moveTenant(t.a, t.y)],
    });
    expect(ends).toEqual(["ok, ok"]);
    expect(waits).toBeGreaterThan(0);
  });

  test("below a subtree that moves twice", async () => {
    const { ends } = await judge({
      shape: { ...TWO_TREES, three: {} },
      writers: [
        (s, t) => s.createTenant(child(t.b)),
        (s, t) => s.moveTenant(t.a, t.y),
        (s, t) => s.moveTenant(t.a, t.three),
      ],
    });
    expect(ends).toEqual(["ok, ok, ok"]);
  });

  test("below what a move brings down to the deepest level", async () => {
    const { ends } = await judge({
      shape: { one: { a: {} }, deep: {} },
      before: async (s, t) => {
        let at = t.deep;
        for (let depth = 1; depth <= 18; depth++) at = (await s.createTenant(child(at, `deep_${depth}`))).id;
        return at;
      },
      writers: [(s, t) => s.createTenant(child(t.a)), (s, t, deepest) => s.moveTenant(t.a, deepest)],
    });
    expect(ends).toEqual(["TENANT_DEPTH_EXCEEDED, ok", "ok, TENANT_DEPTH_EXCEEDED"]);
  });

  test("of two with one slug one is refused, and the others have places in a row", async () => {
    const { ends } = await judge({
      shape: FAMILY,
      writers: [
        (s, t) => s.createTenant(child(t.top, "twin")),
        (s, t) => s.createTenant(child(t.top, "twin")),
        (s, t) => s.createTenant(child(t.top, "single")),
      ],
    });
    expect(ends).toEqual(["TENANT_ALREADY_EXISTS, ok, ok", "ok, TENANT_ALREADY_EXISTS, ok"]);
  });

  test("of roots and a move to the top", async () => {
    const { ends } = await judge({
      shape: FAMILY,
      writers: [
        (s) => s.createTenant(child(null, "leaf")),
        (s, t) => s.moveTenant(t.leaf, null),
        (s) => s.createTenant(child(null, "second")),
      ],
    });
    expect(ends).toEqual(["TENANT_ALREADY_EXISTS, ok, ok", "ok, TENANT_ALREADY_EXISTS, ok"]);
  });
});

describe("lifecycle", () => {
  test("archive against create below", async () => {
    const { ends, waits } = await judge({
      shape: FAMILY,
      writers: [(s, t) => s.archiveTenant(t.leaf), (s, t) => s.createTenant(child(t.leaf))],
    });
    expect(ends).toEqual(["TENANT_HAS_CHILDREN, ok", "ok, TENANT_ARCHIVED"]);
    expect(waits).toBeGreaterThan(0);
  });

  test("archive of a whole subtree against create in it", async () => {
    const { ends } = await judge({
      shape: FAMILY,
      writers: [
        (s, t) => s.archiveTenant(t.left, { cascade: true }),
        (s, t) => s.createTenant(child(t.leaf)),
        (s, t) => s.createTenant(child(t.left, "second")),
      ],
    });
    expect(ends).toEqual([
      "ok, TENANT_ARCHIVED, TENANT_ARCHIVED",
      "ok, TENANT_ARCHIVED, ok",
      "ok, ok, TENANT_ARCHIVED",
      "ok, ok, ok",
    ]);
  });

  test("suspend of a whole subtree against a move into it and out of it", async () => {
    const into = await judge({
      shape: TWO_TREES,
      writers: [(s, t) => s.suspendTenant(t.a, { cascade: true }), (s, t) => s.moveTenant(t.x, t.b)],
    });
    expect(into.ends).toEqual(["ok, TENANT_SUSPENDED", "ok, ok"]);
    const out = await judge({
      shape: TWO_TREES,
      writers: [(s, t) => s.suspendTenant(t.a, { cascade: true }), (s, t) => s.moveTenant(t.b, t.x)],
    });
    expect(out.ends).toEqual(["ok, TENANT_SUSPENDED", "ok, ok"]);
  });

  test("suspend against resume of a child", async () => {
    const { ends } = await judge({
      shape: FAMILY,
      before: (s, t) => s.suspendTenant(t.leaf),
      writers: [(s, t) => s.suspendTenant(t.left), (s, t) => s.resumeTenant(t.leaf)],
    });
    expect(ends).toEqual(["TENANT_HAS_CHILDREN, ok", "ok, TENANT_INVALID_STATE"]);
  });

  test("resume against a create, a rename and a move that take its slug", async () => {
    const takers = {
      create: (s: Stratum, t: { left: string; right: string; leaf: string }) =>
        s.createTenant(child(t.left, "leaf")),
      rename: (s: Stratum, t: { beside: string }) => s.updateTenant(t.beside, { slug: "leaf" }),
      move: (s: Stratum, t: { left: string; there: string }) => s.moveTenant(t.there, t.left),
    };
    for (const [how, taker] of Object.entries(takers)) {
      const { ends } = await judge({
        shape: { top: { left: { leaf: {}, beside: {} }, right: { there: {} } } },
        before: async (s, t) => {
          await s.archiveTenant(t.leaf);
          await s.updateTenant(t.there, { slug: "leaf" });
        },
        writers: [(s, t) => s.resumeTenant(t.leaf), taker],
      });
      expect(ends, how).toEqual(["TENANT_ALREADY_EXISTS, ok", "ok, TENANT_ALREADY_EXISTS"]);
    }
  });

  test("of two that resume or archive the same tenant one is refused", async () => {
    const archived = await judge({
      shape: FAMILY,
      writers: [(s, t) => s.archiveTenant(t.leaf), (s, t) => s.archiveTenant(t.leaf)],
    });
    expect(archived.ends).toEqual(["TENANT_INVALID_STATE, ok", "ok, TENANT_INVALID_STATE"]);
    const resumed = await judge({
      shape: FAMILY,
      before: (s, t) => s.suspendTenant(t.leaf),
      writers: [(s, t) => s.resumeTenant(t.leaf), (s, t) => s.resumeTenant(t.leaf)],
    });
    expect(resumed.ends).toEqual(["TENANT_INVALID_STATE, ok", "ok, TENANT_INVALID_STATE"]);
  });
});

describe("purge", () => {
  test("against create below", async () => {
    const { ends, waits } = await judge({
      shape: FAMILY,
      writers: [(s, t) => s.purgeTenant(t.leaf), (s, t) => s.createTenant(child(t.leaf))],
    });
    expect(ends).toEqual(["TENANT_HAS_CHILDREN, ok", "ok, TENANT_NOT_FOUND"]);
    expect(waits).toBeGreaterThan(0);
  });

  test("of a whole subtree against a move into it, a move out of it and a create in it", async () => {
    const into = await judge({
      shape: TWO_TREES,
      writers: [(s, t) => s.purgeTenant(t.a, { cascade: true }), (s, t) => s.moveTenant(t.x, t.b)],
    });
    expect(into.ends).toEqual(["ok, TENANT_NOT_FOUND", "ok, ok"]);
    const out = await judge({
      shape: TWO_TREES,
      writers: [(s, t) => s.purgeTenant(t.a, { cascade: true }), (s, t) => s.moveTenant(t.b, t.x)],
    });
    expect(out.ends).toEqual(["ok, TENANT_NOT_FOUND", "ok, ok"]);
    const below = await judge({
      shape: FAMILY,
      writers: [(s, t) => s.purgeTenant(t.left, { cascade: true }), (s, t) => s.createTenant(child(t.leaf))],
    });
    expect(below.ends).toEqual(["ok, TENANT_NOT_FOUND", "ok, ok"]);
  });

  test("against rename, archive, reorder of a sibling and another purge", async () => {
    const others = {
      rename: (s: Stratum, t: { a: string }) => s.updateTenant(t.a, { slug: "renamed" }),
      archive: (s: Stratum, t: { a: string }) => s.archiveTenant(t.a),
      purge: (s: Stratum, t: { a: string }) => s.purgeTenant(t.a),
    };
    for (const [how, other] of Object.entries(others)) {
      const { ends } = await judge({ shape: SIBLINGS, writers: [(s, t) => s.purgeTenant(t.a), other] });
      expect(ends, how).toEqual(
        how === "purge"
          ? ["TENANT_NOT_FOUND, ok", "ok, TENANT_NOT_FOUND"]
          : ["ok, TENANT_NOT_FOUND", "ok, ok"],
      );
    }
    const { ends } = await judge({
      shape: SIBLINGS,
      writers: [(s, t) => s.purgeTenant(t.b), (s, t) => s.reorderTenant(t.a, 2)],
    });
    expect(ends).toEqual(["ok, ok"]);
  });

  test("of a root against another root's name, and a new root", async () => {
    const { ends } = await judge({
      shape: { a: {}, b: {}, c: {} },
      writers: [
        (s, t) => s.purgeTenant(t.a),
        (s, t) => s.updateTenant(t.b, { name: "Named" }),
        (s) => s.createTenant(child(null)),
      ],
    });
    expect(ends).toEqual(["ok, ok, ok"]);
  });
});

describe("a batch", () => {
  test("against a create that takes one of its slugs: all of it is there, or nothing", async () => {
    const { ends } = await judge({
      shape: FAMILY,
      writers: [
        (s, t) => s.batchCreateTenants([child(t.right, "one"), child(t.left, "two")]),
        (s, t) => s.createTenant(child(t.left, "two")),
      ],
    });
    expect(ends).toEqual(["TENANT_ALREADY_EXISTS, ok", "ok, TENANT_ALREADY_EXISTS"]);
  });

  test("against the move of one parent and the archiving of the other", async () => {
    const { ends } = await judge({
      shape: TWO_TREES,
      writers: [
        (s, t) => s.batchCreateTenants([child(t.b, "one"), child(t.y, "two")]),
        (s, t) => s.moveTenant(t.a, t.two),
        (s, t) => s.archiveTenant(t.y),
      ],
    });
    expect(ends).toEqual(["TENANT_ARCHIVED, ok, ok", "ok, ok, TENANT_HAS_CHILDREN"]);
  });
});

describe("reorder", () => {
  test("against reorder", async () => {
    const { ends, waits } = await judge({
      shape: SIBLINGS,
      writers: [
        (s, t) => s.reorderTenant(t.a, 2),
        (s, t) => s.reorderTenant(t.d, 0),
        (s, t) => s.reorderTenant(t.a, 3),
      ],
    });
    expect(ends).toEqual(["ok, ok, ok"]);
    expect(waits).toBeGreaterThan(0);
  });

  test("against a move away, a move in and a create", async () => {
    const { ends, waits } = await judge({
      shape: SIBLINGS,
      writers: [
        (s, t) => s.reorderTenant(t.a, 9),
        (s, t) => s.moveTenant(t.b, t.other),
        (s, t) => s.createTenant(child(t.top)),
      ],
    });
    expect(ends).toEqual(["ok, ok, ok"]);
    expect(waits).toBeGreaterThan(0);
    const within = await judge({
      shape: SIBLINGS,
      writers: [(s, t) => s.reorderTenant(t.d, 0), (s, t) => s.moveTenant(t.other, t.top)],
    });
    expect(within.ends).toEqual(["ok, ok"]);
  });

  test("against a move of the same tenant", async () => {
    const { ends } = await judge({
      shape: SIBLINGS,
      writers: [(s, t) => s.reorderTenant(t.a, 2), (s, t) => s.moveTenant(t.a, t.other)],
    });
    expect(ends).toEqual(["ok, ok"]);
  });

  test("of roots against a new root and a root that moves away", async () => {
    const { ends } = await judge({
      shape: SIBLINGS,
      writers: [
        (s, t) => s.reorderTenant(t.other, 0),
        (s) => s.createTenant(child(null)),
        (s, t) => s.moveTenant(t.top, t.other),
      ],
    });
    expect(ends).toEqual(["ok, ok, ok"]);
  });

  test("against archive of the same tenant", async () => {
    const { ends } = await judge({
      shape: SIBLINGS,
      writers: [(s, t) => s.reorderTenant(t.a, 2), (s, t) => s.archiveTenant(t.a)],
    });
    expect(ends).toEqual(["TENANT_ARCHIVED, ok", "ok, ok"]);
  });
});

describe("update", () => {
  test("with the same expected version: one wins", async () => {
    const { ends } = await judge({
      shape: FAMILY,
      writers: [
        (s, t) => s.updateTenant(t.leaf, { name: "One", expected_version: 1 }),
        (s, t) => s.updateTenant(t.leaf, { name: "Two", expected_version: 1 }),
        (s, t) => s.updateTenant(t.leaf, { slug: "three", expected_version: 1 }),
      ],
    });
    expect(ends).toEqual([
      "VERSION_CONFLICT, VERSION_CONFLICT, ok",
      "VERSION_CONFLICT, ok, VERSION_CONFLICT",
      "ok, VERSION_CONFLICT, VERSION_CONFLICT",
    ]);
  });

  test("of the same tenant, both told what stood before", async () => {
    const { ends, waits } = await judge({
      shape: FAMILY,
      writers: [
        (s, t) => s.updateTenant(t.leaf, { name: "One" }),
        (s, t) => s.updateTenant(t.leaf, { metadata: { two: 2 } }),
      ],
    });
    expect(ends).toEqual(["ok, ok"]);
    expect(waits).toBeGreaterThan(0);
  });

  test("of a root, and its archiving, while the places of roots change", async () => {
    const { ends } = await judge({
      shape: SIBLINGS,
      writers: [
        (s, t) => s.updateTenant(t.top, { name: "Named" }),
        (s, t) => s.reorderTenant(t.other, 0),
        (s, t) => s.archiveTenant(t.top, { cascade: true }),
      ],
    });
    expect(ends).toEqual(["TENANT_ARCHIVED, ok, ok", "ok, ok, ok"]);
  });

  test("of the name against archive and against a rename from above", async () => {
    const { ends } = await judge({
      shape: FAMILY,
      writers: [
        (s, t) => s.updateTenant(t.leaf, { name: "Named" }),
        (s, t) => s.archiveTenant(t.leaf),
        (s, t) => s.updateTenant(t.top, { slug: "renamed" }),
      ],
    });
    expect(ends).toEqual(["TENANT_ARCHIVED, ok, ok", "ok, ok, ok"]);
  });
});
