/** Who calls, and may they: one look-up per request, then the scope of the contract. Default deny. */
import { type ActorContext, ForbiddenError, scopeSatisfies, UnauthorizedError } from "@stratum-hq/core";
import type { Stratum, StratumMethods } from "@stratum-hq/lib";
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";

declare module "fastify" {
  interface FastifyRequest {
    /** The engine, bound to the caller of this request: it sees the caller's subtree and does what its scopes allow. */
    stratum: StratumMethods;
    /** The caller of this request; not there on a public route. */
    actor: ActorContext;
    /** Was its body still on the way when its credentials were looked up? */
    stillComing: boolean;
  }
}

/**
 * The API key or token of a request, from `X-API-Key` or `Authorization: Bearer`.
 * @throws UnauthorizedError if there is none, or more than one.
 */
export function credentialOf({ headers }: Pick<FastifyRequest, "headers">): string {
  const key = headers["x-api-key"];
  const { authorization } = headers;
  if (key !== undefined && authorization !== undefined) {
    throw new UnauthorizedError("Send X-API-Key or Authorization, not both.");
  }
  if (typeof key === "string" && key !== "") return key;
  if (authorization === undefined) {
    throw new UnauthorizedError("Send an API key in X-API-Key, or a key or token in Authorization: Bearer.");
  }
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (!token) throw new UnauthorizedError("Authorization must read: Bearer, a space, then a key or token.");
  return token;
}

/** A route that says nothing would need the most. */
const scopeOf = ({ routeOptions }: FastifyRequest): string => routeOptions.config.scope ?? "admin";

/**
 * Guards the routes of the instance that it is registered on, and refuses to have one that declares no scope.
 * Needs `rateLimit`, which counts each request once.
 * @throws UnauthorizedError, ForbiddenError, RateLimitedError per request.
 */
export const auth: FastifyPluginCallback<{ stratum: Stratum }> = fp<{ stratum: Stratum }>(
  (app, { stratum }, done) => {
    app.decorateRequest("stratum");
    app.decorateRequest("actor");
    app.decorateRequest("stillComing", false);
    app.addHook("onRoute", ({ method, url, config }) => {
      if (!config?.scope) throw new Error(`${method} ${url} declares no scope. Name one, or "public".`);
    });
    app.addHook("onRequest", async (request, reply) => {
      if (scopeOf(request) === "public") return;
      await admit(request, reply);
      request.stillComing = request.raw.complete === false;
    });
    // Whoever holds back the end of a request holds back its start as well: by then the credentials may have ended.
    app.addHook("preValidation", async (request) => {
      if (request.stillComing) await admit(request);
    });
    /** @param reply to count the request by; absent if that has been done. */
    async function admit(request: FastifyRequest, reply?: FastifyReply): Promise<void> {
      const scope = scopeOf(request);
      const context = await app.rateLimits.watch(
        request.ip,
        () => credentialOf(request),
        (credential) => stratum.authenticate(credential),
      );
      if (reply) await app.rateLimits.count(context, reply);
      const held = context.scopes ?? [];
      if (!scopeSatisfies(held, scope)) {
        throw new ForbiddenError(
          `This needs the scope "${scope}"; the caller holds ${held.join(", ") || "none"}.`,
          {
            required_scope: scope,
          },
        );
      }
      request.actor = { ...context, scopes: held, request_id: request.id, source_ip: request.ip };
      request.stratum = stratum.as(request.actor);
    }
    done();
  },
);
