import { expect, test } from "vitest";
import { outline } from "./tree-outline.ts";
import { selectionChange, toggled } from "./tree-selection.ts";

const names = ["a", "b", "c", "d", "e"];
const tree = outline<string>(
  {
    getId: (id) => id,
    isExpandable: () => false,
    countChildren: () => 0,
    getBranch: () => ({ items: names, state: "ready", error: null, hasMore: true, loadingMore: false }),
  },
  new Set(),
);
const press = (
  key: string,
  more: { shift?: boolean; ctrl?: boolean; anchor?: number; marked?: string[] } = {},
) =>
  selectionChange(
    tree,
    new Set(more.marked),
    { anchor: more.anchor ?? 2, active: 2 },
    {
      key,
      shift: more.shift ?? false,
      ctrl: more.ctrl ?? false,
    },
  );

test("shift with an arrow marks from the anchor to the next row, and shrinks again on the way back", () => {
  expect(press("ArrowDown", { shift: true })).toEqual({ ids: ["c", "d"], focus: 3 });
  expect(press("ArrowUp", { shift: true, anchor: 0 })).toEqual({ ids: ["a", "b"], focus: 1 });
});
test("shift with Home and End marks to the ends, past which there is no node", () => {
  expect(press("Home", { shift: true })).toEqual({ ids: ["a", "b", "c"], focus: 0 });
  expect(press("End", { shift: true })).toEqual({ ids: ["c", "d", "e"], focus: 4 });
});
test("shift with space marks from the anchor to the row", () => {
  expect(press(" ", { shift: true, anchor: 0 })).toEqual({ ids: ["a", "b", "c"], focus: 2 });
});
test("control with space marks a row, and once more takes the mark away", () => {
  expect(press(" ", { ctrl: true, marked: ["a"] })).toEqual({ ids: ["a", "c"], focus: 2 });
  expect(press(" ", { ctrl: true, marked: ["a", "c"] })).toEqual({ ids: ["a"], focus: 2 });
  expect(toggled(new Set(["a"]), "a")).toEqual([]);
});
test("control with A marks all nodes, and not the line that loads more", () => {
  expect(press("a", { ctrl: true })).toEqual({ ids: names, focus: 2 });
});
test("Escape marks nothing; with nothing marked it is left to others", () => {
  expect(press("Escape", { marked: ["a"] })).toEqual({ ids: [], focus: 2 });
  expect(press("Escape")).toBeNull();
});
test("without a modifier nothing is marked", () => {
  expect(press("ArrowDown")).toBeNull();
  expect(press(" ")).toBeNull();
  expect(press("a")).toBeNull();
});
