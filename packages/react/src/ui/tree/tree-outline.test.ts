import { expect, test } from "vitest";
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
const text = (rows: TreeRow<Node>[]): string[] => rows.map((row) => `${row.level} ${row.key}`);

test("open nodes are followed by their children, closed ones are not", () => {
  const rows = outline(
    source({ "": branch(["a", "b"]), a: branch(["aa", "ab"]), aa: branch(["aaa"]) }),
    new Set(["a"]),
  );
  expect(text(rows)).toEqual(["1 a", "2 aa", "2 ab", "1 b"]);
  expect(rows[0]).toMatchObject({ expanded: true, position: 1, size: 2 });
  expect(rows[2]).toMatchObject({ expanded: false, position: 2, size: 2 });
});

test("a node that is open below a closed one does not show", () => {
  const rows = outline(source({ "": branch(["a"]), aa: branch(["aaa"]) }), new Set(["aa"]));
  expect(text(rows)).toEqual(["1 a"]);
});

test("children that are not there yet hold as many places as there will be, but few", () => {
  const rows = outline(source({ "": branch(["a"]) }), new Set(["a"]));
  expect(text(rows)).toEqual(["1 a", "2 loading:a:0", "2 loading:a:1"]);
});

test("siblings that are still to load count in the size of the set, and in the line that loads them", () => {
  const root = { "": branch(["a"]), a: branch(["aa"], { hasMore: true }) };
  const [, child, more] = outline(source(root), new Set(["a"]));
  expect(child).toMatchObject({ position: 1, size: 2 });
  expect(more).toMatchObject({ kind: "more", parentId: "a", remaining: 1 });
});

test("a set of unknown size says so", () => {
  const [row, more] = outline(source({ "": branch(["a"], { hasMore: true }) }, false), new Set());
  expect(row).toMatchObject({ size: -1 });
  expect(more).toMatchObject({ kind: "more", remaining: undefined });
});

test("a branch that failed keeps what it has and ends with the failure", () => {
  const failed = branch(["aa"], { state: "error", error: new Error("no"), hasMore: true });
  expect(text(outline(source({ "": branch(["a"]), a: failed }), new Set(["a"])))).toEqual([
    "1 a",
    "2 aa",
    "2 error:a",
  ]);
});
