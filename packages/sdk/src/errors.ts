import { type ErrorDetails, StratumError } from "@stratum-hq/core/client";

/** No answer came: refused, unreachable, offline, blocked by CORS (status 0). `cause` is what `fetch` threw. */
export class NetworkError extends StratumError {
  constructor(message: string, details?: ErrorDetails) {
    super("NETWORK_ERROR", 0, message, details);
  }
}

/** No answer came within `timeout_ms` (status 0). The call may have been carried out all the same. */
export class TimeoutError extends StratumError {
  constructor(message: string, details?: ErrorDetails) {
    super("TIMEOUT", 0, message, details);
  }
}

/** Something answered, but not a control plane: no JSON, or an error without a code. `status` is that of the answer. */
export class BadResponseError extends StratumError {
  constructor(status: number, message: string, details?: ErrorDetails) {
    super("BAD_RESPONSE", status, message, details);
  }
}
