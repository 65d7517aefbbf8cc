import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { removePostgres } from "@stratum-hq/postgres";
import { CliError, EXIT } from "./exit.ts";

/** What the development mode needs to keep secret. Made once per data folder. */
export interface Secrets {
  /** Hashes API keys. */
  key_secret: string;
  /** Signs browser tokens. */
  token_secret: string;
  /** Password of the role that the control plane serves with. */
  role_password: string;
}

/** The folder of the development mode, by default `.data`. */
export interface DataDir {
  path: string;
  /** PostgreSQL's own data. The major version is in the name: no other major reads it. */
  postgres: string;
  /** Holds the key of a platform administrator, for this machine only. */
  api_key: string;
  /** Holds the master key. Apart from the other secrets: folders made before there was one get it too. */
  master_key: string;
  secrets: Secrets;
}

/** Name of the development database inside the embedded server. */
export const DEV_DATABASE = "stratum";

const places = (folder: string): Omit<DataDir, "secrets"> & { secrets: string } => ({
  path: path.resolve(folder),
  postgres: path.resolve(folder, "pg18"),
  api_key: path.resolve(folder, "api-key"),
  master_key: path.resolve(folder, "master-key"),
  secrets: path.resolve(folder, "secrets.json"),
});

/** Opens the folder, or undefined if the development mode was never started there. */
export function findDataDir(folder: string): DataDir | undefined {
  const at = places(folder);
  return existsSync(at.secrets) ? { ...at, secrets: readSecrets(at.secrets) } : undefined;
}

/** Opens the folder; makes it with new secrets, out of version control's sight, if it is not there. */
export function openDataDir(folder: string): DataDir {
  const at = places(folder);
  try {
    mkdirSync(at.path, { recursive: true });
    writePrivately(path.join(at.path, ".gitignore"), "*\n");
    const secret = (): string => randomBytes(32).toString("base64url");
    const made: Secrets = { key_secret: secret(), token_secret: secret(), role_password: secret() };
    writePrivately(at.secrets, `${JSON.stringify(made, null, 2)}\n`);
    writePrivately(at.master_key, `${secret()}\n`);
  } catch (error) {
    throw new CliError(
      `${at.path} cannot be used: ${(error as Error).message}. Choose another with --data-dir.`,
      EXIT.usage,
    );
  }
  return { ...at, secrets: readSecrets(at.secrets) };
}

/** Deletes the development data and secrets; by name, for who knows what else the folder holds. */
export function removeDataDir(folder: string): void {
  const at = places(folder);
  removePostgres(at.postgres);
  for (const file of [at.api_key, at.master_key, at.secrets]) rmSync(file, { force: true });
}

/** Writes a file that only its owner may read; leaves an existing one as it is. */
function writePrivately(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
  }
}

function readSecrets(file: string): Secrets {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Secrets;
  } catch (error) {
    throw new CliError(
      `${file} cannot be read: ${(error as Error).message}. Mend it, or start afresh with --reset.`,
      EXIT.usage,
    );
  }
}
