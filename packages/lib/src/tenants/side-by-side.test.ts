/** Semantics of locking: creates under one root run side by side; a move keeps out who writes to the trees it touches. */
import { arena, type Judge } from "@stratum-hq/testing/race";
import { afterAll, beforeAll, expect, test } from "vitest";
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

const SHAPE = { top: { left: {}, right: {} }, other: {} };
const child = (parent_id: string, slug: string) => ({ name: slug, slug, parent_id });
/** In a batch, since a single create is one statement that nothing can come into. */
const batch = (s: Stratum, parent_id: string, slug: string) => s.batchCreateTenants([child(parent_id, slug)]);

test("creates under different parents of one tree never wait for each other", async () => {
  const { ends, waits } = await judge({
    shape: SHAPE,
    writers: [(s, t) => batch(s, t.left, "one"), (s, t) => s.createTenant(child(t.right, "two"))],
  });
  expect({ ends, waits }).toEqual({ ends: ["ok, ok"], waits: 0 });
});

test("creates under one parent take their places one after the other", async () => {
  const { ends, waits } = await judge({
    shape: SHAPE,
    writers: [(s, t) => batch(s, t.left, "one"), (s, t) => s.createTenant(child(t.left, "two"))],
  });
  expect(ends).toEqual(["ok, ok"]);
  expect(waits).toBeGreaterThan(0);
});

test("a move makes a create in its tree wait, and none in another", async () => {
  const move = (s: Stratum, t: { left: string; right: string }) => s.moveTenant(t.left, t.right);
  const near = await judge({
    shape: SHAPE,
    writers: [move, (s, t) => s.createTenant(child(t.top, "one"))],
  });
  expect(near.ends).toEqual(["ok, ok"]);
  expect(near.waits).toBeGreaterThan(0);
  const far = await judge({
    shape: SHAPE,
    writers: [move, (s, t) => s.createTenant(child(t.other, "one"))],
  });
  expect({ ends: far.ends, waits: far.waits }).toEqual({ ends: ["ok, ok"], waits: 0 });
});
