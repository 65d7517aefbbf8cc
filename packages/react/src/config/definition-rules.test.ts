import { expect, test } from "vitest";
import { brokenRule, inputOf } from "./definition-rules.ts";

test("the input follows the schema: a choice, lines, or a kind", () => {
  expect(inputOf({ enum: ["low", "high"] })).toEqual({ input: "choice", choices: ["low", "high"] });
  expect(inputOf({ type: "array", items: { type: "string" } })).toEqual({ input: "lines" });
  expect(inputOf({ type: "integer" })).toEqual({ input: "kind", kind: "number" });
  expect(inputOf({ type: "object" })).toEqual({ input: "kind", kind: "json" });
  expect(inputOf({ type: ["string", "null"] })).toBeUndefined();
  expect(inputOf(null)).toBeUndefined();
});

test.each([
  [{ type: "integer" as const }, 1.5, { rule: "type", types: "integer" }],
  [{ enum: ["a"] }, "b", { rule: "enum", choices: '"a"' }],
  [{ type: "number" as const, minimum: 5 }, 4, { rule: "minimum", bound: 5 }],
  [{ type: "number" as const, maximum: 5 }, 6, { rule: "maximum", bound: 5 }],
  [{ type: "string" as const, minLength: 2 }, "🙂", { rule: "minLength", bound: 2 }],
  [{ type: "array" as const, maxItems: 1 }, [1, 2], { rule: "maxItems", bound: 1 }],
])("%j is broken by %j", (schema, value, rule) => {
  expect(brokenRule(schema, value)).toEqual(rule);
});

test("what fits breaks nothing, and without rules everything fits", () => {
  expect(brokenRule({ type: "integer", minimum: 1, maximum: 9 }, 5)).toBeUndefined();
  expect(brokenRule(null, { any: 1 })).toBeUndefined();
});
