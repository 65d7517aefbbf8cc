import { ForbiddenError } from "@stratum-hq/core";
import type { FastifyRequest } from "fastify";

/**
 * Lets a request with cookies through only if a page of this very origin made it. Browsers say so themselves, in
 * headers that no page can set.
 * @throws ForbiddenError otherwise.
 */
export function requireSameOrigin({ headers, host }: Pick<FastifyRequest, "headers" | "host">): void {
  const site = headers["sec-fetch-site"];
  const { origin } = headers;
  if (site !== undefined) {
    if (site === "same-origin") return;
  } else if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === host) {
    return;
  }
  throw new ForbiddenError("This is only for pages of this server: Sec-Fetch-Site or Origin must say so.");
}
