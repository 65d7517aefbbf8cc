import { expect, test } from "vitest";
import { createTypeahead, treeCommand } from "./tree-keys.ts";
import { outline, type TreeBranch } from "./tree-outline.ts";

interface Drawn {
  id: string;
  expandable: boolean;
}
/** `+` is open, `-` is closed, a plain name has no children, `…` is being loaded. Two spaces are one level. */
function draw(drawing: string) {
  const parents: string[] = [];
  const open = new Set<string>();
  const branches = new Map<string | null, TreeBranch<Drawn> & { items: Drawn[] }>();
  for (const line of drawing.split("\n").filter((one) => one.trim())) {
    const level = (line.length - line.trimStart().length) / 2;
    const id = line.trim().replace(/^[+-]/, "");
    const parentId = parents[level - 2] ?? null;
    if (id === "…") continue;
    parents[level - 1] = id;
    if (line.includes("+")) open.add(id);
    const branch = branches.get(parentId) ?? {
      items: [],
      state: "ready" as const,
      error: null,
      hasMore: false,
      loadingMore: false,
    };
    branch.items.push({ id, expandable: /[+-]/.test(line) });
    branches.set(parentId, branch);
  }
  return outline<Drawn>(
    {
      getId: ({ id }) => id,
      isExpandable: ({ expandable }) => expandable,
      countChildren: () => 1,
      getBranch: (id) => branches.get(id),
    },
    open,
  );
}
const tree = draw(`
  +a
    -b
    +c
      d
    e
  -f
  +g
    …
`);
const press = (active: number, key: string, more = {}) =>
  treeCommand(tree, active, { key, page: 3, rtl: false, ...more });

test("arrows go down and up, and stay at the ends", () => {
  expect(press(0, "ArrowDown")).toEqual({ do: "focus", index: 1 });
  expect(press(1, "ArrowUp")).toEqual({ do: "focus", index: 0 });
  expect(press(0, "ArrowUp")).toEqual({ do: "focus", index: 0 });
});
test("places of what is being loaded are passed over", () => {
  expect(press(6, "ArrowDown")).toEqual({ do: "focus", index: 6 });
  expect(press(0, "End")).toEqual({ do: "focus", index: 6 });
  expect(press(6, "ArrowRight")).toBeNull();
});
test("right opens, then goes to the first child; on a leaf it does nothing", () => {
  expect(press(1, "ArrowRight")).toEqual({ do: "expand", ids: ["b"] });
  expect(press(0, "ArrowRight")).toEqual({ do: "focus", index: 1 });
  expect(press(3, "ArrowRight")).toBeNull();
});
test("left closes, then goes to the parent; on a closed root it does nothing", () => {
  expect(press(2, "ArrowLeft")).toEqual({ do: "collapse", ids: ["c"] });
  expect(press(3, "ArrowLeft")).toEqual({ do: "focus", index: 2 });
  expect(press(5, "ArrowLeft")).toBeNull();
});
test("right to left swaps the two", () => {
  expect(press(1, "ArrowLeft", { rtl: true })).toEqual({ do: "expand", ids: ["b"] });
  expect(press(3, "ArrowRight", { rtl: true })).toEqual({ do: "focus", index: 2 });
});
test("pages go as far as a window shows, and not past the ends", () => {
  expect(press(0, "PageDown")).toEqual({ do: "focus", index: 3 });
  expect(press(5, "PageDown")).toEqual({ do: "focus", index: 6 });
  expect(press(1, "PageUp")).toEqual({ do: "focus", index: 0 });
});
test("the star opens all closed siblings", () => {
  expect(press(0, "*")).toEqual({ do: "expand", ids: ["f"] });
  expect(press(4, "*")).toEqual({ do: "expand", ids: ["b"] });
});
test("keys that a tree does not use are left to others", () => {
  expect(press(0, "Tab")).toBeNull();
  expect(press(0, "Escape")).toBeNull();
});

const names = ["Alder", "Bayside", "Boulder", null, "Birch"];
test("the same letter again goes to the next match, around the end", () => {
  const ahead = createTypeahead();
  expect(ahead.type("b", names, 0, 0)).toBe(1);
  expect(ahead.type("b", names, 1, 100)).toBe(2);
  expect(ahead.type("b", names, 2, 200)).toBe(4);
  expect(ahead.type("b", names, 4, 300)).toBe(1);
});
test("letters in a row make a word, that the active row may match; a pause starts anew", () => {
  const ahead = createTypeahead();
  expect(ahead.type("b", names, 0, 0)).toBe(1);
  expect(ahead.type("o", names, 1, 100)).toBe(2);
  expect(ahead.pending(200)).toBe(true);
  expect(ahead.pending(700)).toBe(false);
  expect(ahead.type("a", names, 2, 700)).toBe(0);
});
test("what nothing starts with is found nowhere", () => {
  expect(createTypeahead().type("z", names, 0, 0)).toBe(-1);
});
