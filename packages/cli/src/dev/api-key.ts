import { readFileSync, writeFileSync } from "node:fs";
import { UnauthorizedError } from "@stratum-hq/core";
import type { Stratum } from "@stratum-hq/lib";

/** Makes sure that the file holds a working key of a platform administrator. */
export async function ensureApiKey(stratum: Stratum, file: string): Promise<void> {
  if (await works(stratum, file)) return;
  const { plaintext_key } = await stratum.createApiKey(null, {
    name: "stratum dev",
    scopes: ["admin", "secrets:read"],
  });
  writeFileSync(file, plaintext_key, { mode: 0o600 });
}

async function works(stratum: Stratum, file: string): Promise<boolean> {
  let key: string;
  try {
    key = readFileSync(file, "utf8");
  } catch {
    return false;
  }
  try {
    await stratum.authenticate(key);
    return true;
  } catch (error) {
    // Of another database, or revoked.
    if (error instanceof UnauthorizedError) return false;
    throw error;
  }
}
