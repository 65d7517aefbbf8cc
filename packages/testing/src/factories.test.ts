import type { CreateTenantInput, Tenant } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { newTenant, plant, plantChain } from "./factories.ts";

const recorder = (): {
  made: CreateTenantInput[];
  createTenant(input: CreateTenantInput): Promise<Tenant>;
} => {
  const made: CreateTenantInput[] = [];
  const createTenant = async (input: CreateTenantInput): Promise<Tenant> => {
    made.push(input);
    return { ...input, id: `id of ${input.slug}` } as Tenant;
  };
  return { made, createTenant };
};

test("a shape is planted parents first, and every tenant is at hand by its slug", async () => {
  const engine = recorder();
  const { acme, site } = await plant(engine, { acme: { north: { site: {} }, south: {} } });
  expect(engine.made.map(({ slug, parent_id }) => [slug, parent_id])).toEqual([
    ["acme", null],
    ["north", "id of acme"],
    ["site", "id of north"],
    ["south", "id of acme"],
  ]);
  expect([acme.slug, site.slug]).toEqual(["acme", "site"]);
  // @ts-expect-error only the slugs of the shape are there
  expect((await plant(recorder(), { one: {} })).two).toBeUndefined();
});

test("a shape that names a slug twice is refused", async () => {
  await expect(plant(recorder(), { a: { same: {} }, b: { same: {} } })).rejects.toThrow(
    "same stands in the shape twice",
  );
});

test("a chain has as many levels as asked for, each below the one before", async () => {
  const engine = recorder();
  await plantChain(engine, 3);
  expect(engine.made.map((input) => input.parent_id)).toEqual([null, "id of level_0", "id of level_1"]);
});

test("no two new tenants share a slug", () => {
  expect(newTenant().slug).not.toBe(newTenant().slug);
});
