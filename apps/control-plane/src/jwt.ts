/** The identity provider, as the environment tells of it. */
import type { JwtOptions } from "@stratum-hq/lib";
import * as z from "zod";
import { isLoopback } from "./loopback.ts";

/** A variable that is missing or wrong. */
export interface Problem {
  name: string;
  message: string;
}

/** An address that nobody on the way can change the answer of. */
export const jwksUrl: z.ZodOptional<z.ZodString> = z
  .string()
  .refine(
    (text) => URL.canParse(text) && (/^https:/.test(text) || isLoopback(new URL(text).hostname)),
    "must be an https:// address of public keys, for example https://id.example.com/.well-known/jwks.json",
  )
  .optional();

/** The variables, read. */
export interface JwtRead {
  JWT_SECRET?: string | undefined;
  JWT_JWKS_URL?: string | undefined;
  JWT_ISSUER?: string | undefined;
  JWT_AUDIENCE?: string | undefined;
  JWT_TENANT_CLAIM: string;
  JWT_SCOPES_CLAIM: string;
}

/** What of the identity provider contradicts itself, or is missing beside the rest. */
export function jwtProblems(given: Readonly<Record<string, string | undefined>>): Problem[] {
  const { JWT_SECRET, JWT_JWKS_URL, JWT_ISSUER, JWT_AUDIENCE, STRATUM_TOKEN_SECRET } = given;
  const problems: Problem[] = [];
  const add = (name: string, message: string): void => void problems.push({ name, message });
  if (JWT_SECRET !== undefined && JWT_JWKS_URL !== undefined) {
    add("JWT_JWKS_URL", "cannot be set beside JWT_SECRET; tokens are verified by one of them");
  }
  if (JWT_SECRET !== undefined && JWT_SECRET === STRATUM_TOKEN_SECRET) {
    add("JWT_SECRET", "must be another than STRATUM_TOKEN_SECRET");
  }
  if (JWT_JWKS_URL !== undefined) {
    const needed =
      "is missing; of the tokens of that provider only those are taken that it makes for this server";
    if (JWT_ISSUER === undefined) add("JWT_ISSUER", needed);
    if (JWT_AUDIENCE === undefined) add("JWT_AUDIENCE", needed);
  }
  if (JWT_SECRET === undefined && JWT_JWKS_URL === undefined) {
    for (const name of ["JWT_ISSUER", "JWT_AUDIENCE", "JWT_TENANT_CLAIM", "JWT_SCOPES_CLAIM"]) {
      if (given[name] !== undefined) add(name, "has no effect without JWT_SECRET or JWT_JWKS_URL");
    }
  }
  return problems;
}

/** How tokens of the identity provider are verified; undefined if there is none. */
export function jwtOptions(read: JwtRead): JwtOptions | undefined {
  const { JWT_SECRET: secret, JWT_JWKS_URL: jwks_url, JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = read;
  if (secret === undefined && jwks_url === undefined) return undefined;
  return {
    ...(secret !== undefined && { secret }),
    ...(jwks_url !== undefined && { jwks_url }),
    ...(issuer !== undefined && { issuer }),
    ...(audience !== undefined && { audience }),
    tenant_claim: read.JWT_TENANT_CLAIM,
    scopes_claim: read.JWT_SCOPES_CLAIM,
  };
}
