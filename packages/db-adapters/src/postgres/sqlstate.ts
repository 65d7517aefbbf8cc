/** SQLSTATE codes that the engine acts on. Source: PostgreSQL manual, appendix A. */
export const SQLSTATE = {
  unique_violation: "23505",
  foreign_key_violation: "23503",
  check_violation: "23514",
  deadlock_detected: "40P01",
  serialization_failure: "40001",
  insufficient_privilege: "42501",
  invalid_text_representation: "22P02",
  character_not_in_repertoire: "22021",
  invalid_datetime_format: "22007",
  datetime_field_overflow: "22008",
  untranslatable_character: "22P05",
  numeric_value_out_of_range: "22003",
} as const;

interface PgError {
  code?: string;
  constraint?: string;
  message: string;
}
const asPgError = (error: unknown): PgError | null => (error instanceof Error ? (error as PgError) : null);

/** Did the database refuse with this SQLSTATE (and, if given, by this constraint)? */
export function isSqlState(error: unknown, code: string, constraint?: string): boolean {
  const e = asPgError(error);
  return e?.code === code && (constraint === undefined || e.constraint === constraint);
}

const retryable = [
  SQLSTATE.deadlock_detected,
  SQLSTATE.serialization_failure,
  // What a row refers to was purged after the statement had read it: run again, the rule finds it gone.
  SQLSTATE.foreign_key_violation,
];
/** May the same transaction succeed, or be refused in other words, if it is run again? */
export const isRetryable = (error: unknown): boolean => retryable.some((code) => isSqlState(error, code));

const network = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "EPIPE",
  "EAI_AGAIN",
]);
/** Is the database away: not reachable, shutting down, or out of connections? */
export function isUnavailable(error: unknown): boolean {
  const e = asPgError(error);
  if (!e) return false;
  const code = e.code ?? "";
  return (
    network.has(code) ||
    code.startsWith("08") ||
    code.startsWith("57P") ||
    code === "53300" ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      e.message,
    )
  );
}

const unstorable = [
  SQLSTATE.character_not_in_repertoire,
  SQLSTATE.untranslatable_character,
  SQLSTATE.invalid_text_representation,
  SQLSTATE.numeric_value_out_of_range,
  SQLSTATE.invalid_datetime_format,
  SQLSTATE.datetime_field_overflow,
];
/** Is a value one that PostgreSQL cannot hold: a NUL character, half a surrogate pair, a number or time out of range? */
export const isUnstorable = (error: unknown): boolean => unstorable.some((code) => isSqlState(error, code));
