import { type ApiKey, type Role, scopeSatisfies } from "@stratum-hq/core";
import type { Credential, MockSession, RoleRow, Store } from "../store.ts";

/** Can a role be held in this tenant, null for the platform? */
export function holdable(store: Store, role: RoleRow, tenant_id: string | null): boolean {
  if (role.tenant_id === null) return true;
  const tenant = tenant_id ? store.tenants.get(tenant_id) : undefined;
  return tenant !== undefined && store.chain(tenant).some(({ id }) => id === role.tenant_id);
}

/** Roles that a key or principal holds, where it stands. */
export function rolesHeld(
  store: Store,
  tenant_id: string | null,
  holder: { key_id: string } | { principal_id: string },
): RoleRow[] {
  const held = store.roleHolders.filter((row) =>
    "key_id" in holder
      ? row.key_id === holder.key_id
      : row.principal_id === holder.principal_id && row.tenant_id === tenant_id,
  );
  return [...store.roles.values()].filter(
    (role) => held.some((row) => row.role_id === role.id) && holdable(store, role, tenant_id),
  );
}

/** Own scopes and those of roles, each once. */
export const allOf = (own: readonly string[], roles: readonly { scopes: string[] }[]): string[] => [
  ...new Set([...own, ...roles.flatMap((role) => role.scopes)]),
];

/** What a key may do now. */
export const powerOf = (store: Store, key: ApiKey): string[] =>
  allOf(key.scopes, rolesHeld(store, key.tenant_id, { key_id: key.id }));

/** The scopes that a credential stands for now. */
export function scopesNow(
  store: Store,
  { by_role, got_by, key_id }: Credential,
  session: MockSession,
): string[] {
  const key = key_id ? store.apiKeys.get(key_id) : undefined;
  if (key) return powerOf(store, key);
  const roles =
    by_role && session.tenant_id && session.actor_id
      ? rolesHeld(store, session.tenant_id, { principal_id: session.actor_id })
      : [];
  const added = allOf([], roles).filter((scope) => scopeSatisfies(by_role ?? [], scope));
  const giver = got_by ? store.apiKeys.get(got_by) : undefined;
  const held = giver && powerOf(store, giver);
  return [...new Set([...session.scopes, ...added])].filter((scope) => !held || scopeSatisfies(held, scope));
}

/** A role as it travels. */
export function roleOf(store: Store, row: RoleRow): Role {
  const holders = store.roleHolders.filter(({ role_id }) => role_id === row.id);
  const keys = holders.filter(({ key_id }) => key_id !== undefined).length;
  return { ...row, scopes: [...row.scopes], keys, principals: holders.length - keys };
}
