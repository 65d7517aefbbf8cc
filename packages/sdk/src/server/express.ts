/** Tenancy of Express 4 and 5, and of anything else that takes `(request, response, next)`. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { StratumError } from "@stratum-hq/core/client";
import type { StratumClient } from "../client.ts";
import { enter } from "./context.ts";
import { refusal } from "./errors.ts";
import type { TenancyOptions } from "./options.ts";
import { createTenancy } from "./tenancy.ts";

export { getTenantContext, runWithTenantContext, type TenantContext } from "./context.ts";
export type { Claims, Impersonation, Resolver, TenancyOptions, TokenOptions } from "./options.ts";

/** What Express calls. */
export type Middleware<Request> = (
  request: Request,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * Runs what comes after it in the context of the request's tenant; who does not get in is answered with a problem
 * document. An error that a function of yours throws goes to `next`.
 * @throws TypeError for options that cannot work.
 */
export function expressMiddleware<Request extends IncomingMessage = IncomingMessage>(
  client: Pick<StratumClient, "resolveTenant">,
  options: TenancyOptions<Request> = {},
): Middleware<Request> {
  const tenancy = createTenancy(client, options);
  return (request, response, next) => {
    tenancy(request, request.headers).then(
      (context) => (context ? enter(context, [request, response], next) : next()),
      (error) => {
        if (!(error instanceof StratumError) || response.headersSent) return next(error);
        const { status, headers, body } = refusal(error, randomUUID());
        response.writeHead(status, headers).end(body);
      },
    );
  };
}
