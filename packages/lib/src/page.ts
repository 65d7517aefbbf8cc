/** Keyset pages: a cursor holds the sort key of the last row, so that pages stay stable while rows come and go. */
import { invalid, type Page, Timestamp } from "@stratum-hq/core";
import * as z from "zod";

export const encodeCursor = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString("base64url");

/** `xmin:xmax:running,…`, rising: anything else PostgreSQL would refuse to read. */
function isSnapshot(text: string): boolean {
  const parts = /^(\d{1,15}):(\d{1,15}):((?:\d{1,15},?)*)$/.exec(text);
  if (!parts) return false;
  const [xmin, xmax] = [Number(parts[1]), Number(parts[2])];
  const running = parts[3] ? parts[3].split(",").map(Number) : [];
  return xmin > 0 && xmin <= xmax && running.every((n, i) => n >= (running[i - 1] ?? xmin) && n < xmax);
}

const short = (n: number): string => n.toString(36);
const long = (text: string): number => Number.parseInt(text, 36);

/**
 * A snapshot as it stands in a cursor: each number but the first as its distance from the one before, so that hundreds
 * of running transactions still fit.
 */
export function packSnapshot(snapshot: string): string {
  const [xmin = 0, xmax = 0, ...running] = snapshot.split(/[:,]/).filter(Boolean).map(Number);
  const steps = running.map((n, i) => short(n - (running[i - 1] ?? xmin)));
  return `${short(xmin)}:${short(xmax - xmin)}:${steps.join(",")}`;
}

/** The snapshot in a cursor, as PostgreSQL writes it; what is none stays none. */
function unpackSnapshot(text: string): string {
  if (!/^[0-9a-z]{1,11}:[0-9a-z]{1,11}:([0-9a-z]{1,11}(,[0-9a-z]{1,11})*)?$/.test(text)) return "";
  const [xmin = 0, span = 0, ...steps] = text.split(/[:,]/).filter(Boolean).map(long);
  let at = xmin;
  const running = steps.map((step) => {
    at += step;
    return at;
  });
  return `${xmin}:${xmin + span}:${running.join(",")}`;
}

const kinds: Record<"text" | "uuid" | "time" | "int" | "snapshot", z.ZodType> = {
  text: z.string(),
  uuid: z.uuid(),
  time: Timestamp,
  /** What a transaction could see. */
  snapshot: z.string().transform(unpackSnapshot).refine(isSnapshot),
  int: z.number().int().min(-2_147_483_648).max(Number.MAX_SAFE_INTEGER),
};
type Kind = keyof typeof kinds;
type Key<K extends readonly Kind[]> = { [I in keyof K]: K[I] extends "int" ? number : string };

/** What stands in a cursor, of the kinds that its columns have; undefined if it is not one of ours. */
export function readCursor<K extends readonly Kind[]>(cursor: string, ...columns: K): Key<K> | undefined {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(key) || key.length !== columns.length) return undefined;
    const parsed = columns.map((kind, i) => kinds[kind].safeParse(key[i]));
    return parsed.every(({ success }) => success) ? (parsed.map(({ data }) => data) as Key<K>) : undefined;
  } catch {
    return undefined;
  }
}

/** The sort key in a cursor, of the kinds that the listing's columns have. @throws ValidationError if it is not one of ours. */
export function decodeCursor<K extends readonly Kind[]>(
  cursor: string | undefined,
  ...columns: K
): Key<K> | null {
  if (cursor === undefined) return null;
  const key = readCursor(cursor, ...columns);
  if (key) return key;
  throw invalid([
    {
      path: "query.cursor",
      message: "is not a cursor of this listing; give the next_cursor of the page before",
    },
  ]);
}

/** A page from one row more than it holds. */
export function toPage<T>(rows: T[], limit: number, key: (row: T) => readonly (string | number)[]): Page<T> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const has_more = rows.length > limit && last !== undefined;
  return { data, has_more, next_cursor: has_more ? encodeCursor(key(last)) : null };
}
