import { STATUS_CODES } from "node:http";
import type { Problem } from "@stratum-hq/core";
import { StratumError } from "@stratum-hq/core/client";

/** Whose request it is could not be found out, for no fault of the caller (503). `cause` says why. */
export class UnavailableError extends StratumError {
  constructor(message: string) {
    super("TENANCY_UNAVAILABLE", 503, message);
  }
}

/** What the caller hears tells nothing of the control plane, of its address or of our key. */
export function unavailable(cause: unknown): UnavailableError {
  const error = new UnavailableError("The tenant cannot be looked up at the moment. Try again.");
  error.cause = cause;
  return error;
}

/** An answer for a caller who does not get in. */
export interface Refusal {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The problem document (RFC 9457) of an error, ready to send. */
export function refusal({ status, code, message, details }: StratumError, request_id: string): Refusal {
  const { errors, ...more } = details;
  const problem: Problem = {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail: message,
    code,
    request_id,
    ...(errors && { errors }),
    ...(Object.keys(more).length > 0 && { details: more }),
  };
  const headers = {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-request-id": request_id,
    ...(status === 401 && { "www-authenticate": "Bearer" }),
    ...(status === 503 && { "retry-after": "1" }),
  };
  return { status, headers, body: JSON.stringify(problem) };
}
