import { types } from "pg";

const TIMESTAMPTZ = 1184;
const INT8 = 20;

/**
 * How columns are read, for the engine's statements only; the pool keeps its own ways. Times are RFC 3339 in UTC with
 * milliseconds, counts are numbers: rows leave the database in the shape in which they travel.
 */
export const typeParsers: typeof types = {
  ...types,
  getTypeParser: ((oid: number, format?: "text" | "binary") => {
    if (oid === TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    if (oid === INT8) return Number;
    return types.getTypeParser(oid, format as "text");
  }) as typeof types.getTypeParser,
};
