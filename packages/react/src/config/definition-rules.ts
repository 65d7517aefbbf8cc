/** What a definition asks of a value, as far as it can be judged without the server. */
import type { ConfigSchema, Json } from "@stratum-hq/core";
import type { ValueKind } from "./config.values.ts";

/** How a value of a schema is typed: one of a few, one per line, or by its kind. */
export type DefinedInput =
  | { input: "choice"; choices: readonly Json[] }
  | { input: "lines" }
  | { input: "kind"; kind: ValueKind };

/** A rule that a value breaks; the places are those of the message `config.rule.<rule>`. */
export type BrokenRule =
  | { rule: "type"; types: string }
  | { rule: "enum"; choices: string }
  | { rule: "minimum" | "maximum" | "minLength" | "maxLength" | "minItems" | "maxItems"; bound: number };

const typesOf = (schema: ConfigSchema): string[] => (schema.type === undefined ? [] : [schema.type].flat());

/** The input that a schema asks for; undefined leaves it to the value. */
export function inputOf(schema: ConfigSchema | null | undefined): DefinedInput | undefined {
  if (!schema) return undefined;
  if (schema.enum) return { input: "choice", choices: schema.enum };
  const types = typesOf(schema);
  if (types.length !== 1) return undefined;
  const [type] = types;
  if (type === "array" && schema.items && typesOf(schema.items).join() === "string")
    return { input: "lines" };
  if (type === "integer" || type === "number") return { input: "kind", kind: "number" };
  if (type === "string" || type === "boolean") return { input: "kind", kind: type };
  return { input: "kind", kind: "json" };
}

const isOfType = (value: Json, type: string): boolean => {
  if (type === "integer") return Number.isInteger(value);
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
};

/** The first rule that a value breaks. Patterns and formats are left to the server. */
export function brokenRule(schema: ConfigSchema | null | undefined, value: Json): BrokenRule | undefined {
  if (!schema) return undefined;
  const types = typesOf(schema);
  if (types.length > 0 && !types.some((type) => isOfType(value, type)))
    return { rule: "type", types: types.join(", ") };
  const text = JSON.stringify(value);
  if (schema.enum && !schema.enum.some((one) => JSON.stringify(one) === text))
    return { rule: "enum", choices: schema.enum.map((one) => JSON.stringify(one)).join(", ") };
  if (typeof value === "number") return outside(value, schema, "minimum", "maximum");
  if (Array.isArray(value)) return outside(value.length, schema, "minItems", "maxItems");
  return typeof value === "string" ? outside([...value].length, schema, "minLength", "maxLength") : undefined;
}

type Bound = "minimum" | "maximum" | "minLength" | "maxLength" | "minItems" | "maxItems";
function outside(n: number, schema: ConfigSchema, min: Bound, max: Bound): BrokenRule | undefined {
  const [low, high] = [schema[min], schema[max]];
  if (low !== undefined && n < low) return { rule: min, bound: low };
  return high !== undefined && n > high ? { rule: max, bound: high } : undefined;
}
