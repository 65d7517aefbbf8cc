import { StratumError } from "@stratum-hq/core";
import { PostgresError } from "@stratum-hq/postgres";
import { CliError, EXIT, type ExitCode } from "./exit.ts";

/** What to tell the caller of a failure. */
export interface Failure {
  message: string;
  exit_code: ExitCode;
}

/** Turns whatever was thrown into a sentence and an exit code. Only a fault of our own keeps its stack. */
export function explain(error: unknown): Failure {
  if (error instanceof CliError) return { message: error.message, exit_code: error.exit_code };
  // By name: loading the server for its class would slow down every other command.
  if (error instanceof Error && error.name === "EnvironmentError")
    return { message: error.message, exit_code: EXIT.usage };
  if (error instanceof PostgresError) return { message: error.message, exit_code: EXIT.database };
  if (error instanceof StratumError) {
    const exit_code = error.status === 503 ? EXIT.database : EXIT.refused;
    return { message: `${error.message} (${error.code})`, exit_code };
  }
  const { code, port, address } = (error ?? {}) as { code?: string; port?: number; address?: string };
  if (code === "EADDRINUSE") {
    const message = `Port ${port} of ${address} is in use. Choose another with --port, or stop what uses it.`;
    return { message, exit_code: EXIT.usage };
  }
  if (code === "EACCES" && port !== undefined) {
    const message = `Port ${port} may not be opened by this user. Choose one above 1023 with --port.`;
    return { message, exit_code: EXIT.usage };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { message: `This is a fault of Stratum itself: ${text}`, exit_code: EXIT.failed };
}
