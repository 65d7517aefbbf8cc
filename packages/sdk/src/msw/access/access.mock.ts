import {
  type ApiKey,
  ApiKeyNotFoundError,
  type accessContracts,
  ForbiddenError,
  invalid,
  type Session,
  scopeSatisfies,
} from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { paginate } from "../page.ts";
import type { MockSession, Store } from "../store.ts";

/** A session as the API tells it, with the defaults filled in. */
export const toSession = (session: MockSession): Session => ({
  actor_type: session.actor_type ?? "ui_token",
  actor_id: session.actor_id ?? "mock",
  tenant_id: session.tenant_id ?? null,
  scopes: [...session.scopes],
  expires_at: session.expires_at ?? null,
});

/** What an audit entry keeps of a key. */
const snapshot = ({ name, tenant_id, scopes, hint, expires_at, revoked_at }: ApiKey) => ({
  name,
  tenant_id,
  scopes,
  hint,
  expires_at,
  revoked_at,
});

/** Sessions, keys and UI tokens by the engine's rules. What is given out is honoured until it ends. */
export function accessMock(store: Store): MockHandlers<typeof accessContracts> {
  /** Where the new credential reaches: never above the caller. */
  function reach(caller: Caller, tenant_id: string | null | undefined): string | null {
    return tenant_id ? caller.active(tenant_id).id : caller.within;
  }
  function assertHeld(caller: Caller, scopes: readonly string[]): void {
    const missing = scopes.filter((scope) => !scopeSatisfies(caller.session.scopes, scope));
    if (missing.length === 0) return;
    const message = `Nobody can hand out more than they hold; the caller does not hold ${missing.join(", ")}.`;
    throw new ForbiddenError(message, { missing_scopes: missing });
  }
  const reaches = (caller: Caller, key: ApiKey): boolean => {
    if (caller.within === null) return true;
    const tenant = key.tenant_id ? store.tenants.get(key.tenant_id) : undefined;
    return tenant !== undefined && caller.sees(tenant);
  };

  return {
    getSession: ({ caller }) => toSession(caller.session),
    listApiKeys({ caller, query }) {
      const rows = [...store.apiKeys.values()].filter((key) => reaches(caller, key)).reverse();
      return paginate(rows, query, (key) => [key.created_at, key.id], true);
    },
    createApiKey({ caller, body: { name, tenant_id, scopes = ["read"], expires_at = null } }) {
      if (expires_at && Date.parse(expires_at) <= store.now()) {
        throw invalid([{ path: "body.expires_at", message: "must lie in the future" }]);
      }
      const within = reach(caller, tenant_id);
      assertHeld(caller, scopes);
      const id = store.id();
      const plaintext_key = `sk_test_${id.replaceAll("-", "")}`;
      const key: ApiKey = {
        id,
        name,
        tenant_id: within,
        scopes,
        hint: plaintext_key.slice(-4),
        created_at: store.timestamp(),
        expires_at,
        last_used_at: null,
        revoked_at: null,
      };
      store.apiKeys.set(id, key);
      const session = { tenant_id: within, scopes, actor_id: id, actor_type: "api_key", expires_at };
      store.credentials.set(plaintext_key, { session, key_id: id });
      caller.record({
        tenant_id: within,
        action: "access.key_created",
        resource_id: id,
        after: snapshot(key),
      });
      return { ...key, plaintext_key };
    },
    revokeApiKey({ caller, params }) {
      const key = store.apiKeys.get(params.id);
      if (!key || !reaches(caller, key)) {
        throw new ApiKeyNotFoundError(`There is no API key ${params.id}.`, { api_key_id: params.id });
      }
      if (key.revoked_at === null) {
        const before = snapshot(key);
        key.revoked_at = store.timestamp();
        const { tenant_id, id } = key;
        caller.record({
          tenant_id,
          action: "access.key_revoked",
          resource_id: id,
          before,
          after: snapshot(key),
        });
      }
      return { ...key };
    },
    createUiToken({ caller, body: { tenant_id, scopes = ["read"], subject, ttl_seconds = 300 } }) {
      const within = reach(caller, tenant_id);
      assertHeld(caller, scopes);
      const token = `ui_${store.id()}`;
      const expires_at = new Date(store.now() + ttl_seconds * 1000).toISOString();
      const actor_id = subject ?? toSession(caller.session).actor_id;
      const session = { tenant_id: within, scopes, actor_id, expires_at };
      store.credentials.set(token, { session, key_id: null });
      return { token, expires_at };
    },
  };
}
