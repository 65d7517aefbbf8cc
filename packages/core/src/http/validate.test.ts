import { expect, it } from "vitest";
import { ConfigKey } from "../config/config.schema.ts";
import { CreateTenant } from "../tenants/tenants.schema.ts";
import { fieldErrors, validate } from "./validate.ts";

const errorsOf = (input: unknown) =>
  fieldErrors(CreateTenant.safeParse(input, { reportInput: true }).error?.issues ?? [], "body");

it("names every bad field and what would be right", () => {
  expect(errorsOf({ name: "", slug: "Bad", isolation_strategy: "x", metadata: 3 })).toEqual([
    { path: "body.name", message: "must have at least 1 character" },
    { path: "body.slug", message: expect.stringContaining("must start with a letter") },
    {
      path: "body.isolation_strategy",
      message: "must be one of SHARED_RLS, SCHEMA_PER_TENANT, DB_PER_TENANT",
    },
    { path: "body.metadata", message: "must be of type record" },
  ]);
  expect(errorsOf({ name: "x".repeat(256) })).toEqual([
    { path: "body.name", message: "must have at most 255 characters" },
    { path: "body.slug", message: "is required (string)" },
  ]);
});

it("names a field that does not exist by itself", () => {
  expect(errorsOf({ name: "x", slug: "x", parentId: null })).toEqual([
    { path: "body.parentId", message: expect.stringContaining("not a field") },
  ]);
});

it("refuses text that PostgreSQL cannot store", () => {
  for (const name of ["a\0", "\ud800"]) expect(errorsOf({ name, slug: "x" })[0]?.path).toBe("body.name");
  expect(errorsOf({ name: "ok", slug: "x", metadata: { a: "\\u0000 in words" } })).toEqual([]);
});

it("refuses keys that an address would swallow", () => {
  for (const key of [".", "..", "a/b"])
    expect(() => validate(ConfigKey, key, "params.key")).toThrow(/params\.key/);
  expect(validate(ConfigKey, "...", "params.key")).toBe("...");
});

it("refuses nesting that would end the stack, and a key __proto__ at any depth", () => {
  const deep = JSON.parse(`${"[".repeat(5_000)}${"]".repeat(5_000)}`);
  const tenant = (metadata: unknown) => ({ name: "x", slug: "x", metadata });
  expect(() => validate(CreateTenant, tenant({ deep }))).toThrow(/nested deeper than 200/);
  expect(() => validate(CreateTenant, tenant(JSON.parse('{"a":{"__proto__":1}}')))).toThrow(
    /body\.metadata\.a\.__proto__/,
  );
});
