import { buildAncestryPath } from "@stratum-hq/core/client";
import { expect, test } from "vitest";
import { aNode } from "../testing/nodes.ts";
import { refuseMove } from "./move-targets.ts";

const node = aNode("node", ["root", "parent"]);

test("a tenant may go below any other active one", () => {
  expect(refuseMove(node, aNode("aunt", ["root"]))).toBeNull();
  expect(refuseMove(node, aNode("root", []))).toBeNull();
  expect(refuseMove(node, null)).toBeNull();
});
test("not below itself, nor below what hangs below it", () => {
  expect(refuseMove(node, node)).toBe("self");
  expect(refuseMove(node, aNode("child", ["root", "parent", "node"]))).toBe("descendant");
});
test("not to where it is already", () => {
  expect(refuseMove(node, aNode("parent", ["root"]))).toBe("current");
  expect(refuseMove(aNode("root", []), null)).toBe("alreadyRoot");
});
test("not below one that is not active", () => {
  expect(refuseMove(node, aNode("aunt", ["root"], { status: "suspended" }))).toBe("notActive");
});
test("not below the last level", () => {
  const levels = Array.from({ length: 19 }, (_, i) => `level${i}`);
  expect(refuseMove(node, aNode("deep", levels))).toBe("tooDeep");
  expect(
    refuseMove(node, aNode("deep", levels.slice(1), { ancestry_path: buildAncestryPath(levels.slice(1)) })),
  ).toBeNull();
});
test("not beside one with the same slug, if that is known", () => {
  const aunt = aNode("aunt", ["root"]);
  expect(refuseMove(node, aunt, [{ id: "other", slug: "node" }])).toBe("slugTaken");
  expect(refuseMove(node, aunt, [{ id: "other", slug: "free" }])).toBeNull();
});
