import type { ResolvedConfig, ResolvedConfigEntry } from "@stratum-hq/core";
import { type OriginRow, sortedRows } from "./origin-rows.ts";

/** One key of the editor. */
export interface ConfigRow extends OriginRow {
  entry: ResolvedConfigEntry;
}
/** Rows whose keys share what stands before the first `.` or `:`. Keys that stand alone form the group `""`. */
export interface ConfigGroup {
  name: string;
  rows: ConfigRow[];
}

/**
 * Effective config as rows, sorted by key.
 * @param marked keys by the `@` word that finds them, e.g. those with a change that is not saved under `changed`.
 */
export const toConfigRows = (
  config: ResolvedConfig,
  marked: Readonly<Record<string, readonly string[]>> = {},
): ConfigRow[] =>
  sortedRows(config, (key, entry) => ({
    key,
    // A secret is not found by its value: not even by the one being typed.
    value: entry.sensitive ? "" : entry.value,
    origin: !entry.inherited ? "set" : entry.locked ? "locked" : "inherited",
    locked: entry.locked,
    marks: [
      ...(entry.sensitive ? ["secret"] : []),
      ...(entry.source === "default" ? ["default"] : []),
      ...Object.keys(marked).filter((mark) => marked[mark]?.includes(key)),
    ],
    entry,
  }));

const prefixOf = (key: string): string => /^([^.:]+)[.:]/.exec(key)?.[1] ?? "";

/**
 * Rows by the prefix of their keys. A prefix of one key alone makes no group, so that headings stay few.
 * @param all the rows of which `rows` are those that match: a search takes no row out of its group.
 */
export function groupRows(rows: readonly ConfigRow[], all: readonly ConfigRow[] = rows): ConfigGroup[] {
  const counts = new Map<string, number>();
  for (const row of all) counts.set(prefixOf(row.key), (counts.get(prefixOf(row.key)) ?? 0) + 1);
  const groups = new Map<string, ConfigRow[]>([["", []]]);
  for (const row of rows) {
    const prefix = prefixOf(row.key);
    const name = (counts.get(prefix) ?? 0) > 1 ? prefix : "";
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return [...groups]
    .map(([name, grouped]) => ({ name, rows: grouped }))
    .filter((group) => group.rows.length > 0);
}
