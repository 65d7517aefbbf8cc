/**
 * The one error class of Stratum. Over HTTP it travels as `application/problem+json` (RFC 9457) and is revived
 * by the client as the same class, so `catch (e) { if (e instanceof ConfigLockedError) … }` works on both sides.
 */

/** One invalid field: where it is and what would be right. */
export interface FieldError {
  /** Dotted path from the start of the part, e.g. `body.slug`, `query.limit`, `body.entries.3.key`. */
  path: string;
  /** What is wrong and what would be right, in a sentence. */
  message: string;
}

/** What an error tells beside its message. Values are JSON and never hold a secret, SQL or a stack. */
export interface ErrorDetails {
  /** Present on validation errors. */
  errors?: FieldError[];
  [key: string]: unknown;
}

/** Base of every error that Stratum throws on purpose. `code` is stable; `message` is for people and may change. */
export class StratumError extends Error {
  /** Stable, upper-case, e.g. `TENANT_NOT_FOUND`. */
  readonly code: string;
  /** HTTP status, 400–503. */
  readonly status: number;
  readonly details: ErrorDetails;
  /** Id of the HTTP request that failed; only on errors revived by the client. */
  request_id?: string;

  constructor(code: string, status: number, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** Constructor shape shared by all concrete classes, so that a table of them can revive a problem document. */
export type ErrorClass = new (message: string, details?: ErrorDetails) => StratumError;

/** Makes the class for one code: `class ConfigLockedError extends defineError("CONFIG_LOCKED", 409) {}`. */
export function defineError<Code extends string>(code: Code, status: number) {
  return class extends StratumError {
    static readonly code: Code = code;
    static readonly status: number = status;
    constructor(message: string, details?: ErrorDetails) {
      super(code, status, message, details);
    }
  };
}

/** Input that has the wrong shape (400). `details.errors` names each field. */
export class ValidationError extends defineError("VALIDATION_ERROR", 400) {}
/** No credentials, or bad, expired or revoked ones (401). */
export class UnauthorizedError extends defineError("UNAUTHORIZED", 401) {}
/** Known caller, not allowed: its scopes do not cover the call (403). */
export class ForbiddenError extends defineError("FORBIDDEN", 403) {}
/** No such route or resource (404). */
export class NotFoundError extends defineError("NOT_FOUND", 404) {}
/** The method is not offered at this path (405). */
export class MethodNotAllowedError extends defineError("METHOD_NOT_ALLOWED", 405) {}
/** The body is larger than the server takes (413). */
export class PayloadTooLargeError extends defineError("PAYLOAD_TOO_LARGE", 413) {}
/** The body is of a media type that the server does not read (415). */
export class UnsupportedMediaTypeError extends defineError("UNSUPPORTED_MEDIA_TYPE", 415) {}
/** A write named a version that is no longer current (412). `details.current` holds the current one. */
export class VersionConflictError extends defineError("VERSION_CONFLICT", 412) {}
/** The Idempotency-Key was sent with another request before (422). */
export class IdempotencyKeyReusedError extends defineError("IDEMPOTENCY_KEY_REUSED", 422) {}
/** The first request with this Idempotency-Key still runs (409). */
export class IdempotencyInFlightError extends defineError("IDEMPOTENCY_IN_FLIGHT", 409) {}
/** The first request with this Idempotency-Key was carried out, but its answer is not there to give again (409). */
export class IdempotencyAnswerLostError extends defineError("IDEMPOTENCY_ANSWER_LOST", 409) {}
/** Too many requests (429). */
export class RateLimitedError extends defineError("RATE_LIMITED", 429) {}
/** A fault of the server (500). Says nothing about its inside. */
export class InternalError extends defineError("INTERNAL_ERROR", 500) {}
/** The database does not answer, or is not one that Stratum can use (503). */
export class DatabaseUnavailableError extends defineError("DATABASE_UNAVAILABLE", 503) {}
/** Other writes held what this one needs, however often it was tried again (503). Nothing was written. */
export class BusyError extends defineError("BUSY", 503) {}
/** The database answers but cannot carry the engine: too old, no `ltree`, no rights (503). */
export class DatabaseUnsupportedError extends defineError("DATABASE_UNSUPPORTED", 503) {}
/** A secret cannot be written or read: no master key is configured, or not the one that it was sealed under (503). */
export class KeyUnavailableError extends defineError("KEY_UNAVAILABLE", 503) {}
/** The serving role could bypass row-level security, so the engine refuses to serve (503). */
export class IsolationViolationError extends defineError("ISOLATION_VIOLATION", 503) {}

export const httpErrors = {
  VALIDATION_ERROR: ValidationError,
  UNAUTHORIZED: UnauthorizedError,
  FORBIDDEN: ForbiddenError,
  NOT_FOUND: NotFoundError,
  METHOD_NOT_ALLOWED: MethodNotAllowedError,
  PAYLOAD_TOO_LARGE: PayloadTooLargeError,
  UNSUPPORTED_MEDIA_TYPE: UnsupportedMediaTypeError,
  VERSION_CONFLICT: VersionConflictError,
  IDEMPOTENCY_KEY_REUSED: IdempotencyKeyReusedError,
  IDEMPOTENCY_IN_FLIGHT: IdempotencyInFlightError,
  IDEMPOTENCY_ANSWER_LOST: IdempotencyAnswerLostError,
  RATE_LIMITED: RateLimitedError,
  INTERNAL_ERROR: InternalError,
  DATABASE_UNAVAILABLE: DatabaseUnavailableError,
  BUSY: BusyError,
  DATABASE_UNSUPPORTED: DatabaseUnsupportedError,
  KEY_UNAVAILABLE: KeyUnavailableError,
  ISOLATION_VIOLATION: IsolationViolationError,
} as const;
