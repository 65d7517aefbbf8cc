import { readdirSync } from "node:fs";
import { join } from "node:path";
import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { ancestorsKey, detailKey, rootsKey } from "../tenants/tenants.queries.ts";
import { aNode } from "../testing/nodes.ts";
import { forestKey, tenantKey } from "./keys.ts";
import { everythingChanged, type TenantChanged, tenantChanged } from "./live.ts";

/** Folders of the kit that keep queries. */
const features = readdirSync(join(import.meta.dirname, ".."), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".queries.ts"))
  .map((file) => file.replace(/[/\\].*/, ""));

/** A cache that knows root › a › deep, b beside a, and nothing of `far`. Says what went stale. */
async function staleAfter(change: TenantChanged | "anything"): Promise<string[]> {
  const queries = new QueryClient();
  queries.setQueryData(detailKey("a"), aNode("a", ["root"]));
  queries.setQueryData(detailKey("b"), aNode("b", ["root"]));
  queries.setQueryData(ancestorsKey("deep"), [aNode("root", []), aNode("a", ["root"])]);
  queries.setQueryData(rootsKey(), { pages: [], pageParams: [] });
  queries.setQueryData(forestKey("access", "session"), {});
  for (const id of ["root", "a", "b", "deep", "far"])
    for (const feature of ["config", "permissions"]) queries.setQueryData(tenantKey(id, feature), {});
  for (const feature of features) queries.setQueryData(tenantKey("far", feature), {});
  queries.setQueryData(["invoices", "far"], {});
  await (change === "anything" ? everythingChanged(queries) : tenantChanged(queries, change));
  return queries
    .getQueryCache()
    .getAll()
    .filter((query) => query.state.isInvalidated)
    .map(({ queryKey }) => queryKey.slice(0, 2).join(" "))
    .sort();
}

test("config that changed is stale at the tenant, below it, and where the tree is not known", async () => {
  expect(await staleAfter({ tenant_id: "a", feature: "config" })).toEqual([
    "a config",
    "deep config",
    "far config",
    "root config",
  ]);
});

test("a tenant that changed is stale in every listing, and as a source below it", async () => {
  const stale = await staleAfter({ tenant_id: "a", feature: "tenants" });
  expect(stale).toEqual(expect.arrayContaining(["* tenants", "a permissions", "b tenants", "deep config"]));
  expect(stale).not.toEqual(expect.arrayContaining(["b config"]));
  expect(stale).not.toContain("* access");
});

test("when anything may have changed, all of the kit's lists are stale, but not the sign-in nor the application's own queries", async () => {
  const stale = await staleAfter("anything");
  expect(stale).toEqual(expect.arrayContaining(["* tenants", ...features.map((one) => `far ${one}`)]));
  expect(stale).not.toContain("* access");
  expect(stale).not.toContain("invoices far");
});
