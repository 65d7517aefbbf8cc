/** How often and after what delay a call is tried again. */
export interface RetryOptions {
  /** Tries after the first one. Default 2. */
  retries?: number;
  /** Longest delay before the first retry, in milliseconds; doubles with each. Default 200. */
  base_ms?: number;
  /** Longest delay of all, in milliseconds. Default 5,000. */
  max_ms?: number;
}

/** Longest `Retry-After` that is waited for. Who is asked to wait longer hears of the error instead. */
const LONGEST_WAIT_MS = 30_000;

/** A header that makes a request safe to send again. Random without a secure context, where `randomUUID` is not to be had. */
export const newIdempotencyKey = (): Record<string, string> => ({
  "idempotency-key": Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join(
    "-",
  ),
});
/** Answers that say: not now, try again. The last is that of a first try which still runs. */
export const passing = (status: number, code: string): boolean =>
  status === 429 || status === 503 || code === "IDEMPOTENCY_IN_FLIGHT";

/**
 * Milliseconds to wait before retry number `attempt` (from 0), or undefined to give up. `Retry-After` counts as given;
 * otherwise the delay is random between half and all of the doubling step, so that clients do not come back in step.
 */
export function delayBefore(
  attempt: number,
  options: RetryOptions,
  header: string | null,
): number | undefined {
  const { retries = 2, base_ms = 200, max_ms = 5_000 } = options;
  if (attempt >= retries) return undefined;
  const asked = retryAfter(header);
  if (asked !== undefined) return asked > LONGEST_WAIT_MS ? undefined : asked;
  return Math.min(max_ms, base_ms * 2 ** attempt) * (0.5 + Math.random() / 2);
}

/** Milliseconds that a `Retry-After` header asks for: seconds, or a date. */
function retryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
