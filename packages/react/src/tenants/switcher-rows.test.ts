import { expect, test } from "vitest";
import { aNode } from "../testing/nodes.ts";
import { browseRows, pathOf } from "./switcher-rows.ts";

const all = [
  aNode("root", [], { name: "Root" }),
  aNode("a", ["root"], { name: "A" }),
  aNode("b", ["root", "a"]),
];

test("pinned, recent, all: each tenant once, and the first of each group is marked", () => {
  const kept = (id: string) => ({ id, name: `old ${id}`, path: ["old"] });
  const rows = browseRows([kept("a")], [kept("a"), kept("far")], all);
  expect(rows.map(({ id, group, first }) => [id, group, first])).toEqual([
    ["a", "pinned", true],
    ["far", "recent", true],
    ["root", "all", true],
    ["b", "all", false],
  ]);
});

test("what the server says counts more than what was kept", () => {
  const rows = browseRows(
    [{ id: "a", name: "old", path: ["old"] }],
    [{ id: "far", name: "old", path: [] }],
    all,
  );
  expect(rows[0]).toMatchObject({ name: "A", path: ["Root"], status: "active", pinned: true });
  expect(rows[1]).toMatchObject({ name: "old", status: null, pinned: false });
});

test("a path is told in names as far as they are known", () => {
  expect(pathOf(aNode("b", ["root", "a"]), new Map([["root", "Root"]]))).toEqual(["Root", "a"]);
});
