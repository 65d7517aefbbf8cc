import type { Json } from "../http/schema.ts";

/** What stands in place of a secret. */
export const REDACTED = "[redacted]";
const secret = /pass(word|wd|phrase)|secret|token|api_?key|private_?key|credential|authorization|cookie/i;

/** A copy in which the fields whose names speak of secrets are redacted, at any depth. */
export function redact<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map(redact) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, secret.test(key) ? REDACTED : redact(part)]),
  ) as T;
}
