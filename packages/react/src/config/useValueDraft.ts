"use client";
import type { Json } from "@stratum-hq/core";
import { useState } from "react";
import { kindOf, toText, type ValueKind } from "./config.values.ts";
import { parseText, type ValueProblem } from "./parse-value.ts";

/** A value being typed. */
export interface ValueDraft {
  kind: ValueKind;
  text: string;
  /** The value as typed so far; undefined while the text is none. */
  value: Json | undefined;
  /** What is wrong with the text; undefined while nothing is, or before it was touched. */
  problem: ValueProblem | undefined;
  /** True once something was typed. */
  touched: boolean;
  setText: (text: string) => void;
  /** Takes a whole value, as a choice does; its kind follows. */
  setValue: (value: Json) => void;
  /** Changes the kind; the value is carried over where it can be. */
  setKind: (kind: ValueKind) => void;
}

const EMPTY: Record<ValueKind, string> = { string: "", number: "0", boolean: "true", json: "{}" };

/** Holds the text of a typed value and reads it back. `kind` may ask for JSON where the value is plain. */
export function useValueDraft(initial: Json, kind: ValueKind = kindOf(initial)): ValueDraft {
  const [draft, setDraft] = useState({ kind, text: toText(initial, kind), touched: false });
  const parsed = parseText(draft.text, draft.kind);
  return {
    kind: draft.kind,
    text: draft.text,
    value: parsed.value,
    problem: draft.touched ? parsed.problem : undefined,
    touched: draft.touched,
    setText: (text) => setDraft((last) => ({ ...last, text, touched: true })),
    setValue: (value) => setDraft({ kind: kindOf(value), text: toText(value), touched: true }),
    setKind: (next) =>
      setDraft((last) => ({ kind: next, text: carry(last.text, last.kind, next), touched: false })),
  };
}

/** The text under another kind: the same value written the other way, or a plain start where it would be none. */
function carry(text: string, from: ValueKind, to: ValueKind): string {
  const { value } = parseText(text, from);
  const next = value === undefined ? text : toText(value, to);
  if (to === "string") return from === "json" ? text : next;
  return parseText(next, to).problem ? EMPTY[to] : next;
}
