import type { TenantNode } from "@stratum-hq/core";
import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test } from "vitest";
import { aNode } from "../testing/nodes.ts";
import { holdTenants, moveNode, patchTenant, restoreTenants } from "./tenants.cache.ts";
import { childrenKey, type Pages, rootsKey } from "./tenants.queries.ts";

let queries: QueryClient;
const put = (key: readonly unknown[], data: TenantNode[], has_more = false): void => {
  queries.setQueryData(key, { pages: [{ data, next_cursor: null, has_more }], pageParams: [undefined] });
};
const rowsOf = (key: readonly unknown[]): TenantNode[] =>
  queries.getQueryData<Pages<TenantNode>>(key)?.pages.flatMap((page) => page.data) ?? [];
const ids = (key: readonly unknown[]): string[] => rowsOf(key).map((row) => row.id);

const node = aNode("node", ["root", "from"], { child_count: 1, descendant_count: 3 });
const from = aNode("from", ["root"], { child_count: 2, descendant_count: 5 });
const to = aNode("to", ["root"], { child_count: 1, descendant_count: 1 });

beforeEach(() => {
  queries = new QueryClient();
  put(rootsKey(), [aNode("root", [], { child_count: 2, descendant_count: 8 })]);
  put(childrenKey("root"), [from, to]);
  put(childrenKey("from"), [node, aNode("stays", ["root", "from"])]);
  put(childrenKey("to"), [aNode("first", ["root", "to"])]);
});

test("a move takes the node from its list to the end of the other, and the counts follow", () => {
  moveNode(queries, node, to);
  expect(ids(childrenKey("from"))).toEqual(["stays"]);
  expect(ids(childrenKey("to"))).toEqual(["first", "node"]);
  expect(rowsOf(childrenKey("to"))[1]).toMatchObject({
    parent_id: "to",
    ancestry_path: "/root/to",
    depth: 2,
  });
  const counts = rowsOf(childrenKey("root")).map((row) => [row.child_count, row.descendant_count]);
  expect(counts).toEqual([
    [1, 1],
    [2, 5],
  ]);
  expect(rowsOf(rootsKey())[0]).toMatchObject({ child_count: 2, descendant_count: 8 });
});

test("a move to the top makes a root, and nothing above counts it any more", () => {
  moveNode(queries, node, null);
  expect(ids(rootsKey())).toEqual(["root", "node"]);
  expect(rowsOf(rootsKey()).map((row) => row.descendant_count)).toEqual([4, 3]);
  expect(rowsOf(rootsKey())[1]).toMatchObject({ parent_id: null, ancestry_path: "/", depth: 0 });
});

test("a list with pages still to come does not show the newcomer at its end", () => {
  put(childrenKey("to"), [aNode("first", ["root", "to"])], true);
  moveNode(queries, node, to);
  expect(ids(childrenKey("to"))).toEqual(["first"]);
});

test("what was held is put back as it was", async () => {
  const snapshot = await holdTenants(queries);
  moveNode(queries, node, to);
  patchTenant(queries, "from", { name: "Other" });
  restoreTenants(queries, snapshot);
  expect(ids(childrenKey("from"))).toEqual(["node", "stays"]);
  expect(rowsOf(childrenKey("root"))[0]).toEqual(from);
});

test("a new name shows in every list and as an ancestor", () => {
  queries.setQueryData(["node", "tenants", "ancestors"], [aNode("root", []), from]);
  patchTenant(queries, "from", { name: "Other" });
  expect(rowsOf(childrenKey("root"))[0]?.name).toBe("Other");
  expect(queries.getQueryData<TenantNode[]>(["node", "tenants", "ancestors"])?.[1]?.name).toBe("Other");
});
