import { invalid, type Page } from "@stratum-hq/core";

/** What a page is cut by: the values that a listing is sorted by, most significant first. */
export type SortKey = readonly (string | number)[];

interface PageQuery {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/**
 * Cuts a page from rows that are sorted by `key`, downwards with `newest_first`. A cursor holds the key of the last
 * row, so that pages stay in step while rows come and go.
 * @throws ValidationError for a cursor that is not one of this listing's.
 */
export function paginate<T>(
  rows: readonly T[],
  { cursor, limit = 50 }: PageQuery,
  key: (row: T) => SortKey,
  newest_first = false,
): Page<T> {
  const start =
    cursor === undefined ? 0 : after(rows, decode(cursor, rows[0] && key(rows[0])), key, newest_first);
  const data = rows.slice(start, start + limit);
  const last = data.at(-1);
  const has_more = start + limit < rows.length && last !== undefined;
  return { data, has_more, next_cursor: has_more ? encode(key(last)) : null };
}

/** The same page with other rows, e.g. in the shape in which they travel. */
export const mapPage = <T, U>(page: Page<T>, map: (row: T) => U): Page<U> => ({
  ...page,
  data: page.data.map(map),
});

/** Index of the first row behind `mark`, by halving: listings hold 50,000 rows. */
function after<T>(
  rows: readonly T[],
  mark: SortKey,
  key: (row: T) => SortKey,
  newest_first: boolean,
): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compare(key(rows[middle] as T), mark);
    if (newest_first ? order < 0 : order > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Sorts by the first value that differs; texts by code unit, as the database does under the C collation. */
export function compare(a: SortKey, b: SortKey): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] as string | number;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

const encode = (key: SortKey): string => btoa(encodeURIComponent(JSON.stringify(key)));

/** @param sample a key of this listing, if it has rows: a cursor must be of the same kinds. */
function decode(cursor: string, sample: SortKey | undefined): SortKey {
  try {
    const key: unknown = JSON.parse(decodeURIComponent(atob(cursor)));
    if (isSortKey(key) && (!sample || kinds(key) === kinds(sample))) return key;
  } catch {
    // Falls through: whatever it was, it is not a cursor.
  }
  const message = "is not a cursor of this listing; give the next_cursor of the page before";
  throw invalid([{ path: "query.cursor", message }]);
}

const isSortKey = (key: unknown): key is SortKey =>
  Array.isArray(key) &&
  key.length > 0 &&
  key.every((part) => typeof part === "string" || typeof part === "number");
const kinds = (key: SortKey): string => key.map((part) => typeof part).join();
