import type { Json } from "@stratum-hq/core";

/** How a value is edited. Everything that is not a plain boolean, number or string is edited as JSON. */
export type ValueKind = "boolean" | "number" | "string" | "json";
/** The kinds in the order in which they are offered. */
export const VALUE_KINDS: readonly ValueKind[] = ["string", "number", "boolean", "json"];

/** The kind of input a value is edited with. */
export function kindOf(value: Json): ValueKind {
  const type = typeof value;
  return type === "boolean" || type === "number" || type === "string" ? type : "json";
}

/** A value as the text of its input. Objects and arrays are indented by two spaces. */
export const toText = (value: Json, kind: ValueKind = kindOf(value)): string =>
  kind === "string" && typeof value === "string" ? value : JSON.stringify(value, null, 2);

/** So much of a secret's fingerprint that two can be told apart; not so much that it looks like the secret. */
export const shortPrint = (fingerprint: string | null): string => fingerprint?.slice(0, 6) ?? "…";

/** A value on one line, for a table cell; strings without quotes, except where they would look like nothing. */
export const toLine = (value: Json): string =>
  typeof value === "string" && value.trim() !== "" ? value : JSON.stringify(value);
