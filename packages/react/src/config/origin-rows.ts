import type { Json } from "@stratum-hq/core";
import { toLine } from "./config.values.ts";

/** Where an effective value comes from: this tenant, one above, or one above that also forbids to change it. */
export type Origin = "set" | "inherited" | "locked";
/** The origins in the order in which they are offered as filters. */
export const ORIGINS: readonly Origin[] = ["set", "inherited", "locked"];

/** What the search needs to know of a row. */
export interface OriginRow {
  key: string;
  value: Json;
  origin: Origin;
  /** True if nobody below the source may change it, whether the source is this tenant or one above. */
  locked: boolean;
  /** Further words that find it, after an `@`, e.g. `secret`. */
  marks?: readonly string[] | undefined;
}

/** Effective values by key as rows, sorted by key. */
export const sortedRows = <T, R extends OriginRow>(
  values: Record<string, T>,
  toRow: (key: string, entry: T) => R,
): R[] =>
  Object.entries(values)
    .map(([key, entry]) => toRow(key, entry))
    .sort((a, b) => (a.key < b.key ? -1 : 1));

/** True if the row is of that origin. A lock of the tenant's own counts as locked and as set here. */
export const isOf = (row: OriginRow, origin: Origin): boolean =>
  row.origin === origin || (origin === "locked" && row.locked);

/** How many rows there are of each origin. */
export const countOrigins = (rows: readonly OriginRow[]): Record<Origin, number> => ({
  set: rows.filter((row) => isOf(row, "set")).length,
  inherited: rows.filter((row) => isOf(row, "inherited")).length,
  locked: rows.filter((row) => isOf(row, "locked")).length,
});

/**
 * Rows that match every word of the query: `@origin:set|inherited|locked`, `@locked`, a mark such as `@secret`,
 * `key:part`, or any part of a key or a value. Case does not matter; an unfinished `@` word matches everything, so that
 * typing never empties the table.
 */
export function filterRows<R extends OriginRow>(rows: readonly R[], query: string): R[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => words.every((word) => matches(row, word)));
}

/** Marks that a query may name. */
const MARKS = ["@secret", "@drift", "@changed", "@default"];

function matches(row: OriginRow, word: string): boolean {
  const origin = ORIGINS.find((name) => word === `@origin:${name}`);
  if (origin) return isOf(row, origin);
  if (word === "@locked") return row.locked;
  if (MARKS.includes(word)) return row.marks?.includes(word.slice(1)) ?? false;
  if (word.startsWith("@origin:") || [...MARKS, "@origin:", "@locked"].some((mark) => mark.startsWith(word)))
    return true;
  const key = row.key.toLowerCase();
  if (word.startsWith("key:")) return key.includes(word.slice(4));
  return key.includes(word) || toLine(row.value).toLowerCase().includes(word);
}

/** The origin a query asks for, if any. */
export const originIn = (query: string): Origin | null =>
  ORIGINS.find((name) => query.toLowerCase().split(/\s+/).includes(`@origin:${name}`)) ?? null;

/** The query asking for another origin, or for none; its other words stay. */
export function withOrigin(query: string, origin: Origin | null): string {
  const words = query.split(/\s+/).filter((word) => word && !/^@origin:/i.test(word));
  return [...(origin ? [`@origin:${origin}`] : []), ...words].join(" ");
}
