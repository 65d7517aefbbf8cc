import { UnauthorizedError } from "@stratum-hq/core/client";
import type { JWTVerifyOptions } from "jose";
import { unavailable } from "./errors.ts";
import type { Claims, TokenOptions } from "./options.ts";

/** What a public key may sign with. No HMAC: who knows the public key could sign. */
const PUBLIC_KEY_ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"];
/** What goes wrong while the keys are fetched, and says nothing about the token. */
const FETCH_FAULTS = new Set(["ERR_JOSE_GENERIC", "ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID"]);

type Verify = (token: string) => Promise<Claims>;

/**
 * The verifier that the options ask for, if any. It gives the claims of a token.
 * @throws TypeError for more than one way to verify; UnauthorizedError, UnavailableError per token.
 */
export function createVerifier(options: TokenOptions): Verify | undefined {
  const { jwtSecret, jwksUrl, jwtVerify, jwtIssuer, jwtAudience } = options;
  const ways = [jwtSecret, jwksUrl, jwtVerify].filter((way) => way !== undefined);
  if (ways.length > 1) throw new TypeError("Give one of jwtSecret, jwksUrl and jwtVerify.");
  // An empty secret is an environment variable that was forgotten, and anyone could sign with it.
  if (jwtSecret?.length === 0) throw new TypeError("jwtSecret is empty.");
  const checks: JWTVerifyOptions = {
    ...(jwtIssuer !== undefined && { issuer: jwtIssuer }),
    ...(jwtAudience !== undefined && { audience: jwtAudience }),
  };
  if (jwtSecret !== undefined) return bySecret(jwtSecret, checks);
  if (jwksUrl !== undefined) return byPublicKeys(new URL(jwksUrl), checks);
  if (!jwtVerify) return undefined;
  return async (token) => {
    try {
      return await jwtVerify(token);
    } catch (cause) {
      throw invalidToken(cause);
    }
  };
}

function bySecret(secret: string | Uint8Array, checks: JWTVerifyOptions): Verify {
  const key = typeof secret === "string" ? new TextEncoder().encode(secret) : secret;
  return async (token) => {
    const { jwtVerify } = await import("jose");
    const verified = jwtVerify(token, key, { ...checks, algorithms: ["HS256"] });
    return (await verified.catch((cause: unknown) => Promise.reject(invalidToken(cause)))).payload;
  };
}

function byPublicKeys(url: URL, checks: JWTVerifyOptions): Verify {
  let keys: ReturnType<typeof import("jose").createRemoteJWKSet> | undefined;
  return async (token) => {
    const { createRemoteJWKSet, errors, jwtVerify } = await import("jose");
    keys ??= createRemoteJWKSet(url);
    try {
      const options = { ...checks, algorithms: PUBLIC_KEY_ALGORITHMS };
      return (await jwtVerify(token, keys, options)).payload;
    } catch (cause) {
      const judged = cause instanceof errors.JOSEError && !FETCH_FAULTS.has(cause.code);
      throw judged ? invalidToken(cause) : unavailable(cause);
    }
  };
}

function invalidToken(cause: unknown): UnauthorizedError {
  const expired = (cause as { code?: unknown })?.code === "ERR_JWT_EXPIRED";
  const error = new UnauthorizedError(expired ? "The token has expired." : "The token is not valid.");
  error.cause = cause;
  return error;
}

/**
 * The token of an `Authorization` header. Another scheme is none of ours.
 * @throws UnauthorizedError for a bearer without a token.
 */
export function bearerOf(authorization: string | undefined): string | undefined {
  if (!authorization || !/^bearer\b/i.test(authorization)) return undefined;
  const token = /^bearer +(\S+)$/i.exec(authorization)?.[1];
  if (!token) throw new UnauthorizedError("Authorization must read: Bearer, a space, then a token.");
  return token;
}
