import {
  type ApiKey,
  type accessContracts,
  ForbiddenError,
  InvalidApiKeyStateError,
  type KeyScopes,
  type PrincipalScopes,
  RoleAlreadyExistsError,
  type RoleHolder as RoleHolderSeen,
  RoleNotFoundError,
  RoleOutOfReachError,
  scopeSatisfies,
  VersionConflictError,
} from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { compare, paginate, type SortKey } from "../page.ts";
import type { RoleHolder, RoleRow, Store } from "../store.ts";
import { allOf, holdable, roleOf, rolesHeld } from "./roles.state.ts";

type Handled =
  | "resolveKeyScopes"
  | "listRoles"
  | "createRole"
  | "getRole"
  | "updateRole"
  | "deleteRole"
  | "listRoleHolders"
  | "assignRoleToKey"
  | "removeRoleFromKey"
  | "resolvePrincipalScopes"
  | "assignRole"
  | "removeRole";

/** What the feature's keys lend to its roles. */
interface Keys {
  /** @throws ApiKeyNotFoundError */
  find(caller: Caller, id: string): ApiKey;
  ended(key: ApiKey): boolean;
}

/** What an audit entry keeps of a role. */
const snapshot = ({ name, tenant_id, description, scopes }: RoleRow) => ({
  name,
  tenant_id,
  description,
  scopes: [...scopes],
});

/** Where a holder stands in the listing; keys come before principals by the alphabet. */
const placeOf = ({ kind, key_id, principal_id, tenant_id }: RoleHolderSeen): SortKey => [
  kind,
  principal_id ?? "",
  key_id ?? tenant_id ?? "",
];

/** Roles by the engine's rules, in memory. */
export function rolesMock(store: Store, keys: Keys): Pick<MockHandlers<typeof accessContracts>, Handled> {
  const sees = (caller: Caller, { tenant_id }: { tenant_id: string | null }): boolean => {
    if (caller.within === null) return true;
    const tenant = tenant_id ? store.tenants.get(tenant_id) : undefined;
    return tenant !== undefined && caller.sees(tenant);
  };
  function find(caller: Caller, id: string): RoleRow {
    const role = store.roles.get(id);
    if (!role || !sees(caller, role)) throw new RoleNotFoundError(`There is no role ${id}.`, { id });
    return role;
  }
  function awake(caller: Caller, tenant_id: string | null): void {
    if (tenant_id) caller.active(tenant_id);
  }
  function assertHeld(caller: Caller, scopes: readonly string[]): void {
    const missing = scopes.filter((scope) => !scopeSatisfies(caller.session.scopes, scope));
    if (missing.length === 0) return;
    const message = `Nobody can give more than they hold: the caller lacks ${missing.join(", ")}.`;
    throw new ForbiddenError(message, { scopes: missing });
  }
  function assertFree(tenant_id: string | null, name: string, but?: string): void {
    for (const role of store.roles.values()) {
      if (role.tenant_id === tenant_id && role.name === name && role.id !== but)
        throw new RoleAlreadyExistsError(`The tenant has a role named ${name}.`, { name });
    }
  }
  const asHeld = (caller: Caller, roles: readonly RoleRow[]) =>
    roles.map((role) => ({
      id: role.id,
      name: sees(caller, role) ? role.name : null,
      scopes: [...role.scopes],
    }));
  function ofKey(caller: Caller, key: ApiKey): KeyScopes {
    const roles = rolesHeld(store, key.tenant_id, { key_id: key.id });
    const own = [...key.scopes];
    return { key_id: key.id, own, roles: asHeld(caller, roles), scopes: allOf(own, roles) };
  }
  function ofPrincipal(caller: Caller, tenant_id: string, principal_id: string): PrincipalScopes {
    const roles = rolesHeld(store, tenant_id, { principal_id });
    return { tenant_id, principal_id, roles: asHeld(caller, roles), scopes: allOf([], roles) };
  }
  /** A holder as it travels. */
  function seen(role: RoleRow, { tenant_id, key_id, principal_id }: RoleHolder): RoleHolderSeen {
    const key = key_id === undefined ? undefined : store.apiKeys.get(key_id);
    const tenant = tenant_id === null ? undefined : store.tenants.get(tenant_id);
    return {
      kind: key_id === undefined ? "principal" : "key",
      key_id: key_id ?? null,
      key_name: key?.name ?? null,
      principal_id: principal_id ?? null,
      tenant_id,
      tenant_name: tenant?.name ?? null,
      counts: holdable(store, role, tenant_id) && !(key && keys.ended(key)),
    };
  }
  /** Adds or takes a holder, once, and records it. */
  function change(
    caller: Caller,
    role: RoleRow,
    holder: Omit<RoleHolder, "role_id">,
    assigning: boolean,
  ): void {
    const same = (row: RoleHolder): boolean =>
      row.role_id === role.id &&
      row.key_id === holder.key_id &&
      row.principal_id === holder.principal_id &&
      row.tenant_id === holder.tenant_id;
    const at = store.roleHolders.findIndex(same);
    if (assigning === at >= 0) return;
    if (assigning) store.roleHolders.push({ role_id: role.id, ...holder });
    else store.roleHolders.splice(at, 1);
    const { tenant_id, ...who } = holder;
    const what = { role: role.name, ...who };
    caller.record({
      tenant_id,
      action: assigning ? "access.role_assigned" : "access.role_removed",
      resource_id: role.id,
      ...(assigning ? { after: what } : { before: what }),
    });
  }
  function assertGivable(caller: Caller, role: RoleRow, tenant_id: string | null): void {
    if (!holdable(store, role, tenant_id)) {
      const message = `Role ${role.id} can be held in the subtree of its own tenant only.`;
      throw new RoleOutOfReachError(message, { id: role.id });
    }
    assertHeld(caller, role.scopes);
  }

  return {
    resolveKeyScopes: ({ caller, params }) => ofKey(caller, keys.find(caller, params.id)),
    listRoles({ caller, query: { tenant_id, ...query } }) {
      if (tenant_id !== undefined) caller.find(tenant_id);
      const rows = [...store.roles.values()]
        .filter((role) => sees(caller, role) && (tenant_id === undefined || holdable(store, role, tenant_id)))
        .reverse();
      const roles = rows.map((row) => roleOf(store, row));
      return paginate(roles, query, (role) => [role.created_at, role.id], true);
    },
    createRole({ caller, body: { tenant_id: wanted, name, description = null, scopes } }) {
      assertHeld(caller, scopes);
      const tenant_id = wanted ? caller.active(wanted).id : caller.within;
      assertFree(tenant_id, name);
      const created_at = store.timestamp();
      const fields = { name, description, scopes: [...new Set(scopes)], version: 1 };
      const role: RoleRow = { id: store.id(), tenant_id, ...fields, created_at, updated_at: created_at };
      store.roles.set(role.id, role);
      caller.record({
        tenant_id,
        action: "access.role_created",
        resource_id: role.id,
        after: snapshot(role),
      });
      return roleOf(store, role);
    },
    getRole: ({ caller, params }) => roleOf(store, find(caller, params.id)),
    updateRole({ caller, params, body: { expected_version, scopes, ...patch } }) {
      const role = find(caller, params.id);
      awake(caller, role.tenant_id);
      if (expected_version !== undefined && expected_version !== role.version) {
        const message = `The role is at version ${role.version}, not ${expected_version}.`;
        throw new VersionConflictError(message, { current: roleOf(store, role) });
      }
      assertHeld(caller, scopes?.filter((scope) => !role.scopes.includes(scope)) ?? []);
      if (patch.name !== undefined) assertFree(role.tenant_id, patch.name, role.id);
      const before = snapshot(role);
      const { name = role.name, description = role.description } = patch;
      Object.assign(role, { name, description, scopes: scopes ? [...new Set(scopes)] : role.scopes });
      role.version += 1;
      role.updated_at = store.timestamp();
      caller.record({
        tenant_id: role.tenant_id,
        action: "access.role_updated",
        resource_id: role.id,
        before,
        after: snapshot(role),
      });
      return roleOf(store, role);
    },
    deleteRole({ caller, params }) {
      const role = find(caller, params.id);
      awake(caller, role.tenant_id);
      const last = roleOf(store, role);
      store.removeRole(role.id);
      const { keys: held, principals } = last;
      caller.record({
        tenant_id: role.tenant_id,
        action: "access.role_deleted",
        resource_id: role.id,
        before: { ...snapshot(role), keys: held, principals },
      });
      return last;
    },
    listRoleHolders({ caller, params, query }) {
      const role = find(caller, params.id);
      const rows = store.roleHolders
        .filter((row) => row.role_id === role.id && sees(caller, row))
        .map((row) => seen(role, row))
        .sort((a, b) => compare(placeOf(a), placeOf(b)));
      return paginate(rows, query, placeOf);
    },
    assignRoleToKey({ caller, params, body }) {
      const key = keys.find(caller, params.keyId);
      const role = find(caller, body.role_id);
      awake(caller, key.tenant_id);
      if (keys.ended(key)) {
        const state = key.revoked_at ? "revoked" : "expired";
        const message = `API key ${key.id} is ${state}: it cannot hold another role.`;
        throw new InvalidApiKeyStateError(message, { id: key.id, state });
      }
      assertGivable(caller, role, key.tenant_id);
      change(caller, role, { tenant_id: key.tenant_id, key_id: key.id }, true);
      return ofKey(caller, key);
    },
    removeRoleFromKey({ caller, params, query }) {
      const key = keys.find(caller, params.keyId);
      const role = find(caller, query.role_id);
      awake(caller, key.tenant_id);
      change(caller, role, { tenant_id: key.tenant_id, key_id: key.id }, false);
      return ofKey(caller, key);
    },
    resolvePrincipalScopes: ({ caller, params, query }) =>
      ofPrincipal(caller, caller.active(params.tenantId).id, query.principal_id),
    assignRole({ caller, params, body: { role_id, principal_id } }) {
      const { id: tenant_id } = caller.active(params.tenantId);
      const role = find(caller, role_id);
      assertGivable(caller, role, tenant_id);
      change(caller, role, { tenant_id, principal_id }, true);
      return ofPrincipal(caller, tenant_id, principal_id);
    },
    removeRole({ caller, params, query: { role_id, principal_id } }) {
      const { id: tenant_id } = caller.active(params.tenantId);
      change(caller, find(caller, role_id), { tenant_id, principal_id }, false);
      return ofPrincipal(caller, tenant_id, principal_id);
    },
  };
}
