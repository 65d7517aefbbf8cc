/** The subset of JSON Schema that a definition may hold, and how a value is judged by it. Runs anywhere. */
import * as z from "zod";
import type { FieldError } from "../http/errors.ts";
import { type Json as JsonType, JsonValue } from "../http/schema.ts";
import { compilePattern, MAX_PATTERN_TEXT } from "./pattern.ts";

const TYPES = ["string", "number", "integer", "boolean", "object", "array", "null"] as const;
const FORMATS = ["email", "uri", "uuid", "date", "date-time", "time", "ipv4", "ipv6", "hostname"] as const;
const length = z.number().int().min(0).max(65_536);

/** Rules for a value. */
export interface ConfigSchema {
  /** One type, or several of which one must fit. */
  type?: (typeof TYPES)[number] | (typeof TYPES)[number][] | undefined;
  enum?: JsonType[] | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
  /** A regular expression; it may match anywhere, as in JSON Schema. No groups that look around or refer back. */
  pattern?: string | undefined;
  format?: (typeof FORMATS)[number] | undefined;
  /** Rules for each item of an array. */
  items?: ConfigSchema | undefined;
}
const type = z.enum(TYPES);
export const ConfigSchema: z.ZodType<ConfigSchema, ConfigSchema> = z
  .strictObject({
    type: z.union([type, z.array(type).min(1).max(7)]).optional(),
    enum: z.array(JsonValue).min(1).max(200).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: length.optional(),
    maxLength: length.optional(),
    minItems: length.optional(),
    maxItems: length.optional(),
    pattern: z
      .string()
      .max(255)
      .superRefine((text, { addIssue }) => {
        const fault = faultOf(text);
        if (fault) addIssue({ code: "custom", message: fault });
      })
      .optional(),
    format: z.enum(FORMATS).optional(),
    get items() {
      return ConfigSchema.optional();
    },
  })
  .meta({ id: "ConfigSchema", description: "A subset of JSON Schema." });

function faultOf(pattern: string): string | undefined {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const formats: Record<(typeof FORMATS)[number], z.ZodType> = {
  email: z.email(),
  uri: z.url(),
  uuid: z.uuid(),
  date: z.iso.date(),
  "date-time": z.iso.datetime({ offset: true }),
  time: z.iso.time(),
  ipv4: z.ipv4(),
  ipv6: z.ipv6(),
  hostname: z.hostname(),
};

const typeOf = (value: JsonType): string =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
const isOfType = (value: JsonType, wanted: string): boolean =>
  typeOf(value) === wanted || (wanted === "integer" && Number.isInteger(value));

/** Are two JSON values the same, whatever the order of their keys? */
export function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length &&
    left.every(
      ([key, value]) => Object.hasOwn(b, key) && sameJson(value, (b as Record<string, unknown>)[key]),
    )
  );
}

/**
 * What is wrong with a value, if anything. The message says what would be right and never quotes the value.
 * @param path where the value stands; the first step of the answered path.
 */
export function checkValue(schema: ConfigSchema, value: JsonType, path: string): FieldError | undefined {
  const message = faultIn(schema, value);
  if (message) return { path, message };
  if (!schema.items || !Array.isArray(value)) return undefined;
  for (const [i, item] of value.entries()) {
    const fault = checkValue(schema.items, item, `${path}.${i}`);
    if (fault) return fault;
  }
  return undefined;
}

function faultIn(schema: ConfigSchema, value: JsonType): string | undefined {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((t) => isOfType(value, t)))
    return `must be of type ${types.join(" or ")}`;
  if (schema.enum && !schema.enum.some((one) => sameJson(one, value)))
    return `must be one of ${schema.enum.map((one) => JSON.stringify(one)).join(", ")}`;
  if (typeof value === "number") return outside(value, schema.minimum, schema.maximum, "be", "");
  if (Array.isArray(value)) return outside(value.length, schema.minItems, schema.maxItems, "have", " items");
  return typeof value === "string" ? faultInText(schema, value) : undefined;
}

function faultInText(schema: ConfigSchema, value: string): string | undefined {
  // Characters as people count them, not halves of surrogate pairs.
  const size = [...value].length;
  const fault = outside(size, schema.minLength, schema.maxLength, "have", " characters");
  if (fault) return fault;
  if ((schema.format || schema.pattern !== undefined) && size > MAX_PATTERN_TEXT)
    return `must have at most ${MAX_PATTERN_TEXT} characters to be held against a format or pattern`;
  if (schema.format && !formats[schema.format].safeParse(value).success)
    return `must be of the format ${schema.format}`;
  if (schema.pattern !== undefined && !compilePattern(schema.pattern)(value))
    return `must match the pattern ${schema.pattern}`;
  return undefined;
}

function outside(
  n: number,
  min: number | undefined,
  max: number | undefined,
  verb: string,
  unit: string,
): string | undefined {
  if (min !== undefined && n < min) return `must ${verb} at least ${min}${unit}`;
  return max !== undefined && n > max ? `must ${verb} at most ${max}${unit}` : undefined;
}
