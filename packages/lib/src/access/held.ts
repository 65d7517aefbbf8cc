import { ForbiddenError, scopeSatisfies } from "@stratum-hq/core";
import type { Caller } from "../caller.ts";

/** The wanted scopes, `read` by default. @throws ForbiddenError if the caller does not hold them all itself. */
export function heldBy({ context }: Caller, wanted: readonly string[] = ["read"]): string[] {
  const held = context.scopes;
  const beyond = held ? wanted.filter((scope) => !scopeSatisfies(held, scope)) : [];
  if (beyond.length > 0) {
    throw new ForbiddenError(`Nobody can give more than they hold: the caller lacks ${beyond.join(", ")}.`, {
      scopes: beyond,
    });
  }
  return [...new Set(wanted)];
}
