import { UnauthorizedError } from "@stratum-hq/core";
import { scopesNow } from "./access/roles.state.ts";
import type { MockSession, Store } from "./store.ts";

/**
 * Who a request comes from. Credentials that the mock gave out count; any others, and none, stand for `fallback`, so
 * that a story needs no token. Without a fallback they are refused.
 * @throws UnauthorizedError
 */
export function sessionOf(store: Store, request: Request, fallback: MockSession | null): MockSession {
  const text =
    request.headers.get("x-api-key") ?? request.headers.get("authorization")?.replace(/^Bearer /, "");
  const known = text ? store.credentials.get(text) : undefined;
  const session = known?.session ?? fallback;
  if (!session) {
    throw new UnauthorizedError(
      text ? "The credentials are not valid." : "Send X-API-Key, or Authorization: Bearer.",
    );
  }
  const key = known?.key_id ? store.apiKeys.get(known.key_id) : undefined;
  const expires_at = key ? key.expires_at : (session.expires_at ?? null);
  const over = expires_at !== null && Date.parse(expires_at) <= store.now();
  if (key?.revoked_at || over) throw new UnauthorizedError("The credentials have expired or were revoked.");
  if (session.tenant_id && store.tenants.get(session.tenant_id)?.status !== "active") {
    throw new UnauthorizedError("The credentials belong to a tenant that is not active.");
  }
  if (key) key.last_used_at = store.timestamp();
  return { ...session, ...(known && { scopes: scopesNow(store, known, session) }), expires_at };
}
