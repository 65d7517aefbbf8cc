/** The portal's cookie: a signed statement of who signed in. It holds no key, and scripts cannot read it. */
import { hkdfSync } from "node:crypto";
import { type ActorContext, UnauthorizedError } from "@stratum-hq/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import { jwtVerify, SignJWT } from "jose";
import { isLoopback } from "../loopback.ts";

const NAME = "stratum_portal";
const ALGORITHM = "HS256";
const TYPE = "stratum-portal+jwt";
const LIFE_SECONDS = 8 * 60 * 60;

export interface PortalCookie {
  /** Signs the caller in for eight hours. @returns when that ends. */
  set(request: FastifyRequest, reply: FastifyReply, key: ActorContext): Promise<string>;
  /** The key that signed in; nothing without a cookie. @throws UnauthorizedError if it is not ours or has expired. */
  read(request: FastifyRequest): Promise<ActorContext | undefined>;
  clear(request: FastifyRequest, reply: FastifyReply): void;
}

/** @param secret of the tokens; the cookie is signed with a key derived from it, so that neither passes for the other. */
export function portalCookie(secret: string): PortalCookie {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "stratum portal session", 32));
  return {
    async set(request, reply, { actor_id = "", tenant_id, scopes = [] }) {
      const expires = Math.floor(Date.now() / 1000) + LIFE_SECONDS;
      const signed = await new SignJWT({ scopes, ...(tenant_id && { tenant_id }) })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
        .setSubject(actor_id)
        .setExpirationTime(expires)
        .sign(key);
      write(request, reply, signed, LIFE_SECONDS);
      return new Date(expires * 1000).toISOString();
    },
    async read({ headers }) {
      const pairs = (headers.cookie ?? "").split(";").map((pair) => pair.trim().split("="));
      const signed = pairs.find(([name]) => name === NAME)?.[1];
      if (!signed) return undefined;
      const options = { algorithms: [ALGORITHM], typ: TYPE, requiredClaims: ["sub", "exp", "scopes"] };
      try {
        const { payload } = await jwtVerify<{ sub: string; tenant_id?: string; scopes: string[] }>(
          signed,
          key,
          options,
        );
        const { sub, tenant_id, scopes } = payload;
        return { actor_type: "api_key", actor_id: sub, scopes, ...(tenant_id && { tenant_id }) };
      } catch {
        throw new UnauthorizedError("The session has ended. Sign in again.");
      }
    },
    clear: (request, reply) => write(request, reply, "", 0),
  };
}

function write(request: FastifyRequest, reply: FastifyReply, value: string, seconds: number): void {
  // Not every browser takes a Secure cookie from http://localhost; from anywhere else it must come over https.
  const secure = isLoopback(request.hostname) ? "" : "; Secure";
  reply.header(
    "set-cookie",
    `${NAME}=${value}; Path=/portal; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`,
  );
}
