import type { TenantHit } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { aNode } from "../testing/nodes.ts";
import { graft, isTenantNode } from "./search-graft.ts";

const hit = (id: string, chain: string[]): TenantHit => ({
  ...aNode(id, chain),
  chain: chain.map((one) => ({ id: one, name: one, slug: one })),
});
const shape = (hits: TenantHit[]): Record<string, string[]> =>
  Object.fromEntries(
    [...graft(hits, () => undefined).children].map(([id, list]) => [id ?? "top", list.map((one) => one.id)]),
  );

test("hits hang under their ancestors, which stand once", () => {
  expect(shape([hit("x", ["a", "b"]), hit("y", ["a", "b"]), hit("z", ["a"])])).toEqual({
    top: ["a"],
    a: ["b", "z"],
    b: ["x", "y"],
  });
});
test("a hit that is the ancestor of another is the hit, in whatever order they come", () => {
  const { children, hits } = graft([hit("x", ["a"]), hit("a", [])], () => undefined);
  expect(children.get(null)?.map(isTenantNode)).toEqual([true]);
  expect([...hits]).toEqual(["x", "a"]);
});
test("an ancestor that the cache knows can be acted on, another is a name", () => {
  const { children } = graft([hit("x", ["a", "b"])], (id) => (id === "b" ? aNode("b", ["a"]) : undefined));
  expect(children.get(null)?.map(isTenantNode)).toEqual([false]);
  expect(children.get("a")?.map(isTenantNode)).toEqual([true]);
});
