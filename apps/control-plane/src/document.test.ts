import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Validator } from "@seriousme/openapi-schema-validator";
import { type Contract, contracts, features } from "@stratum-hq/core";
import { beforeAll, describe, expect, test } from "vitest";
import { openapiDocument } from "./document.ts";

interface Operation {
  operationId: string;
  tags: string[];
  parameters?: { name: string; in: string; required: boolean }[];
  requestBody?: { required: boolean };
  responses: Record<string, { description: string }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { additionalProperties?: unknown }> };
}

let document: Document;
beforeAll(async () => {
  // No database runs in this file.
  document = (await openapiDocument()) as unknown as Document;
});

const operation = (name: keyof typeof contracts): Operation => {
  const { path, method } = contracts[name] as Contract;
  const found = document.paths[`/api/v1${path.replace(/:(\w+)/g, "{$1}")}`]?.[method.toLowerCase()];
  if (!found) throw new Error(`${name} is not in the document`);
  return found;
};

test("the document is valid OpenAPI 3.1, and every reference in it leads somewhere", async () => {
  expect(
    await new Validator().validate(structuredClone(document) as unknown as Record<string, unknown>),
  ).toEqual({ valid: true });
  expect(document.openapi).toMatch(/^3\.1\./);
  for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
    expect(document.components.schemas).toHaveProperty([String(name)]);
  }
});

test("Redocly finds nothing to complain about, by its strictest rules", async () => {
  const config = await createConfig({
    extends: ["recommended-strict"],
    // A probe takes no input that could be wrong.
    rules: { "operation-4xx-response": "off" },
  });
  const source = JSON.stringify(document);
  const found = await lintFromString({ source, absoluteRef: "openapi.json", config });
  expect(found.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

test("every component is used, and none has a generator's name", () => {
  const text = JSON.stringify(document);
  for (const name of Object.keys(document.components.schemas)) {
    expect(text).toContain(`"#/components/schemas/${name}"`);
    expect(name).not.toMatch(/Input$/);
  }
});

describe.each(Object.entries(features))("%s", (feature, table) => {
  test.each(Object.keys(table) as (keyof typeof contracts)[])(
    "%s stands there with its name, its feature and a status for each of its errors",
    (name) => {
      const { operationId, tags, responses } = operation(name);
      expect([operationId, tags]).toEqual([name, [feature]]);
      const contract = contracts[name] as Contract;
      const described = Object.values(responses).map(({ description }) => description);
      for (const code of contract.errors) expect(described.join(", ")).toContain(code);
      expect(responses).toHaveProperty([String(contract.success ?? 200)]);
    },
  );
});

test("parameters and bodies are required exactly where they are", () => {
  expect(operation("getTenant").parameters).toMatchObject([
    { name: "include_archived", in: "query", required: false },
    { name: "id", in: "path", required: true },
  ]);
  expect(operation("createTenant").requestBody?.required).toBe(true);
  expect(operation("suspendTenant").requestBody?.required).toBe(false);
  expect(operation("previewRevocation").requestBody).toBeUndefined();
  expect(operation("updateTenant").parameters?.map(({ name }) => name)).toContain("if-match");
});

test("inputs are closed and answers are open", () => {
  expect(document.components.schemas.CreateTenant?.additionalProperties).toBe(false);
  expect(document.components.schemas.Tenant).not.toHaveProperty("additionalProperties");
});
