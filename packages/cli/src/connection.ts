import { Client } from "pg";
import { CliError, EXIT } from "./exit.ts";

/** Longest wait for the database's first answer, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Connects once and lets go, to find out early and say in one sentence why a database cannot be used.
 * @param name where the address comes from: `DATABASE_URL` or `--database-url`
 * @throws CliError
 */
export async function assertConnects(url: string, name: string): Promise<void> {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    const right = "postgres://user:password@localhost:5432/stratum";
    throw new CliError(
      `${name} must be the address of a PostgreSQL database, for example ${right}`,
      EXIT.usage,
    );
  }
  let client: Client | undefined;
  try {
    client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
    await client.connect();
  } catch (error) {
    throw new CliError(inWords(error, new URL(url), name), EXIT.database);
  } finally {
    await client?.end().catch(() => undefined);
  }
}

function inWords(error: unknown, url: URL, name: string): string {
  // A host with several addresses fails once for each of them.
  const cause = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code, message = String(cause) } = (cause ?? {}) as { code?: string; message?: string };
  const place = `${url.hostname || "the local socket"}:${url.port || 5432}`;
  switch (code) {
    case "ECONNREFUSED":
    case "ENOENT":
      return `No PostgreSQL answers at ${place}. Start it, or mend ${name}.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `There is no host "${url.hostname}". Mend ${name}.`;
    case "28P01":
    case "28000":
      return `PostgreSQL at ${place} refuses the user "${decodeURIComponent(url.username)}": ${message}. Mend ${name}.`;
    case "3D000":
      return `PostgreSQL at ${place} says: ${message}. Create it, or mend ${name}.`;
    case "57P03":
      return `PostgreSQL at ${place} is not ready: ${message}. Try again in a moment.`;
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return `${place} cannot be reached. Mend ${name}, or the network.`;
  }
  if (/timeout/i.test(message))
    return `${place} did not answer within ${CONNECT_TIMEOUT_MS / 1000} s. Mend ${name}, or the network.`;
  return `PostgreSQL at ${place} cannot be used: ${message}. Mend ${name}.`;
}
