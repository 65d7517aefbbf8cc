import type { Scope } from "../http/routes.ts";

/** Who acts, from where, and how far they may reach. Last, optional argument of every write. */
export interface ActorContext {
  /** Id of the person, key or job that acts. Default `system`. */
  actor_id?: string;
  /** Default `system`. */
  actor_type?: "system" | "user" | "api_key" | "ui_token";
  /** Id of the API key that a UI token was got with. A job of the actor's is not begun once that key has ended. */
  key_id?: string;
  /** The one for whom the actor acts, if not itself. */
  on_behalf_of?: string;
  /**
   * Root of the subtree that the caller may see. Absent with `scopes`: a platform caller, who sees everything.
   * Everything outside answers as if it did not exist.
   */
  tenant_id?: string;
  /** What the caller may do. Absent: the system itself, unrestricted. */
  scopes?: readonly string[];
  /** Id of the HTTP request or job run; stands in audit rows. */
  request_id?: string;
  /** Address of the caller; stands in audit rows. */
  source_ip?: string;
}

const order: readonly Scope[] = ["read", "write", "admin"];
/** Every scope a key may hold. */
export const API_KEY_SCOPES = ["read", "write", "admin", "secrets:read"] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

/**
 * Do the held scopes cover the needed one? `admin` covers `write` covers `read`; `secrets:read` stands apart and is
 * covered only by itself.
 */
export function scopeSatisfies(held: readonly string[], needed: string): boolean {
  if (held.includes(needed)) return true;
  const rank = order.indexOf(needed as Scope);
  return rank >= 0 && order.slice(rank).some((scope) => held.includes(scope));
}
