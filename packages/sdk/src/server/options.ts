/** How a service learns in whose name a request comes. */
export interface TenancyOptions<Request = unknown> extends TokenOptions {
  /**
   * The header that names a tenant by its id. Without a token it is believed as it is, so only a gateway of yours may
   * set it; see `authorize`. `false` for none. Default `x-tenant-id`.
   */
  header?: string | false;
  /** Asked in turn when neither token nor header named a tenant: the id, or nothing to ask the next one. */
  resolvers?: readonly Resolver<Request>[];
  /**
   * May the caller act in a tenant that its token does not name? Asked when the header names one: another than the
   * token does, or with no token at all. Without it, a header that contradicts the token is refused.
   */
  authorize?: (asked: Impersonation<Request>) => boolean | Promise<boolean>;
  /** Let requests that name no tenant through, without a context. Default false: they are refused. */
  optional?: boolean;
  /** Told of what is no fault of the caller, e.g. that the control plane does not answer; for your log. */
  onError?: (error: unknown, request: Request) => void;
}

/** How the token in `Authorization: Bearer` is verified: by one of the first three. None: tokens are not looked at. */
export interface TokenOptions {
  /** Secret of tokens signed with HS256. */
  jwtSecret?: string | Uint8Array;
  /** Where the public keys are, for tokens signed with RS256, PS256, ES256 or EdDSA. */
  jwksUrl?: string | URL;
  /** Verifies a token yourself: its claims, or a rejection. */
  jwtVerify?: (token: string) => Claims | Promise<Claims>;
  /** The claim that holds the tenant's id. Default `tenant_id`. */
  jwtClaim?: string;
  /** Who must have issued the token. Not with `jwtVerify`. Default: anyone who has the key. */
  jwtIssuer?: string | string[];
  /** For whom the token must be. Not with `jwtVerify`. Default: for anyone. */
  jwtAudience?: string | string[];
}

/** What a token says. */
export type Claims = { [claim: string]: unknown };

/** Finds the tenant of a request in a way of your own, e.g. by its host name. */
export type Resolver<Request = unknown> = (
  request: Request,
) => string | null | undefined | Promise<string | null | undefined>;

/** A caller that asks to act in a tenant which its token does not name. */
export interface Impersonation<Request = unknown> {
  /** Where it wants to act. */
  tenant_id: string;
  /** Where its token places it. */
  own_tenant_id?: string;
  /** What its token says; absent without one. */
  claims?: Claims;
  request: Request;
}
