/** JSON Web Tokens of an identity provider of yours: by a shared secret, or by the public keys at an address. */
import { Id, IdentityUnavailableError, UnauthorizedError } from "@stratum-hq/core";
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from "jose";

/** How tokens of an identity provider are verified, and what in them means what. */
export interface JwtOptions {
  /** Secret of tokens signed with HS256, at least 32 characters. Either this or `jwks_url`. */
  secret?: string;
  /** Where the public keys of tokens signed with RS256 or ES256 are. Needs `issuer` and `audience`. */
  jwks_url?: string;
  /** Who must have issued the token, its `iss`. Default with a secret: anyone who knows it. */
  issuer?: string;
  /** For whom the token must be, its `aud`. Default with a secret: for anyone. */
  audience?: string;
  /** Claim that holds the id of the caller's tenant. Default `tenant_id`. */
  tenant_claim?: string;
  /** Claim that holds the caller's scopes, as a list or as words in a string. Default `scopes`. */
  scopes_claim?: string;
}

/** What a verified token says. */
export interface JwtClaims {
  subject: string;
  tenant_id: string;
  /** Absent if the token has no such claim. */
  scopes?: string[];
  /** Its end, in seconds since 1970. */
  exp: number;
}

/**
 * Gives the claims of a token.
 * @throws UnauthorizedError; IdentityUnavailableError if the public keys cannot be fetched.
 */
export type JwtVerifier = (token: string) => Promise<JwtClaims>;

const LEAST_SECRET_LENGTH = 32;
/** How far the provider's clock may be off, in seconds. */
const CLOCK_TOLERANCE = 5;
/** Longest wait for the public keys, in milliseconds. */
const FETCH_TIMEOUT_MS = 3_000;
/** What goes wrong while the keys are fetched, and says nothing about the token. */
const FETCH_FAULTS = new Set(["ERR_JOSE_GENERIC", "ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID"]);

/** @throws Error naming what is missing or contradicts itself. */
export function createJwtVerifier(options: JwtOptions, token_secret?: string): JwtVerifier {
  const { tenant_claim = "tenant_id", scopes_claim = "scopes" } = options;
  const verify = createSignatureCheck(options, token_secret);
  return async (token) => {
    const payload = await verify(token);
    const { sub, exp, [tenant_claim]: tenant_id, [scopes_claim]: scopes } = payload;
    if (typeof sub !== "string" || sub === "" || sub.length > 255) {
      throw new UnauthorizedError('The claim "sub" of the token must have 1 to 255 characters.');
    }
    // No claim never means everything: a provider may have forgotten it.
    if (!Id.safeParse(tenant_id).success) {
      throw new UnauthorizedError(`The claim "${tenant_claim}" of the token must be the id of a tenant.`);
    }
    const words = scopes === undefined ? undefined : wordsOf(scopes);
    if (words === null) {
      throw new UnauthorizedError(
        `The claim "${scopes_claim}" of the token must be a list of scopes, or a string of them with spaces between.`,
      );
    }
    return {
      subject: sub,
      tenant_id: tenant_id as string,
      ...(words && { scopes: words }),
      exp: exp as number,
    };
  };
}

type Payload = Readonly<Record<string, unknown>>;

function createSignatureCheck(
  options: JwtOptions,
  token_secret?: string,
): (token: string) => Promise<Payload> {
  const { secret, jwks_url, issuer, audience } = options;
  if ((secret === undefined) === (jwks_url === undefined)) {
    throw new Error("jwt needs a secret or a jwks_url, and not both.");
  }
  const checks: JWTVerifyOptions = {
    requiredClaims: ["sub", "exp"],
    clockTolerance: CLOCK_TOLERANCE,
    ...(issuer !== undefined && { issuer }),
    ...(audience !== undefined && { audience }),
  };
  if (secret !== undefined) {
    if (secret.length < LEAST_SECRET_LENGTH) {
      throw new Error(
        `jwt.secret must have at least ${LEAST_SECRET_LENGTH} characters; this one has ${secret.length}.`,
      );
    }
    // Whoever may sign for one tenant could else sign UI tokens of the platform.
    if (secret === token_secret) throw new Error("jwt.secret must be another than token_secret.");
    const key = new TextEncoder().encode(secret);
    return (token) => judged(jwtVerify(token, key, { ...checks, algorithms: ["HS256"] }));
  }
  // The keys are those of all applications of the provider: only these two tell that a token is meant for this one.
  if (issuer === undefined || audience === undefined)
    throw new Error("jwt.jwks_url needs issuer and audience.");
  const keys: JWTVerifyGetKey = createRemoteJWKSet(new URL(jwks_url as string), {
    timeoutDuration: FETCH_TIMEOUT_MS,
  });
  // No HMAC here: whoever knows a public key could sign.
  return (token) => judged(jwtVerify(token, keys, { ...checks, algorithms: ["RS256", "ES256"] }));
}

async function judged(verified: Promise<{ payload: Payload }>): Promise<Payload> {
  try {
    return (await verified).payload;
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError) || FETCH_FAULTS.has(cause.code)) {
      const error = new IdentityUnavailableError(
        "The keys of the identity provider cannot be fetched now, so the token cannot be judged. Try again in a moment.",
      );
      error.cause = cause;
      throw error;
    }
    throw new UnauthorizedError(reasonOf(cause));
  }
}

/** jose checks the signature before the claims, so only the provider's own tokens are told more than that they are bad. */
function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return "The token has expired.";
  if (!(error instanceof errors.JWTClaimValidationFailed)) return "The API key or token is not valid.";
  if (error.claim === "nbf" && error.reason === "check_failed") return "The token is not valid yet.";
  if (error.claim === "iss" || error.claim === "aud") {
    return `The token is not meant for this server: its claim "${error.claim}" is another.`;
  }
  return `The claim "${error.claim}" of the token is missing or wrong.`;
}

function wordsOf(value: unknown): string[] | null {
  if (typeof value === "string") return value.split(" ").filter(Boolean);
  return Array.isArray(value) && value.every((word) => typeof word === "string") ? value : null;
}
