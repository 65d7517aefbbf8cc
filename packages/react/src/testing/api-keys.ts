/** API keys in every state, for stories. Not part of the package. */
import type { ApiKey } from "@stratum-hq/core";
import { type MockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";

const DAY_MS = 86_400_000;

/** The MSP, whose customer has keys. */
export function withApiKeys(store: MockControlPlane["state"]): void {
  mspSeed(store);
  const ago = (days: number): string => new Date(store.now() - days * DAY_MS).toISOString();
  const add = (name: string, hint: string, fields: Partial<ApiKey>): ApiKey => {
    const key: ApiKey = {
      id: store.id(),
      name,
      tenant_id: mspIds.customer,
      scopes: ["read"],
      environment: "live",
      hint,
      rate_limit: null,
      replaced_by: null,
      created_at: ago(200),
      expires_at: null,
      last_used_at: ago(1),
      revoked_at: null,
      ...fields,
    };
    store.apiKeys.set(key.id, key);
    return key;
  };
  add("Old importer", "x7q2", { expires_at: ago(3), last_used_at: ago(4) });
  add("Laptop of a contractor", "m3vd", { revoked_at: ago(30), last_used_at: null });
  add("Night job", "9f3k", { scopes: ["write"], environment: "test", last_used_at: ago(120) });
  add("Warehouse sync", "b81t", { replaced_by: store.id(), expires_at: ago(-1) });
  add("Billing backend", "w5zc", { scopes: ["admin", "secrets:read"], rate_limit: 600 });
}
