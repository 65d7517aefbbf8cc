/** What the exit code of every command means. Scripts may rely on it. */
export const EXIT = {
  done: 0,
  /** Something failed that is none of the below, or a check of `doctor` did. */
  failed: 1,
  /** The command line or the environment is wrong. */
  usage: 2,
  /** The database does not answer, or is not one that Stratum can use. */
  database: 3,
  /** The engine refused: unknown tenant, invalid input, a conflict. */
  refused: 4,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The same in words, for `--help`. */
export const exitCodesHelp = `
Exit codes:
  0  done
  1  failed
  2  wrong command line or environment
  3  the database does not answer, or is not one that Stratum can use
  4  refused by the engine: unknown tenant, invalid input, a conflict`;

/** A failure that is told in one sentence, without a stack. */
export class CliError extends Error {
  readonly exit_code: ExitCode;

  constructor(message: string, exit_code: ExitCode = EXIT.failed) {
    super(message);
    this.name = "CliError";
    this.exit_code = exit_code;
  }
}
