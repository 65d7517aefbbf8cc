/**
 * How the portal signs in. Its page sends a key once, gets a cookie for eight hours, and exchanges that for tokens of
 * five minutes. Each exchange looks the key up again, so its end, or its tenant's, is the session's.
 */
import {
  type ActorContext,
  API_KEY_SCOPES,
  type ApiKeyScope,
  ForbiddenError,
  Id,
  UiToken,
  UnauthorizedError,
} from "@stratum-hq/core";
import type { Stratum } from "@stratum-hq/lib";
import type { FastifyInstance, FastifyRequest } from "fastify";
import * as z from "zod";
import type { AppConfig } from "../config.ts";
import { isLoopback } from "../loopback.ts";
import { portalCookie } from "./portal-cookie.ts";
import { requireSameOrigin } from "./same-origin.ts";

const TOKEN_SECONDS = 300;

const SignIn = z.strictObject({ api_key: z.string().min(1).max(255) });
const SignedIn = z.object({ expires_at: z.string() });
const Persona = z
  .strictObject({ as: Id.optional(), scopes: z.array(z.enum(API_KEY_SCOPES)).min(1).optional() })
  .optional();

/** Whoever sits at a machine in development mode: the platform's administrator. */
const developer: ActorContext = { actor_type: "user", actor_id: "developer", scopes: API_KEY_SCOPES };

export interface PortalSessionOptions {
  stratum: Stratum;
  config: Pick<AppConfig, "tokenSecret" | "development">;
}

/** `POST` and `DELETE /portal/session`, `POST /portal/token`. */
export async function portalSession(app: FastifyInstance, options: PortalSessionOptions): Promise<void> {
  const { stratum, config } = options;
  const cookie = portalCookie(config.tokenSecret);
  const route = { config: { scope: "public" } } as const;
  app.addHook("onRequest", async (request, reply) => {
    reply.header("cache-control", "no-store");
    requireSameOrigin(request);
  });

  const signIn = { hide: true, body: SignIn, response: { 201: SignedIn } };
  app.post("/portal/session", { ...route, schema: signIn }, async (request, reply) => {
    const { api_key } = request.body as z.output<typeof SignIn>;
    const key = await app.rateLimits.watch(
      request.ip,
      () => api_key,
      (credential) => stratum.authenticate(credential),
    );
    if (key.actor_type !== "api_key") throw new UnauthorizedError("Sign in with an API key, not a token.");
    const expires_at = await cookie.set(request, reply, key);
    return reply.code(201).send({ expires_at });
  });

  app.delete("/portal/session", { ...route, schema: { hide: true } }, async (request, reply) => {
    cookie.clear(request, reply);
    return reply.code(204).send();
  });

  const exchange = { hide: true, body: Persona, response: { 201: UiToken } };
  app.post("/portal/token", { ...route, schema: exchange }, async (request, reply) => {
    const persona = (request.body as z.output<typeof Persona>) ?? {};
    if (!config.development && Object.keys(persona).length > 0) {
      throw new ForbiddenError("Personas exist in development mode only.");
    }
    try {
      const session = await cookie.read(request);
      const caller = session ?? (config.development && isAtThisMachine(request) ? developer : undefined);
      if (!caller) throw new UnauthorizedError("Sign in first.");
      const token = await stratum
        .as({ ...caller, request_id: request.id, source_ip: request.ip })
        .createUiToken({
          scopes: persona.scopes ?? [...(caller.scopes as ApiKeyScope[])],
          ttl_seconds: TOKEN_SECONDS,
          ...(persona.as && { tenant_id: persona.as }),
        });
      // A token stands only as long as the key that it was got with: used once here, it tells of the key.
      await stratum.authenticate(token.token);
      return reply.code(201).send(token);
    } catch (error) {
      if (error instanceof UnauthorizedError) cookie.clear(request, reply);
      throw error;
    }
  });
}

/** Straight from this machine: no proxy in between, and no foreign name that was made to point here. */
function isAtThisMachine({ raw, headers }: FastifyRequest): boolean {
  const direct = headers.forwarded === undefined && headers["x-forwarded-for"] === undefined;
  return direct && isLoopback(raw.socket.remoteAddress ?? "") && isLoopback(headers.host ?? "");
}
