import type { Json } from "@stratum-hq/core";
import { jsonErrorAt } from "./json-error.ts";

/** How a value is edited. Everything that is not a plain boolean, number or string is edited as JSON. */
export type ValueKind = "boolean" | "number" | "string" | "json";
/** The kinds in the order in which they are offered. */
export const VALUE_KINDS: readonly ValueKind[] = ["string", "number", "boolean", "json"];

/** What is wrong with a typed text. Lines and columns start at 1. */
export type ValueProblem = { kind: "number" } | { kind: "json"; line: number; column: number };
/** A typed text as a value, or what is wrong with it. */
export type ParsedValue = { value: Json; problem?: never } | { value?: never; problem: ValueProblem };

/** The kind of input a value is edited with. */
export function kindOf(value: Json): ValueKind {
  const type = typeof value;
  return type === "boolean" || type === "number" || type === "string" ? type : "json";
}

/** A value as the text of its input. Objects and arrays are indented by two spaces. */
export const toText = (value: Json, kind: ValueKind = kindOf(value)): string =>
  kind === "string" && typeof value === "string" ? value : JSON.stringify(value, null, 2);

/** A value on one line, for a table cell; strings without quotes, except where they would look like nothing. */
export const toLine = (value: Json): string =>
  typeof value === "string" && value.trim() !== "" ? value : JSON.stringify(value);

/** Reads a typed text back as a value of its kind. Numbers are read as JSON reads them: no `Infinity`, no hex. */
export function parseText(text: string, kind: ValueKind): ParsedValue {
  if (kind === "string") return { value: text };
  try {
    const value = JSON.parse(text) as Json;
    if (kind === "json" || typeof value === kind) return { value };
    return { problem: { kind: "number" } };
  } catch {
    if (kind !== "json") return { problem: { kind: "number" } };
    return { problem: { kind: "json", ...placeOf(text, jsonErrorAt(text)) } };
  }
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
