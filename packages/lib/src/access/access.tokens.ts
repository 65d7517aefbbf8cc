/** UI tokens: signed, short-lived, and held to a subtree and scopes. */
import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from "jose";

/** What a token says. */
export interface Claims {
  /** The person at the browser. */
  sub: string;
  /** Top of its subtree; absent for the platform. */
  tenant_id?: string;
  scopes: string[];
  /** Absent: what its roles give the person does not count. Else it does, as far as it is covered by these scopes. */
  by_role?: string[];
  /** The key that was exchanged for it: the token ends with that key. */
  key_id?: string;
}

// A type of its own: another kind of token, signed with the same secret by mistake, is not taken for one of these.
const TYPE = "stratum-ui+jwt";
const ALGORITHM = "HS256";
const bytes = (secret: string): Uint8Array => new TextEncoder().encode(secret);

/** Does it say that it is a UI token? Whether it is one, `verifyToken` tells. */
export function looksLikeUiToken(token: string): boolean {
  try {
    return decodeProtectedHeader(token).typ === TYPE;
  } catch {
    return false;
  }
}

/** Signs a token for `ttl_seconds` from now. */
export async function signToken(
  claims: Claims,
  ttl_seconds: number,
  secret: string,
): Promise<{ token: string; expires_at: string }> {
  const iat = Math.floor(Date.now() / 1000);
  const exp = iat + ttl_seconds;
  const token = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuedAt(iat)
    .setExpirationTime(exp)
    .sign(bytes(secret));
  return { token, expires_at: new Date(exp * 1000).toISOString() };
}

/** The claims of a token that we signed and that has not expired, else which of the two is wrong. */
export async function verifyToken(
  token: string,
  secret: string,
): Promise<(Claims & { exp: number }) | "expired" | "invalid"> {
  try {
    const options = { algorithms: [ALGORITHM], typ: TYPE, requiredClaims: ["sub", "scopes", "exp"] };
    const { payload } = await jwtVerify<Claims & { exp: number }>(token, bytes(secret), options);
    return payload;
  } catch (error) {
    // jose checks the signature first, so only our own tokens are ever called expired.
    if (error instanceof errors.JWTExpired) return "expired";
    if (error instanceof errors.JOSEError) return "invalid";
    throw error;
  }
}
