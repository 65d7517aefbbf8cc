import type { ApiKey } from "@stratum-hq/core";

/** What has become of a key. `rotated`: another one takes its place, and it still works. */
export type ApiKeyStatus = "active" | "dormant" | "rotated" | "expired" | "revoked";

/** Days without use after which a key counts as dormant. */
export const DORMANT_DAYS = 90;

/** The state of a key at a time, in milliseconds. */
export function apiKeyStatus(key: ApiKey, now: number = Date.now()): ApiKeyStatus {
  if (key.revoked_at) return "revoked";
  if (key.expires_at && Date.parse(key.expires_at) <= now) return "expired";
  if (key.replaced_by) return "rotated";
  const used = Date.parse(key.last_used_at ?? key.created_at);
  return used < now - DORMANT_DAYS * 86_400_000 ? "dormant" : "active";
}
