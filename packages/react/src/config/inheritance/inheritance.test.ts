import { describe, expect, test } from "vitest";
import { edgePath, layOut, mirrored, NODE, stepFrom } from "./inheritance.layout.ts";
import { countStates, type InheritancePlace, type Own, toNodes } from "./inheritance.ts";
import { fitted, MAX_SCALE, MIN_SCALE, opening, revealing, zoomed } from "./useViewport.ts";

const place = (tenant_id: string, parent_id: string | null): InheritancePlace => ({
  ...{ tenant_id, parent_id },
  name: tenant_id.toUpperCase(),
});
/** root → a → (x, y), root → b */
const tree = [place("root", null), place("a", "root"), place("b", "root"), place("x", "a"), place("y", "a")];
const own = (value: string, rest: Partial<Exclude<Own, string>> = {}): Own => ({
  ...{ value, masked: false, locks: false, shadowed: false },
  ...rest,
});
const states = (entries: Record<string, Own>, base: string | null = null) =>
  Object.fromEntries(
    toNodes(
      tree,
      new Map(Object.entries(entries)),
      base === null ? null : { value: base, masked: false },
    ).map(({ tenant_id, state, effective, source_id }) => [
      tenant_id,
      [state, effective?.value ?? null, source_id],
    ]),
  );

describe("who stands how to a key", () => {
  test("the first to set it sets, a lower one overrides, the rest inherit from the nearest", () => {
    expect(states({ root: own("one"), a: own("two") })).toEqual({
      root: ["set", "one", "root"],
      a: ["overrides", "two", "a"],
      b: ["inherits", "one", "root"],
      x: ["inherits", "two", "a"],
      y: ["inherits", "two", "a"],
    });
  });
  test("a lock hides what is set below, and what it hides is not handed on", () => {
    expect(states({ root: own("one", { locks: true }), a: own("two", { shadowed: true }) })).toMatchObject({
      root: ["locks", "one", "root"],
      a: ["shadowed", "one", "root"],
      x: ["inherits", "one", "root"],
    });
  });
  test("without any value nothing is set, and a default reaches all without a source", () => {
    expect(states({})).toMatchObject({ root: ["none", null, null], x: ["none", null, null] });
    expect(states({ a: own("two") }, "default")).toMatchObject({
      root: ["inherits", "default", null],
      a: ["set", "two", "a"],
    });
  });
  test("a tenant that tells nothing tells nothing of those below it", () => {
    expect(states({ root: own("one"), a: "unknown" })).toMatchObject({
      a: ["unknown", null, null],
      x: ["unknown", null, null],
      b: ["inherits", "one", "root"],
    });
  });
  test("each state is counted, and a place that comes twice is drawn once", () => {
    const nodes = toNodes([...tree, place("b", "root")], new Map([["root", own("one")]]), null);
    expect(nodes).toHaveLength(5);
    expect(countStates(nodes)).toMatchObject({ set: 1, inherits: 4, locks: 0 });
  });
});

describe("the drawing", () => {
  const layout = layOut(toNodes(tree, new Map(), null));
  const at = (id: string) => {
    const found = layout.placed.find(({ node }) => node.tenant_id === id);
    if (!found) throw new Error(`${id} is not drawn`);
    return found;
  };
  test("a level is a column, a parent stands beside the middle of its children, and no two overlap", () => {
    expect([at("root").x, at("a").x, at("x").x]).toEqual([0, 264, 528]);
    expect(at("a").y).toBe((at("x").y + at("y").y) / 2);
    expect(at("root").y).toBe((at("a").y + at("b").y) / 2);
    for (const one of layout.placed)
      for (const other of layout.placed)
        if (one !== other && one.x === other.x)
          expect(Math.abs(one.y - other.y)).toBeGreaterThanOrEqual(NODE.height + NODE.gapY);
  });
  test("from right to left it is the same drawing, mirrored, with lines that meet the nodes", () => {
    const turned = mirrored(layout).placed;
    expect(turned[0]?.x).toBe(layout.width - NODE.width);
    const [root, a] = turned;
    if (!root || !a) throw new Error("nothing is drawn");
    expect(edgePath(root, a)).toMatch(
      new RegExp(`^M${root.x} .* ${a.x + NODE.width} ${a.y + NODE.height / 2}$`),
    );
  });
  test("steps go along the tree and stop at its ends", () => {
    expect(stepFrom(layout, "root", "forward")).toBe("a");
    expect(stepFrom(layout, "x", "down")).toBe("y");
    expect(stepFrom(layout, "y", "back")).toBe("a");
    expect(stepFrom(layout, "a", "down")).toBe("b");
    expect(stepFrom(layout, "b", "forward")).toBe("b");
    expect(stepFrom(layout, "root", "back")).toBe("root");
    expect(stepFrom(layout, "b", "first")).toBe("root");
    expect(stepFrom(layout, "root", "last")).toBe("y");
  });
});

describe("the window", () => {
  test("zooming keeps the point under the pointer, between the bounds", () => {
    const view = zoomed({ x: 10, y: 20, scale: 1 }, 1.5, { x: 110, y: 70 });
    expect([(110 - view.x) / view.scale, (70 - view.y) / view.scale]).toEqual([100, 50]);
    expect(zoomed(view, 100, { x: 0, y: 0 }).scale).toBe(MAX_SCALE);
    expect(zoomed(view, 0.001, { x: 0, y: 0 }).scale).toBe(MIN_SCALE);
  });
  test("fitting shows all in the middle and never enlarges", () => {
    expect(fitted({ width: 100, height: 50 }, { width: 400, height: 200 })).toEqual({
      scale: 1,
      x: 150,
      y: 75,
    });
    const view = fitted({ width: 1000, height: 50 }, { width: 532, height: 200 });
    expect([view.scale, view.x]).toEqual([0.5, 16]);
  });
  test("what cannot be read as a whole opens around the box that is looked at", () => {
    const box = { x: 400, y: 50, width: 200, height: 50 };
    const drawing = { width: 1000, height: 150 };
    expect(opening({ width: 100, height: 50 }, box, { width: 400, height: 200 })).toMatchObject({ x: 150 });
    expect(opening(drawing, box, { width: 300, height: 400 })).toEqual({ scale: 0.9, x: -300, y: 133 });
    expect(opening(drawing, { ...box, x: 0 }, { width: 300, height: 400 }).x).toBe(16);
    expect(opening(drawing, { ...box, x: 800 }, { width: 300, height: 400 }).x).toBe(-616);
  });
  test("revealing moves just so far that a box is seen", () => {
    const window = { width: 300, height: 300 };
    const box = { x: 500, y: 0, width: 100, height: 50 };
    expect(revealing({ x: 0, y: 20, scale: 1 }, box, window)).toEqual({ x: -316, y: 20, scale: 1 });
    expect(revealing({ x: -400, y: 20, scale: 1 }, box, window)).toEqual({ x: -400, y: 20, scale: 1 });
    expect(revealing({ x: -600, y: 20, scale: 1 }, box, window).x).toBe(-484);
  });
});
