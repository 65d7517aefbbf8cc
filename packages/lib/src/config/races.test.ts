/** Races of config writes, statement by statement: `packages/testing/src/race.ts` says how they are judged. */
import { arena, type Judge } from "@stratum-hq/testing/race";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localKeyProvider } from "../keys/index.ts";
import { Stratum } from "../stratum.ts";

let judge: Judge<Stratum>;
let close: () => Promise<void>;
beforeAll(async () => {
  const keyProvider = localKeyProvider("a master key of at least 32 characters");
  ({ judge, close } = await arena(async (pool) => {
    const engine = new Stratum({ pool, keyProvider });
    await engine.initialize();
    return engine;
  }));
});
afterAll(() => close());

const CHAIN = { top: { mid: { leaf: {} } } };
const TWO_TREES = { one: { a: { b: {} } }, two: { x: { y: {} } } };

describe("a lock", () => {
  test("against an override below", async () => {
    const { ends, waits } = await judge({
      shape: CHAIN,
      writers: [
        (s, t) => s.setConfig(t.top, "k", { value: 1, locked: true }),
        (s, t) => s.setConfig(t.leaf, "k", { value: 2 }),
      ],
      after: (s, t) => s.resolveConfig(t.leaf),
    });
    expect(ends).toEqual(["ok, CONFIG_LOCKED", "ok, ok"]);
    expect(waits).toBeGreaterThan(0);
  });

  test("against another lock, above and below and both", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      before: (s, t) => s.setConfig(t.leaf, "k", { value: 3 }),
      writers: [
        (s, t) => s.setConfig(t.top, "k", { value: 1, locked: true }),
        (s, t) => s.setConfig(t.mid, "k", { value: 2, locked: true }),
        (s, t) =>
          s.batchSetConfig(t.leaf, [
            { key: "k", value: 4 },
            { key: "other", value: 4 },
          ]),
      ],
    });
    expect(ends).toEqual([
      "ok, CONFIG_LOCKED, CONFIG_LOCKED",
      "ok, CONFIG_LOCKED, ok",
      "ok, ok, CONFIG_LOCKED",
      "ok, ok, ok",
    ]);
  });

  test("that is taken away against a write below", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      before: (s, t) => s.setConfig(t.top, "k", { value: 1, locked: true }),
      writers: [
        (s, t) => s.setConfig(t.top, "k", { locked: false }),
        (s, t) => s.setConfig(t.leaf, "k", { value: 2 }),
      ],
    });
    expect(ends).toEqual(["ok, CONFIG_LOCKED", "ok, ok"]);
  });

  test("that is deleted against a write below, and told what comes back", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      before: async (s, t) => {
        await s.setConfig(t.mid, "k", { value: 2 });
        await s.setConfig(t.top, "k", { value: 1, locked: true });
      },
      writers: [(s, t) => s.deleteConfig(t.top, "k"), (s, t) => s.setConfig(t.leaf, "k", { value: 3 })],
    });
    expect(ends).toEqual(["ok, CONFIG_LOCKED", "ok, ok"]);
  });

  test("against a subtree that moves below it, with entries of its own", async () => {
    const { ends } = await judge({
      shape: TWO_TREES,
      before: (s, t) => s.setConfig(t.b, "k", { value: 3 }),
      writers: [
        (s, t) => s.setConfig(t.two, "k", { value: 1, locked: true }),
        (s, t) => s.moveTenant(t.a, t.x),
      ],
    });
    expect(ends).toEqual(["ok, ok"]);
  });

  test("in the tree to which a tenant moves while it is written to", async () => {
    const { ends } = await judge({
      shape: TWO_TREES,
      writers: [
        (s, t) => s.setConfig(t.b, "k", { value: 3 }),
        (s, t) => s.moveTenant(t.a, t.x),
        (s, t) => s.setConfig(t.two, "k", { value: 1, locked: true }),
      ],
    });
    expect(ends).toEqual(["CONFIG_LOCKED, ok, ok", "ok, ok, ok"]);
  });
});

describe("one entry", () => {
  const set = (value: number) => (s: Stratum, t: { leaf: string }) =>
    s.setConfig(t.leaf, "k", { value, expected_version: 1 });
  const batch = (value: number) => (s: Stratum, t: { leaf: string }) =>
    s.batchSetConfig(t.leaf, [
      { key: "k", value, expected_version: 1 },
      { key: `other.${value}`, value },
    ]);

  // A single write is one statement that nothing can come into; a batch can be met half-way.
  test.each([
    ["alone", set, set, false],
    ["in a batch and alone", batch, set, true],
    ["in batches", batch, batch, true],
  ])("written twice with the same expected version, %s: one wins", async (_, one, other, meets) => {
    const { ends, waits } = await judge({
      shape: CHAIN,
      before: (s, t) => s.setConfig(t.leaf, "k", { value: 0 }),
      writers: [one(1), other(2)],
    });
    expect(ends).toEqual(["VERSION_CONFLICT, ok", "ok, VERSION_CONFLICT"]);
    expect(waits > 0).toBe(meets);
  });

  test("written first by two that expect that there is none: one wins", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      writers: [1, 2].map(
        (value) => (s, t: { leaf: string }) => s.setConfig(t.leaf, "k", { value, expected_version: 0 }),
      ),
    });
    expect(ends).toEqual(["VERSION_CONFLICT, ok", "ok, VERSION_CONFLICT"]);
  });

  test("written, deleted and restored", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      before: async (s, t) => {
        await s.setConfig(t.leaf, "k", { value: "old" });
        await s.setConfig(t.leaf, "k", { value: "new" });
      },
      writers: [
        (s, t) => s.setConfig(t.leaf, "k", { value: "newest" }),
        (s, t) => s.deleteConfig(t.leaf, "k"),
        (s, t) => s.restoreConfig(t.leaf, "k", 1),
      ],
      after: (s, t) => s.listConfigHistory(t.leaf, "k"),
    });
    expect(ends).toEqual(["ok, ok, ok"]);
  });

  test("locked by one that keeps its value, which another changes", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      before: (s, t) => s.setConfig(t.mid, "k", { value: 0 }),
      writers: [
        (s, t) => s.setConfig(t.mid, "k", { locked: true }),
        (s, t) => s.setConfig(t.mid, "k", { value: 1 }),
        (s, t) => s.setConfig(t.leaf, "k", { value: 2 }),
      ],
    });
    expect(ends).toEqual(["ok, ok, CONFIG_LOCKED", "ok, ok, ok"]);
  });
});

describe("batches", () => {
  test("of the same keys the other way round wait for each other and never deadlock", async () => {
    const entries = ["k", "l", "m"].map((key) => ({ key, value: key }));
    const { ends, waits } = await judge({
      shape: CHAIN,
      writers: [
        (s, t) => s.batchSetConfig(t.leaf, entries),
        (s, t) => s.batchSetConfig(t.leaf, entries.toReversed()),
        (s, t) =>
          s.batchSetConfig(t.top, [
            { key: "m", value: 0, locked: true },
            { key: "k", value: 0 },
          ]),
      ],
    });
    expect(ends).toEqual([
      "CONFIG_LOCKED, CONFIG_LOCKED, ok",
      "CONFIG_LOCKED, ok, ok",
      "ok, CONFIG_LOCKED, ok",
      "ok, ok, ok",
    ]);
    expect(waits).toBeGreaterThan(0);
  });
});

describe("a definition", () => {
  test("made sensitive against a write in clear", async () => {
    const { ends, waits } = await judge({
      shape: CHAIN,
      writers: [
        (s, t) => s.defineConfigKey(t.top, "k", { sensitive: true }),
        (s, t) => s.setConfig(t.leaf, "k", { value: "in clear?" }),
      ],
      after: (s, t) => s.resolveConfig(t.leaf),
    });
    expect(ends).toEqual(["CONFIG_INVALID, ok", "ok, ok"]);
    expect(waits).toBeGreaterThan(0);
  });

  test("against a write that breaks its schema", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      writers: [
        (s, t) => s.defineConfigKey(t.top, "k", { schema: { type: "integer" } }),
        (s, t) => s.setConfig(t.leaf, "k", { value: "no number" }),
      ],
    });
    expect(ends).toEqual(["ok, CONFIG_INVALID", "ok, ok"]);
  });

  test("made twice with the same expected version, and one deleted: one wins", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      before: (s, t) => s.defineConfigKey(t.top, "k", { title: "first" }),
      writers: [
        (s, t) => s.defineConfigKey(t.top, "k", { title: "second", expected_version: 1 }),
        (s, t) => s.defineConfigKey(t.top, "k", { title: "third", expected_version: 1 }),
        (s, t) => s.deleteConfigDefinition(t.top, "k", { expected_version: 1 }),
      ],
    });
    expect(ends).toEqual([
      "VERSION_CONFLICT, VERSION_CONFLICT, ok",
      "VERSION_CONFLICT, ok, VERSION_CONFLICT",
      "ok, VERSION_CONFLICT, VERSION_CONFLICT",
    ]);
  });

  test("made sensitive in the tree to which a tenant moves while it is written to in clear", async () => {
    const { ends } = await judge({
      shape: TWO_TREES,
      writers: [
        (s, t) => s.setConfig(t.b, "k", { value: "in clear?" }),
        (s, t) => s.moveTenant(t.a, t.x),
        (s, t) => s.defineConfigKey(t.two, "k", { sensitive: true }),
      ],
    });
    expect(ends).toEqual(["ok, ok, CONFIG_INVALID", "ok, ok, ok"]);
  });
});

describe("secrets", () => {
  test("the first ones of a tenant share one data key, and all can be read", async () => {
    const { ends, waits } = await judge({
      shape: CHAIN,
      writers: [
        (s, t) =>
          s.batchSetConfig(t.leaf, [
            { key: "k", value: "secret k", sensitive: true },
            { key: "n", value: 1 },
          ]),
        ...["l", "m"].map(
          (key) => (s: Stratum, t: { leaf: string }) =>
            s.setConfig(t.leaf, key, { value: `secret ${key}`, sensitive: true }),
        ),
      ],
      after: (s, t) => s.resolveConfig(t.leaf),
    });
    expect(ends).toEqual(["ok, ok, ok"]);
    expect(waits).toBeGreaterThan(0);
  });

  test("of an entry that is made sensitive and written to", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      before: (s, t) => s.setConfig(t.leaf, "k", { value: "clear" }),
      writers: [
        (s, t) => s.setConfig(t.leaf, "k", { value: "sealed", sensitive: true }),
        (s, t) => s.setConfig(t.leaf, "k", { value: "as it is" }),
      ],
      after: (s, t) => s.resolveConfig(t.leaf),
    });
    expect(ends).toEqual(["ok, ok"]);
  });
});

describe("a write against the end of its tenant", () => {
  test("by suspending, archiving and purging", async () => {
    const ends = {
      suspendTenant: ["TENANT_SUSPENDED, ok", "ok, ok"],
      archiveTenant: ["TENANT_ARCHIVED, ok", "ok, ok"],
      purgeTenant: ["TENANT_NOT_FOUND, ok", "ok, ok"],
    };
    for (const verb of ["suspendTenant", "archiveTenant", "purgeTenant"] as const) {
      const judged = await judge({
        shape: CHAIN,
        writers: [(s, t) => s.setConfig(t.leaf, "k", { value: 1 }), (s, t) => s[verb](t.leaf)],
      });
      expect(judged.ends, verb).toEqual(ends[verb]);
    }
  });

  test("by purging: no secret, definition or history stays", async () => {
    const { ends } = await judge({
      shape: CHAIN,
      writers: [
        (s, t) => s.purgeTenant(t.mid, { cascade: true }),
        (s, t) => s.setConfig(t.leaf, "k", { value: "secret", sensitive: true }),
        (s, t) => s.defineConfigKey(t.mid, "l", { title: "L" }),
      ],
    });
    expect(ends).toEqual([
      "ok, TENANT_NOT_FOUND, TENANT_NOT_FOUND",
      "ok, TENANT_NOT_FOUND, ok",
      "ok, ok, TENANT_NOT_FOUND",
      "ok, ok, ok",
    ]);
  });
});
