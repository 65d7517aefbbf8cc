/** Optimistic concurrency over HTTP: `ETag` tells the version of what is answered, `If-Match` becomes `expected_version`. */
import { invalid, type Method } from "@stratum-hq/core";
import type { preValidationHookHandler } from "fastify";
import * as z from "zod";

const has = (schema: z.ZodType | undefined, field: string): boolean => {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodObject && field in inner.shape;
};

/** Does the answer carry a version? */
export const hasVersion = (response: z.ZodType): boolean => has(response, "version");

interface Input {
  body?: z.ZodType | undefined;
  query?: z.ZodType | undefined;
}
/** The part of an operation's input that takes `expected_version`, if one does. */
export function versionPart({ body, query }: Input): "body" | "query" | undefined {
  if (has(body, "expected_version")) return "body";
  return has(query, "expected_version") ? "query" : undefined;
}

/**
 * Moves `If-Match` into the input. A write that cannot heed it refuses it: ignored, it would promise a protection
 * that is not there.
 */
export function takeIfMatch(method: Method, part: "body" | "query" | undefined): preValidationHookHandler {
  return (request, _reply, done) => {
    const header = request.headers["if-match"];
    if (header === undefined || method === "GET") return done();
    const refuse = (message: string): void => done(invalid([{ path: "headers.if-match", message }]));
    if (!part) return refuse("is not taken by this operation; leave it out");
    const version = /^"(\d{1,15})"$/.exec(header)?.[1];
    if (!version) return refuse('must be the ETag of an earlier answer, for example "3"');
    const input = request[part];
    // Anything but an object is refused by the validation that follows.
    if (typeof input !== "object" || input === null || Array.isArray(input)) return done();
    const fields = input as Record<string, unknown>;
    if (fields.expected_version !== undefined && String(fields.expected_version) !== version) {
      return refuse(`says another version than ${part}.expected_version; send one of them`);
    }
    fields.expected_version = part === "body" ? Number(version) : version;
    done();
  };
}
