/** Master keys: what wraps the data keys of tenants. */
import { createHmac, hkdfSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { KeyUnavailableError } from "@stratum-hq/core";
import { decrypt, encrypt } from "./cipher.ts";

/**
 * Holds the master key: in this process, or behind a key service. `context` binds a wrapped key to its tenant; a
 * provider must refuse to unwrap under another one.
 */
export interface KeyProvider {
  /** Name of the master key that wraps now; stored beside what it wraps, never secret. */
  readonly key_id: string;
  /** Encrypts a data key of 32 bytes. */
  wrap(data_key: Buffer, context: string): Promise<Buffer> | Buffer;
  /** The data key again. @throws if it was wrapped by another master key, for another context, or was altered */
  unwrap(wrapped: Buffer, context: string, key_id: string): Promise<Buffer> | Buffer;
}

const LEAST_LENGTH = 32;

/**
 * A provider that keeps the master key in this process.
 * @param secret at least 32 characters, e.g. of `openssl rand -base64 32`.
 * @throws Error if it is shorter.
 */
export function localKeyProvider(secret: string): KeyProvider {
  if (secret.length < LEAST_LENGTH) {
    throw new Error(
      `The master key must have at least ${LEAST_LENGTH} characters; this one has ${secret.length}.`,
    );
  }
  const master = Buffer.from(hkdfSync("sha256", secret, "", "stratum master key", 32));
  const key_id = `local:${createHmac("sha256", master).update("key id").digest("hex").slice(0, 16)}`;
  return {
    key_id,
    wrap: (data_key, context) => encrypt(master, data_key, context),
    unwrap(wrapped, context, wrapped_by) {
      if (wrapped_by !== key_id) {
        throw new KeyUnavailableError(
          `A data key is wrapped by the master key ${wrapped_by}, but ${key_id} is configured.`,
        );
      }
      return decrypt(master, wrapped, context);
    },
  };
}

/**
 * The provider that `STRATUM_MASTER_KEY`, or the file that `STRATUM_MASTER_KEY_FILE` names, gives; none without.
 * @throws Error if the file cannot be read or the key is too short.
 */
export function keyProviderFromEnvironment(
  env: Readonly<Record<string, string | undefined>> = process.env,
): KeyProvider | undefined {
  const { STRATUM_MASTER_KEY: given, STRATUM_MASTER_KEY_FILE: file } = env;
  if (given) return localKeyProvider(given);
  return file ? localKeyProvider(readFileSync(file, "utf8").trim()) : undefined;
}
