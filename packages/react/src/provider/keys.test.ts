import type { QueryKey } from "@tanstack/react-query";
import { expect, test } from "vitest";
import * as kit from "../index.ts";
import { FOREST, keepWithin } from "./keys.ts";

/** Queries that belong to the caller or to the whole forest. All others are a tenant's own. */
const OF_THE_FOREST = ["rootsOptions", "sessionOptions"];
type Factory = (client: object, tenantId: string, more: string) => { queryKey: QueryKey };
const factories = Object.entries(kit)
  .filter((entry) => /^[a-z].*Options$/.test(entry[0]))
  .map(([name, made]): [string, Factory] => [name, made as Factory])
  // those of mutations read no cache
  .filter(([, factory]) => !("mutationFn" in factory({}, "tenant-1", "more")));

test("there are query factories to look at", () => {
  expect(factories.map(([name]) => name)).toEqual(
    expect.arrayContaining(["tenantOptions", ...OF_THE_FOREST]),
  );
});

test.each(factories.filter(([name]) => name !== "searchOptions"))(
  "the key of %s starts with its tenant's id",
  (name, factory) => {
    const key = factory({}, "tenant-1", "more").queryKey;
    expect(key[0]).toBe(OF_THE_FOREST.includes(name) ? FOREST : "tenant-1");
    expect(typeof key[1]).toBe("string");
  },
);

test("a search under a tenant is that tenant's, any other the forest's", () => {
  const client = {} as Parameters<typeof kit.searchOptions>[0];
  expect(kit.searchOptions(client, "x", "tenant-1").queryKey[0]).toBe("tenant-1");
  expect(kit.searchOptions(client, "x").queryKey[0]).toBe(FOREST);
});

test("an answer stands in for the next one only within its tenant", () => {
  expect(keepWithin("a")(["hit"], { queryKey: ["a", "tenants"] })).toEqual(["hit"]);
  expect(keepWithin("a")(["hit"], { queryKey: ["b", "tenants"] })).toBeUndefined();
  expect(keepWithin("a")(["hit"])).toBeUndefined();
});
