import { newTenant } from "@stratum-hq/testing";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openapiDocument } from "./document.ts";
import { type Forest, plantForest, type TestApp, testApp } from "./test-app.ts";

interface Schema {
  $ref?: string;
  type?: string | string[];
  anyOf?: Schema[];
  enum?: string[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
}
interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: Schema;
}
interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: { "application/json": { schema: Schema } } };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

const document = (await openapiDocument()) as unknown as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

let t: TestApp;
let forest: Forest;
let headers: Record<string, string>;
beforeAll(async () => {
  t = await testApp();
  headers = { "x-api-key": await t.key(null, "admin", "secrets:read") };
});
afterAll(() => t.app.close());
// What one operation suspended or archived must not stand in the way of the next.
beforeEach(async () => {
  const root = await t.stratum.createTenant(newTenant());
  forest = await plantForest(t.stratum, root.id);
});

/** Requests in all. More find more: `FUZZ_RUNS=1000` sends so many of each kind to each operation. */
const TOTAL = 5_000;

/** Values that a schema of the document describes. Ids are often those of tenants that exist. */
function valid(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  if (schema.$ref)
    return valid(document.components.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, depth);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf)
    return depth > 3 ? fc.constant(null) : fc.oneof(...schema.anyOf.map((s) => valid(s, depth + 1)));
  switch ([schema.type].flat()[0]) {
    case "string":
      if (schema.format === "uuid") return fc.oneof(fc.uuid(), { arbitrary: known, weight: 3 });
      if (schema.format === "date-time") return fc.date({ noInvalidDate: true }).map((d) => d.toISOString());
      if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern));
      return text({ minLength: schema.minLength ?? 0, maxLength: schema.maxLength ?? 300 });
    case "integer":
      return fc.integer({ min: schema.minimum ?? -(2 ** 53), max: schema.maximum ?? 2 ** 53 });
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(valid(schema.items ?? {}, depth + 1), { maxLength: 4 });
    case "object": {
      const { properties, required = [], additionalProperties } = schema;
      if (!properties)
        return fc.dictionary(text({}), valid(Object(additionalProperties), depth + 1), { maxKeys: 4 });
      // A schema may hold itself: deep down only what must be there.
      const shown =
        depth > 3
          ? Object.fromEntries(Object.entries(properties).filter(([name]) => required.includes(name)))
          : properties;
      return record(shown, required, (inner) => valid(inner, depth + 1));
    }
    default:
      return fc.jsonValue();
  }
}
function record(
  fields: Record<string, Schema>,
  requiredKeys: string[],
  value: (schema: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Record<string, unknown>> {
  const model = Object.entries(fields).map(([name, schema]) => [name, value(schema)] as const);
  return fc.record<Record<string, unknown>>(Object.fromEntries(model), { requiredKeys });
}
/** Letters, and everything else that a string can hold: NUL, halves of surrogate pairs, direction marks. */
const text = (length: { minLength?: number; maxLength?: number }): fc.Arbitrary<string> =>
  fc.oneof(fc.string(length), fc.string({ ...length, unit: "binary" }));
const known = fc.nat(5).map((i) => Object.values(forest)[i]?.id);
const anything = fc.oneof(text({ minLength: 1 }), fc.integer().map(String), known);

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, ...operation })),
);

/** Per operation and kind: what a caller may send, and anything. */
const RUNS = Number(process.env.FUZZ_RUNS ?? Math.ceil(TOTAL / operations.length / 2));

test.each(operations)(
  "$operationId answers whatever is sent with a status that it documents",
  async (operation) => {
    const { path, method, parameters = [], requestBody, responses } = operation;
    const body = requestBody?.content["application/json"].schema;
    const isStream = responses["200"]?.content?.["text/event-stream"] !== undefined;
    const send = async (payload: unknown, given: Record<string, unknown>): Promise<void> => {
      // A stream is asked to end by itself.
      const endless = isStream && (given.follow ?? "true") === "true";
      const values = endless ? { ...given, follow: "false" } : given;
      const of = (place: Parameter["in"]): [string, string][] =>
        parameters
          .filter((p) => p.in === place && values[p.name] !== undefined)
          .map((p): [string, string] => [p.name, String(values[p.name])]);
      const segments = new Map(of("path"));
      const query = new URLSearchParams(of("query"));
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => segment(segments.get(name) ?? ""));
      const answer = await t.app.inject({
        method: method.toUpperCase() as "GET",
        url: `${url}?${query}`,
        headers: { ...headers, ...(payload !== undefined && { "content-type": "application/json" }) },
        ...(payload !== undefined && { payload: JSON.stringify(payload) }),
      });
      expect(Object.keys(responses), answer.body).toContain(String(answer.statusCode));
      expect(answer.statusCode, answer.body).toBeLessThan(500);
    };
    const inputs = (value: (schema: Schema) => fc.Arbitrary<unknown>) => {
      const sent = parameters.filter((p) => p.in !== "header");
      const required = sent.filter((p) => p.required).map((p) => p.name);
      return record(Object.fromEntries(sent.map((p) => [p.name, p.schema])), required, value);
    };
    const run = { numRuns: RUNS };
    await fc.assert(fc.asyncProperty(body ? valid(body) : fc.constant(undefined), inputs(valid), send), run);
    await fc.assert(
      fc.asyncProperty(
        body ? fc.jsonValue() : fc.constant(undefined),
        inputs(() => anything),
        send,
      ),
      run,
    );
  },
);

/** As a client writes it into a path; a lone half of a pair cannot be written at all. */
function segment(value: string): string {
  const encoded = encodeURIComponent(value.replace(/\p{Surrogate}/gu, "\ufffd"));
  return encoded === "" || encoded === "." || encoded === ".." ? "x" : encoded;
}
