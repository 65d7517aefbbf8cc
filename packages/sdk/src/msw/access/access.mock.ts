import {
  type ApiKey,
  ApiKeyNotFoundError,
  type accessContracts,
  type CreatedApiKey,
  ForbiddenError,
  InvalidApiKeyStateError,
  invalid,
  type Session,
  scopeSatisfies,
} from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { paginate } from "../page.ts";
import type { MockSession, Store } from "../store.ts";
import { rolesMock } from "./roles.mock.ts";
import { powerOf } from "./roles.state.ts";

/** A session as the API tells it, with the defaults filled in. */
export const toSession = (session: MockSession): Session => ({
  actor_type: session.actor_type ?? "ui_token",
  actor_id: session.actor_id ?? "mock",
  tenant_id: session.tenant_id ?? null,
  scopes: [...session.scopes],
  expires_at: session.expires_at ?? null,
});

/** What an audit entry keeps of a key. */
const snapshot = ({ id, created_at, last_used_at, ...rest }: ApiKey) => structuredClone(rest);

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

  /** @throws ApiKeyNotFoundError */
  function find(caller: Caller, id: string): ApiKey {
    const key = store.apiKeys.get(id);
    if (!key || !reaches(caller, key)) throw new ApiKeyNotFoundError(`There is no API key ${id}.`, { id });
    return key;
  }
  const ended = (key: ApiKey): boolean =>
    key.revoked_at !== null || (key.expires_at !== null && Date.parse(key.expires_at) <= store.now());
  function assertAhead(expires_at: string | null | undefined): void {
    if (expires_at && Date.parse(expires_at) <= store.now())
      throw invalid([{ path: "body.expires_at", message: "must lie in the future" }]);
  }
  const later = (ms: number): string => new Date(store.now() + ms).toISOString();
  const newestFirst = (caller: Caller): ApiKey[] =>
    [...store.apiKeys.values()].filter((key) => reaches(caller, key)).reverse();

  /** Stores a key, and lets in whoever shows its text. */
  function add(
    caller: Caller,
    fields: Pick<ApiKey, "name" | "tenant_id" | "scopes" | "environment" | "rate_limit" | "expires_at">,
  ): CreatedApiKey {
    const id = store.id();
    const plaintext_key = `sk_${fields.environment}_${id.replaceAll("-", "")}`;
    const key: ApiKey = {
      id,
      ...fields,
      hint: plaintext_key.slice(-4),
      created_at: store.timestamp(),
      last_used_at: null,
      revoked_at: null,
      replaced_by: null,
    };
    store.apiKeys.set(id, key);
    const { tenant_id, scopes } = fields;
    const session = { tenant_id, scopes, actor_id: id, actor_type: "api_key" };
    store.credentials.set(plaintext_key, { session, key_id: id });
    caller.record({ tenant_id, action: "access.key_created", resource_id: id, after: snapshot(key) });
    return { ...key, plaintext_key };
  }

  return {
    ...rolesMock(store, { find, ended }),
    getSession: ({ caller }) => toSession(caller.session),
    listApiKeys({ caller, query: { tenant_id, ...query } }) {
      if (tenant_id !== undefined) caller.find(tenant_id);
      const rows = newestFirst(caller).filter(
        (key) => tenant_id === undefined || key.tenant_id === tenant_id,
      );
      return paginate(rows, query, (key) => [key.created_at, key.id], true);
    },
    listDormantKeys({ caller, query: { days = 90, ...query } }) {
      const since = store.now() - days * 86_400_000;
      const rows = newestFirst(caller).filter(
        (key) => !ended(key) && Date.parse(key.last_used_at ?? key.created_at) < since,
      );
      return paginate(rows, query, (key) => [key.created_at, key.id], true);
    },
    getApiKey: ({ caller, params }) => ({ ...find(caller, params.id) }),
    createApiKey({ caller, body }) {
      const { name, tenant_id, scopes = ["read"], environment = "live" } = body;
      const { rate_limit = null, expires_at = null } = body;
      assertAhead(expires_at);
      const within = reach(caller, tenant_id);
      assertHeld(caller, scopes);
      return add(caller, { name, tenant_id: within, scopes, environment, rate_limit, expires_at });
    },
    rotateApiKey({ caller, params, body: { overlap_seconds = 86_400, expires_at } = {} }) {
      const old = find(caller, params.id);
      assertHeld(caller, powerOf(store, old));
      if (old.tenant_id) caller.active(old.tenant_id);
      const state = old.revoked_at ? "revoked" : ended(old) ? "expired" : old.replaced_by && "rotated";
      if (state) {
        const { id } = old;
        throw new InvalidApiKeyStateError(`API key ${id} is ${state}: it cannot be rotated.`, { id, state });
      }
      assertAhead(expires_at);
      const before = snapshot(old);
      const life = old.expires_at && later(Date.parse(old.expires_at) - Date.parse(old.created_at));
      const { name, tenant_id, scopes, environment, rate_limit } = old;
      const fields = { name, tenant_id, scopes, environment, rate_limit };
      const made = add(caller, { ...fields, expires_at: expires_at ?? life });
      for (const { role_id, key_id } of [...store.roleHolders]) {
        if (key_id === old.id) store.roleHolders.push({ role_id, tenant_id, key_id: made.id });
      }
      const end = later(overlap_seconds * 1000);
      old.expires_at = old.expires_at && old.expires_at < end ? old.expires_at : end;
      old.replaced_by = made.id;
      caller.record({
        tenant_id,
        action: "access.key_rotated",
        resource_id: old.id,
        before,
        after: snapshot(old),
      });
      return made;
    },
    revokeApiKey({ caller, params }) {
      const key = find(caller, params.id);
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
    createUiToken({ caller, body: { tenant_id, scopes: wanted, subject, ttl_seconds = 300 } }) {
      const scopes = wanted ?? ["read"];
      const within = reach(caller, tenant_id);
      assertHeld(caller, scopes);
      const token = `ui_${store.id()}`;
      const expires_at = later(ttl_seconds * 1000);
      const actor_id = subject ?? toSession(caller.session).actor_id;
      const session = { tenant_id: within, scopes, actor_id, expires_at };
      const { actor_type, actor_id: maker = null, scopes: held } = caller.session;
      store.credentials.set(token, {
        session,
        key_id: null,
        got_by: actor_type === "api_key" ? maker : null,
        ...(wanted === undefined && subject !== undefined && { by_role: held }),
      });
      return { token, expires_at };
    },
  };
}
