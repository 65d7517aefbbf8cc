/** Building blocks that several features' schemas share. */
import * as z from "zod";

/** Any JSON value. Recursive schemas need an id of their own, or the OpenAPI document breaks. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export const Json: z.ZodType<Json, Json> = z
  .lazy(() =>
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(Json), z.record(z.string(), Json)]),
  )
  .meta({ id: "JsonValue", description: "Any JSON value." });

const isStorableText = (text: string): boolean => !text.includes("\0") && !/\p{Surrogate}/u.test(text);
// JSON text spells out what PostgreSQL cannot store, as \u0000 and \ud800; a backslash before it makes it harmless.
const isStorable = (value: unknown): boolean =>
  !/(?<!\\)(\\\\)*\\u(0000|d[89a-f][0-9a-f]{2})/.test(JSON.stringify(value) ?? "");
const unstorable = "must hold neither a NUL character nor half a surrogate pair";

/** Any JSON value that the database can hold. */
export const JsonValue: z.ZodType<Json, Json> = Json.refine(isStorable, unstorable);

/** What an operation gives whose route says `stream`: a text, piece by piece. */
export const TextStream: z.ZodType<AsyncIterable<string>, AsyncIterable<string>> = z.custom<
  AsyncIterable<string>
>();

/** A JSON object. */
export type JsonObject = { [key: string]: Json };
export const JsonObject: z.ZodType<JsonObject, JsonObject> = z
  .record(z.string(), Json)
  .refine(isStorable, unstorable);

/** A line of text, trimmed, of 1 to `max` characters. */
export const text = (max: number) => z.string().trim().min(1).max(max).refine(isStorableText, unstorable);

/** Id of any resource: a UUID in lower case. */
export const Id = z
  .uuid({ error: "must be a UUID, for example 0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e" })
  .toLowerCase();

/** RFC 3339 time in UTC. */
export const Timestamp = z.iso.datetime({
  error: "must be an RFC 3339 time in UTC, for example 2026-01-31T09:30:00Z",
});

/** A whole number in a query string. */
export const queryInt = (min: number, max: number) => z.coerce.number<number>().int().min(min).max(max);

/** `true` or `false` in a query string. */
export const queryBoolean = z.codec(z.enum(["true", "false"]), z.boolean(), {
  decode: (text) => text === "true",
  encode: (value) => (value ? "true" : "false"),
});

/** Page input: an opaque cursor from the page before and a size of 1–200, default 50. */
export const pageQuery = {
  cursor: z.string().max(2048).optional().describe("`next_cursor` of the page before."),
  limit: queryInt(1, 200).default(50).optional().describe("Rows on a page, 1–200. Default 50."),
};
/** Input of a paged listing. */
export interface PageInput {
  cursor?: string | undefined;
  limit?: number | undefined;
}
/** One page of a listing. */
export interface Page<T> {
  data: T[];
  /** Give it as `cursor` to get the next page; null on the last. */
  next_cursor: string | null;
  has_more: boolean;
}
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), next_cursor: z.string().nullable(), has_more: z.boolean() });
