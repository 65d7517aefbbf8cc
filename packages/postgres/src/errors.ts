/** What went wrong, for programs; the message says it for people and what to do. */
export type PostgresErrorCode =
  | "UNSUPPORTED_PLATFORM"
  | "ALREADY_RUNNING"
  | "PORT_IN_USE"
  | "WRONG_MAJOR"
  | "DATA_DIR_UNUSABLE"
  | "START_FAILED";

/** The server could not be started. */
export class PostgresError extends Error {
  readonly code: PostgresErrorCode;

  constructor(code: PostgresErrorCode, message: string) {
    super(message);
    this.name = "PostgresError";
    this.code = code;
  }
}

/** Two servers on one data directory. */
export function alreadyRunning(data_dir: string, lock?: { pid: number; port: number }): PostgresError {
  const who = lock ? ` (process ${lock.pid}, port ${lock.port})` : "";
  return new PostgresError(
    "ALREADY_RUNNING",
    `A PostgreSQL server already runs on ${data_dir}${who}. Stop it first.`,
  );
}
