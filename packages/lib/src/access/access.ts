import {
  type ActorContext,
  API_KEY_SCOPES,
  CreateUiToken,
  type CreateUiTokenInput,
  ForbiddenError,
  Id,
  type Session,
  scopeSatisfies,
  type UiToken,
  UnauthorizedError,
  validate,
} from "@stratum-hq/core";
import type { Deps } from "../caller.ts";
import { assertActive, findTenant } from "../tenants/index.ts";
import type { JwtVerifier } from "./access.jwt.ts";
import { hashKey, isWellFormed, looksLikeKey } from "./access.keys.ts";
import * as q from "./access.sql.ts";
import { type Claims, looksLikeUiToken, signToken, verifyToken } from "./access.tokens.ts";
import { type ApiKeysApi, createApiKeys } from "./api-keys.ts";
import { heldBy } from "./held.ts";
import { createRoles, type RolesApi } from "./roles.ts";

/** Who a credential belongs to, ready for `stratum.as()`. No `tenant_id`: the platform. */
export type Authenticated = ActorContext & {
  actor_id: string;
  /** `user`: the subject of a JWT. */
  actor_type: "api_key" | "ui_token" | "user";
  scopes: string[];
  /** When the credential stops working by itself; null: never. */
  expires_at: string | null;
  /** Requests a minute that its key may make; absent or null: whatever the server allows everyone. */
  rate_limit?: number | null;
};

/** API keys, roles, the browser's short-lived tokens, and who a credential belongs to. Rules: `docs/access.md`. */
export interface AccessApi extends ApiKeysApi, RolesApi {
  /**
   * A token for a browser, held to a subtree and scopes of the caller's. Life 300 s by default; never beyond that of
   * the JWT that the caller came with.
   * @throws ForbiddenError for more scopes than the caller holds, or if the caller itself came with such a token;
   * TenantNotFoundError TenantSuspendedError TenantArchivedError
   */
  createUiToken(input?: CreateUiTokenInput, context?: ActorContext): Promise<UiToken>;
  /** Who the caller is and how far it reaches. */
  getSession(): Promise<Session>;
  /**
   * Who an API key, UI token or JWT belongs to.
   * @throws UnauthorizedError if it is unknown, revoked or expired, or its tenant is not active;
   * IdentityUnavailableError if the keys that JWTs are verified with cannot be fetched.
   */
  authenticate(credential: string): Promise<Authenticated>;
}

export interface AccessSecrets {
  /** API keys are hashed under it. */
  key_secret: string | undefined;
  /** Signs UI tokens. */
  token_secret: string | undefined;
}

const LEAST_SECRET_LENGTH = 32;
const DEFAULT_TTL_SECONDS = 300;

/**
 * @param jwt verifies tokens that are none of ours; absent: there are none.
 * @throws Error if a secret is shorter than 32 characters.
 */
export function createAccess(deps: Deps, secrets: AccessSecrets, jwt?: JwtVerifier): AccessApi {
  const { db, caller: callerOf } = deps;
  for (const [name, secret] of Object.entries(secrets)) {
    if (secret !== undefined && secret.length < LEAST_SECRET_LENGTH) {
      throw new Error(
        `${name} must have at least ${LEAST_SECRET_LENGTH} characters; this one has ${secret.length}.`,
      );
    }
  }
  const secret = (name: keyof AccessSecrets, what: string): string => {
    const found = secrets[name];
    if (found === undefined) throw new Error(`${what} need a secret: give { ${name} } to new Stratum().`);
    return found;
  };

  return {
    ...createApiKeys(deps, () => secret("key_secret", "API keys")),
    ...createRoles(deps),
    async createUiToken(input, context) {
      const caller = callerOf(context);
      caller.need("read");
      const { actor_type, actor_id = "system" } = caller.context;
      // Else a browser could live on for ever, out of reach of the key that it was let in with.
      if (actor_type === "ui_token")
        throw new ForbiddenError(
          "A UI token cannot be exchanged for another; ask the backend for a new one.",
        );
      const {
        tenant_id = caller.within,
        subject = actor_id,
        ttl_seconds = DEFAULT_TTL_SECONDS,
        ...rest
      } = validate(CreateUiToken, input ?? {});
      const scopes = heldBy(caller, rest.scopes);
      const signing = secret("token_secret", "UI tokens");
      if (tenant_id !== null) assertActive(await findTenant(db, caller, tenant_id));
      const claims: Claims = {
        sub: subject,
        scopes,
        ...(tenant_id === null ? {} : { tenant_id }),
        // The subject's roles, as far as the caller could have given them.
        ...(rest.scopes === undefined && input?.subject !== undefined && tenant_id !== null
          ? { by_role: [...(caller.context.scopes ?? API_KEY_SCOPES)] }
          : {}),
        // An embedding program may have keys of its own; only ours can be looked up.
        ...(actor_type === "api_key" && Id.safeParse(actor_id).success ? { key_id: actor_id } : {}),
      };
      return signToken(claims, Math.min(ttl_seconds, secondsLeft(caller.context)), signing);
    },
    async getSession() {
      const caller = callerOf();
      caller.need("read");
      const context: ActorContext & { expires_at?: string | null } = caller.context;
      const {
        actor_type = "system",
        actor_id = "system",
        scopes = API_KEY_SCOPES,
        expires_at = null,
      } = context;
      return { actor_type, actor_id, tenant_id: caller.within, scopes: [...scopes], expires_at };
    },
    async authenticate(credential) {
      if (looksLikeKey(credential)) return authenticateKey(credential);
      return jwt && !looksLikeUiToken(credential)
        ? authenticateJwt(credential, jwt)
        : authenticateToken(credential);
    },
  };

  async function authenticateKey(credential: string): Promise<Authenticated> {
    if (!isWellFormed(credential)) throw refused();
    const key = await q.openWithKey(db, hashKey(credential, secret("key_secret", "API keys")));
    if (!key) throw refused();
    const { id, tenant_id, scopes, ...rest } = key;
    return {
      actor_type: "api_key",
      actor_id: id,
      ...(tenant_id ? { tenant_id } : {}),
      scopes: [...new Set(scopes)],
      ...rest,
    };
  }

  async function authenticateJwt(credential: string, verify: JwtVerifier): Promise<Authenticated> {
    const { subject, tenant_id, scopes, exp } = await verify(credential);
    const found = await q.openWithToken(db, { tenant_id, ...(scopes ? {} : { subject }) });
    if (!found) throw refused();
    const held = scopes ?? found.role_scopes;
    return {
      actor_type: "user",
      actor_id: subject,
      tenant_id,
      // A provider has scopes of its own for other servers.
      scopes: API_KEY_SCOPES.filter((scope) => held.includes(scope)),
      expires_at: new Date(exp * 1000).toISOString(),
    };
  }

  async function authenticateToken(credential: string): Promise<Authenticated> {
    const claims = await verifyToken(credential, secret("token_secret", "UI tokens"));
    if (claims === "expired") throw new UnauthorizedError("The token has expired.");
    if (claims === "invalid") throw refused();
    const { sub, tenant_id, exp, by_role, key_id } = claims;
    const found = await q.openWithToken(db, { ...claims, ...(by_role ? { subject: sub } : {}) });
    if (!found) throw refused();
    const added = found.role_scopes.filter((scope) => scopeSatisfies(by_role ?? [], scope));
    // A key that lost a role takes it from the tokens that were got by it.
    const scopes = [...new Set([...claims.scopes, ...added])].filter(
      (scope) => !found.key_scopes || scopeSatisfies(found.key_scopes, scope),
    );
    return {
      actor_type: "ui_token",
      actor_id: sub,
      ...(key_id ? { key_id } : {}),
      ...(tenant_id ? { tenant_id } : {}),
      scopes,
      expires_at: new Date(exp * 1000).toISOString(),
    };
  }
}

/** A JWT cannot be revoked, so nothing that it was exchanged for may outlive it. */
function secondsLeft({ actor_type, expires_at }: ActorContext & { expires_at?: string | null }): number {
  if (actor_type !== "user" || !expires_at) return Number.POSITIVE_INFINITY;
  return Math.max(1, Math.floor((Date.parse(expires_at) - Date.now()) / 1000));
}

/** One sentence for all: a guesser learns nothing from it. */
const refused = (): UnauthorizedError => new UnauthorizedError("The API key or token is not valid.");
