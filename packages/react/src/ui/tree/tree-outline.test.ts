import fc from "fast-check";
import { expect, test } from "vitest";
import { flatten } from "./tree-outline.model.ts";
import { outline, type TreeBranch, type TreeRow, type TreeSource } from "./tree-outline.ts";

interface Node {
  id: string;
  children: number;
}
const branch = (ids: string[], more: Partial<TreeBranch<Node>> = {}): TreeBranch<Node> => ({
  items: ids.map((id) => ({ id, children: id.length < 3 ? 2 : 0 })),
  state: "ready",
  error: null,
  hasMore: false,
  loadingMore: false,
  ...more,
});
const source = (branches: Record<string, TreeBranch<Node>>, count = true): TreeSource<Node> => ({
  getId: (node) => node.id,
  isExpandable: (node) => node.children > 0,
  countChildren: (node) => (count ? node.children : undefined),
  getBranch: (id) => branches[id ?? ""],
});
const lines = (from: TreeSource<Node>, open: ReadonlySet<string>): TreeRow<Node>[] => {
  const tree = outline(from, open);
  return Array.from({ length: tree.length }, (_, index) => tree.at(index) as TreeRow<Node>);
};
const text = (rows: TreeRow<Node>[]): string[] => rows.map((row) => `${row.level} ${row.key}`);

test("open nodes are followed by their children, closed ones are not", () => {
  const rows = lines(
    source({ "": branch(["a", "b"]), a: branch(["aa", "ab"]), aa: branch(["aaa"]) }),
    new Set(["a"]),
  );
  expect(text(rows)).toEqual(["1 a", "2 aa", "2 ab", "1 b"]);
  expect(rows[0]).toMatchObject({ expanded: true, position: 1, size: 2 });
  expect(rows[2]).toMatchObject({ expanded: false, position: 2, size: 2 });
});

test("a node that is open below a closed one does not show", () => {
  const rows = lines(source({ "": branch(["a"]), aa: branch(["aaa"]) }), new Set(["aa"]));
  expect(text(rows)).toEqual(["1 a"]);
});

test("children that are not there yet hold as many places as there will be, but few", () => {
  const rows = lines(source({ "": branch(["a"]) }), new Set(["a"]));
  expect(text(rows)).toEqual(["1 a", "2 loading:a:0", "2 loading:a:1"]);
});

test("siblings that are still to load count in the size of the set, and in the line that loads them", () => {
  const root = { "": branch(["a"]), a: branch(["aa"], { hasMore: true }) };
  const [, child, more] = lines(source(root), new Set(["a"]));
  expect(child).toMatchObject({ position: 1, size: 2 });
  expect(more).toMatchObject({ kind: "more", parentId: "a", remaining: 1 });
});

test("a set of unknown size says so", () => {
  const [row, more] = lines(source({ "": branch(["a"], { hasMore: true }) }, false), new Set());
  expect(row).toMatchObject({ size: -1 });
  expect(more).toMatchObject({ kind: "more", remaining: undefined });
});

test("a branch that failed keeps what it has and ends with the failure", () => {
  const failed = branch(["aa"], { state: "error", error: new Error("no"), hasMore: true });
  expect(text(lines(source({ "": branch(["a"]), a: failed }), new Set(["a"])))).toEqual([
    "1 a",
    "2 aa",
    "2 error:a",
  ]);
});

/** Random forests: what is loaded, what is open, what is still to come. */
const forest = fc
  .record({
    parents: fc.array(fc.nat(), { maxLength: 60 }),
    states: fc.array(fc.constantFrom("ready", "more", "loading", "error", "unasked"), {
      minLength: 61,
      maxLength: 61,
    }),
    open: fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
    counted: fc.boolean(),
    pointed: fc.boolean(),
  })
  .map(({ parents, states, open, counted, pointed }) => {
    const children = new Map<string, Node[]>();
    const nodes = parents.map((seed, index) => {
      const parent = seed % (index + 1);
      const node = { id: `n${index + 1}`, children: 0 };
      const at = parent === 0 ? "" : `n${parent}`;
      children.set(at, [...(children.get(at) ?? []), node]);
      return node;
    });
    for (const node of nodes) node.children = children.get(node.id)?.length ?? 0;
    const branches: Record<string, TreeBranch<Node>> = {};
    ["", ...nodes.map(({ id }) => id)].forEach((id, index) => {
      const state = states[index];
      if (state === "unasked" && id !== "") return;
      const items = state === "loading" ? [] : (children.get(id) ?? []);
      branches[id] = {
        items,
        parents: pointed ? items.flatMap((node, place) => (node.children > 0 ? [place] : [])) : undefined,
        state: state === "more" || state === "unasked" ? "ready" : (state ?? "ready"),
        error: null,
        hasMore: state === "more",
        loadingMore: false,
      };
    });
    const from = source(branches, counted);
    return { from, nodes, expanded: new Set(nodes.filter((_, index) => open[index]).map(({ id }) => id)) };
  });

test("an outline shows line by line what writing the whole tree down would show", () => {
  fc.assert(
    fc.property(forest, ({ from, expanded }) => {
      const written = flatten(from, expanded);
      const tree = outline(from, expanded);
      expect(lines(from, expanded)).toEqual(written);
      expect(tree.at(tree.length)).toBeUndefined();
      expect(tree.at(-1)).toBeUndefined();
      expect(written.map((row) => tree.indexOf(row.key))).toEqual(written.map((_, index) => index));
      expect(tree.levels).toBe(Math.max(1, ...written.map((row) => row.level)));
      expect(tree.openIds).toEqual(
        written.flatMap((row) => (row.kind === "item" && row.expanded ? [row.id] : [])),
      );
      written.forEach((row, index) => {
        const closed = written.filter(
          (one) => one.kind === "item" && one.parentId === row.parentId && one.expandable && !one.expanded,
        );
        expect(tree.closedSiblings(index)).toEqual(closed.map(({ key }) => key));
      });
    }),
  );
});

test("a key that does not show is nowhere", () => {
  expect(outline(source({ "": branch(["a"]), a: branch(["aa"]) }), new Set()).indexOf("aa")).toBe(-1);
});
