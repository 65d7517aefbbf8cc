import { StratumError, UnauthorizedError } from "@stratum-hq/core/client";

/**
 * Gives a token for the next call. Keep a token while it is valid and answer at once; with `force` the control plane
 * has just refused it, so fetch a new one.
 */
export type GetToken = (options: { force: boolean }) => string | Promise<string>;

/**
 * Shares one pending `getToken()` between the calls that wait for it. A forced fetch also serves those that come
 * while it runs: its token is at least as new as theirs would be.
 */
export function shareToken(getToken: GetToken): (force: boolean) => Promise<string> {
  let pending: { force: boolean; token: Promise<string> } | undefined;
  return (force) => {
    if (pending && (pending.force || !force)) return pending.token;
    const mine = { force, token: fetchToken(getToken, force) };
    pending = mine;
    const done = (): void => {
      if (pending === mine) pending = undefined;
    };
    mine.token.then(done, done);
    return mine.token;
  };
}

async function fetchToken(getToken: GetToken, force: boolean): Promise<string> {
  try {
    return await getToken({ force });
  } catch (cause) {
    if (cause instanceof StratumError) throw cause;
    const error = new UnauthorizedError(
      `getToken() failed: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
    error.cause = cause;
    throw error;
  }
}
