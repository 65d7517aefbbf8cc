/** The text of API keys: `sk_live_` or `sk_test_`, 32 random bytes and a checksum. */
import { createHash, createHmac, randomBytes } from "node:crypto";
import type { ApiKeyEnvironment } from "@stratum-hq/core";

const CHECKSUM_LENGTH = 6;
const FORMAT = /^sk_(live|test)_[\w-]{49}$/;

const checksum = (text: string): string =>
  createHash("sha256").update(text).digest("base64url").slice(0, CHECKSUM_LENGTH);

/** A new key. */
export function generateKey(environment: ApiKeyEnvironment): string {
  const text = `sk_${environment}_${randomBytes(32).toString("base64url")}`;
  return text + checksum(text);
}

/** Is it meant as a key, rather than as a token? */
export const looksLikeKey = (credential: string): boolean => /^sk_(live|test)_/.test(credential);

/** Could we have made it? Turns away typing errors and guesses before they cost a query. */
export const isWellFormed = (key: string): boolean =>
  FORMAT.test(key) && checksum(key.slice(0, -CHECKSUM_LENGTH)) === key.slice(-CHECKSUM_LENGTH);

/** What is stored of a key: of no use without the secret. */
export const hashKey = (key: string, secret: string): Buffer =>
  createHmac("sha256", secret).update(key).digest();

/** What a listing shows of a key. */
export const keyHint = (key: string): string => key.slice(-4);
