import type { Json } from "@stratum-hq/core";
import type { ValueKind } from "./config.values.ts";
import { jsonErrorAt } from "./json-error.ts";

/** What is wrong with a typed text. Lines and columns start at 1. */
export type ValueProblem = { kind: "number" } | { kind: "json"; line: number; column: number };
/** A typed text as a value, or what is wrong with it. */
export type ParsedValue = { value: Json; problem?: never } | { value?: never; problem: ValueProblem };

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
