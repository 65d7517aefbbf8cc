import {
  type ActorContext,
  API_KEY_SCOPES,
  ApiKeyNotFoundError,
  ApiKeyParams,
  AssignRole,
  CreateRole,
  type CreateRoleInput,
  ForbiddenError,
  InvalidApiKeyStateError,
  KeyParams,
  type KeyScopes,
  ListRoleHoldersQuery,
  type ListRolesInput,
  ListRolesQuery,
  type Page,
  type PageInput,
  PrincipalParams,
  type PrincipalScopes,
  PrincipalScopesQuery,
  RemoveRoleFromKeyQuery,
  type Role,
  RoleAlreadyExistsError,
  type RoleHolder,
  RoleNotFoundError,
  RoleOutOfReachError,
  RoleParams,
  scopeSatisfies,
  UpdateRole,
  type UpdateRoleInput,
  VersionConflictError,
  validate,
} from "@stratum-hq/core";
import type { Transaction } from "@stratum-hq/db-adapters";
import { v7 } from "uuid";
import type { Caller, Deps } from "../caller.ts";
import { decodeCursor, toPage } from "../page.ts";
import { assertActive, findTenant } from "../tenants/index.ts";
import { heldBy } from "./held.ts";
import * as holders from "./roles.holders.sql.ts";
import * as q from "./roles.sql.ts";

/** Roles: named sets of scopes, held by keys and by principals in the subtree of the role's tenant. */
export interface RolesApi {
  /**
   * Makes a role for the tenant's subtree; without one, for the caller's own reach.
   * @throws RoleAlreadyExistsError; ForbiddenError for more scopes than the caller holds; TenantNotFoundError
   * TenantSuspendedError TenantArchivedError
   */
  createRole(
    tenantId: string | null | undefined,
    role: Omit<CreateRoleInput, "tenant_id">,
    context?: ActorContext,
  ): Promise<Role>;
  /** @throws RoleNotFoundError */
  getRole(id: string): Promise<Role>;
  /**
   * Roles of the caller's subtree, newest first; with `tenant_id` those that can be held at this tenant, as far as the
   * caller sees them.
   * @throws TenantNotFoundError
   */
  listRoles(query?: ListRolesInput): Promise<Page<Role>>;
  /**
   * Who holds a role: keys first, then principals by their word. Those outside the caller's subtree are left out.
   * @throws RoleNotFoundError
   */
  listRoleHolders(id: string, query?: PageInput): Promise<Page<RoleHolder>>;
  /**
   * Changes a role for everyone who holds it, with their next request.
   * @throws RoleNotFoundError RoleAlreadyExistsError VersionConflictError; ForbiddenError for adding a scope that the
   * caller does not hold; TenantSuspendedError TenantArchivedError
   */
  updateRole(id: string, patch: UpdateRoleInput, context?: ActorContext): Promise<Role>;
  /** Deletes a role, and takes it from everyone. @throws RoleNotFoundError TenantSuspendedError TenantArchivedError */
  deleteRole(id: string, context?: ActorContext): Promise<Role>;
  /**
   * Lets a key hold a role. Again: changes nothing.
   * @throws ApiKeyNotFoundError RoleNotFoundError; RoleOutOfReachError if the key is not in the role's subtree;
   * InvalidApiKeyStateError if it is revoked or expired; ForbiddenError if the caller does not hold all of the role;
   * TenantSuspendedError TenantArchivedError
   */
  assignRoleToKey(keyId: string, roleId: string, context?: ActorContext): Promise<KeyScopes>;
  /** Takes a role from a key. Again: changes nothing. @throws ApiKeyNotFoundError RoleNotFoundError TenantSuspendedError TenantArchivedError */
  removeRoleFromKey(keyId: string, roleId: string, context?: ActorContext): Promise<KeyScopes>;
  /**
   * Lets a principal, the `sub` of tokens, hold a role in a tenant. Again: changes nothing.
   * @throws TenantNotFoundError RoleNotFoundError; RoleOutOfReachError if the tenant is not in the role's subtree;
   * ForbiddenError if the caller does not hold all of the role; TenantSuspendedError TenantArchivedError
   */
  assignRole(
    tenantId: string,
    principalId: string,
    roleId: string,
    context?: ActorContext,
  ): Promise<PrincipalScopes>;
  /** Takes a role from a principal. Again: changes nothing. @throws TenantNotFoundError RoleNotFoundError TenantSuspendedError TenantArchivedError */
  removeRole(
    tenantId: string,
    principalId: string,
    roleId: string,
    context?: ActorContext,
  ): Promise<PrincipalScopes>;
  /** What a key may do, by itself and by its roles. @throws ApiKeyNotFoundError */
  resolveKeyScopes(keyId: string): Promise<KeyScopes>;
  /** What a principal may do in a tenant by its roles. @throws TenantNotFoundError TenantSuspendedError TenantArchivedError */
  resolvePrincipalScopes(tenantId: string, principalId: string): Promise<PrincipalScopes>;
}

export function createRoles({ db, caller: callerOf }: Deps): RolesApi {
  const admin = (context?: ActorContext): Caller => {
    const caller = callerOf(context);
    caller.need("admin");
    return caller;
  };
  async function scopesOfKey(tx: Transaction, caller: Caller, id: string): Promise<KeyScopes> {
    const found = await holders.selectKeyScopes(tx, caller.within, id);
    if (!found) throw keyNotFound(id);
    return { ...found, scopes: allOf(found.own, found.roles) };
  }
  async function scopesOfPrincipal(
    tx: Transaction,
    caller: Caller,
    tenant_id: string,
    principal_id: string,
  ): Promise<PrincipalScopes> {
    const found = await holders.selectPrincipalRoles(tx, caller.within, tenant_id, principal_id);
    assertActive(caller.find(found?.tenant, tenant_id));
    const roles = found?.roles ?? [];
    return { tenant_id, principal_id, roles, scopes: allOf([], roles) };
  }
  async function changeKey(keyId: string, roleId: string, assigning: boolean, context?: ActorContext) {
    const caller = admin(context);
    const { keyId: key_id } = validate(KeyParams, { keyId }, "params");
    const part = assigning ? "body" : "query";
    const { role_id } = validate(RemoveRoleFromKeyQuery, { role_id: roleId }, part);
    return db.transaction(async (tx) => {
      const found = assigning
        ? await holders.assign(tx, caller, role_id, { key_id }, givableBy(caller))
        : await holders.unassign(tx, caller, role_id, { key_id });
      if (!found.key) throw keyNotFound(key_id);
      if (!found.role) throw notFound(role_id);
      if (found.tenant) assertActive(found.tenant);
      if (assigning) {
        const { revoked, expired } = found.key;
        if (revoked || expired) throw ended(key_id, revoked ? "revoked" : "expired");
        assertGivable(caller, role_id, found);
      }
      return scopesOfKey(tx, caller, key_id);
    });
  }
  async function changePrincipal(
    tenantId: string,
    principalId: string,
    roleId: string,
    assigning: boolean,
    context?: ActorContext,
  ) {
    const caller = admin(context);
    const { tenantId: tenant_id } = validate(PrincipalParams, { tenantId }, "params");
    const input = { role_id: roleId, principal_id: principalId };
    const { role_id, principal_id } = validate(AssignRole, input, assigning ? "body" : "query");
    return db.transaction(async (tx) => {
      const holder = { tenant_id, principal_id };
      const found = assigning
        ? await holders.assign(tx, caller, role_id, holder, givableBy(caller))
        : await holders.unassign(tx, caller, role_id, holder);
      assertActive(caller.find(found.tenant, tenant_id));
      if (!found.role) throw notFound(role_id);
      if (assigning) assertGivable(caller, role_id, found);
      return scopesOfPrincipal(tx, caller, tenant_id, principal_id);
    });
  }

  return {
    async createRole(tenantId, role, context) {
      const caller = admin(context);
      const { name, description = null, ...input } = validate(CreateRole, { ...role, tenant_id: tenantId });
      const tenant_id = input.tenant_id ?? caller.within;
      const scopes = heldBy(caller, input.scopes);
      return db.transaction(async (tx) => {
        const made = await q.insertRole(tx, caller, { id: v7(), tenant_id, name, description, scopes });
        if (made === "taken") throw taken(name);
        if (tenant_id !== null) assertActive(caller.find(made.tenant, tenant_id));
        return made.role as Role;
      });
    },
    async getRole(id) {
      const caller = admin();
      const params = validate(RoleParams, { id }, "params");
      const role = await q.selectRole(db, caller.within, params.id);
      if (!role) throw notFound(params.id);
      return role;
    },
    async listRoles(query) {
      const caller = admin();
      const { cursor, limit = 50, tenant_id } = validate(ListRolesQuery, query ?? {}, "query");
      if (tenant_id !== undefined) await findTenant(db, caller, tenant_id);
      const after = decodeCursor(cursor, "uuid")?.[0] ?? null;
      const rows = await q.selectRoles(db, { within: caller.within, tenant_id, after, limit });
      return toPage(rows, limit, (role) => [role.id]);
    },
    async listRoleHolders(id, query) {
      const caller = admin();
      const params = validate(RoleParams, { id }, "params");
      const { cursor, limit = 50 } = validate(ListRoleHoldersQuery, query ?? {}, "query");
      const after = decodeCursor(cursor, "text", "text", "uuid");
      if (!(await q.selectRole(db, caller.within, params.id))) throw notFound(params.id);
      const rows = await holders.selectHolders(db, {
        within: caller.within,
        role_id: params.id,
        after,
        limit,
      });
      return toPage(rows, limit, placeOf);
    },
    async updateRole(id, patch, context) {
      const caller = admin(context);
      const params = validate(RoleParams, { id }, "params");
      const input = validate(UpdateRole, patch);
      const scopes = input.scopes && [...new Set(input.scopes)];
      return db.transaction(async (tx) => {
        const changed = await q.updateRole(tx, caller, params.id, { ...input, scopes }, givableBy(caller));
        if (changed === "taken") throw taken(input.name ?? "");
        const { tenant, old, role } = changed;
        if (!old) throw notFound(params.id);
        if (tenant) assertActive(tenant);
        if (role) return role;
        if (input.expected_version !== undefined && input.expected_version !== old.version) {
          throw new VersionConflictError(
            `The role is at version ${old.version}, not ${input.expected_version}.`,
            { current: old },
          );
        }
        throw beyond(scopes?.filter((scope) => !old.scopes.includes(scope) && !holds(caller, scope)) ?? []);
      });
    },
    async deleteRole(id, context) {
      const caller = admin(context);
      const params = validate(RoleParams, { id }, "params");
      return db.transaction(async (tx) => {
        const { tenant, old } = await q.deleteRole(tx, caller, params.id);
        if (!old) throw notFound(params.id);
        if (tenant) assertActive(tenant);
        return old;
      });
    },
    assignRoleToKey: async (keyId, roleId, context) => changeKey(keyId, roleId, true, context),
    removeRoleFromKey: async (keyId, roleId, context) => changeKey(keyId, roleId, false, context),
    assignRole: async (tenantId, principalId, roleId, context) =>
      changePrincipal(tenantId, principalId, roleId, true, context),
    removeRole: async (tenantId, principalId, roleId, context) =>
      changePrincipal(tenantId, principalId, roleId, false, context),
    async resolveKeyScopes(keyId) {
      const caller = admin();
      return scopesOfKey(db, caller, validate(ApiKeyParams, { id: keyId }, "params").id);
    },
    async resolvePrincipalScopes(tenantId, principalId) {
      const caller = admin();
      const params = validate(PrincipalParams, { tenantId }, "params");
      const { principal_id } = validate(PrincipalScopesQuery, { principal_id: principalId }, "query");
      return scopesOfPrincipal(db, caller, params.tenantId, principal_id);
    },
  };
}

const holds = ({ context: { scopes } }: Caller, scope: string): boolean =>
  scopes === undefined || scopeSatisfies(scopes, scope);
/** What the caller may give to others. */
const givableBy = (caller: Caller): string[] => API_KEY_SCOPES.filter((scope) => holds(caller, scope));

const allOf = (own: readonly string[], roles: readonly { scopes: string[] }[]): string[] => [
  ...new Set([...own, ...roles.flatMap((role) => role.scopes)]),
];

/** Where a holder stands in the listing; keys come before principals by the alphabet. */
const placeOf = ({ kind, key_id, principal_id, tenant_id }: RoleHolder): [string, string, string] => [
  kind,
  principal_id ?? "",
  key_id ?? tenant_id ?? "",
];

/** @throws RoleOutOfReachError ForbiddenError */
function assertGivable(
  caller: Caller,
  id: string,
  { role, holdable }: { role: Pick<Role, "scopes"> | null; holdable: boolean },
): void {
  if (!holdable) {
    throw new RoleOutOfReachError(`Role ${id} can be held in the subtree of its own tenant only.`, { id });
  }
  const missing = role?.scopes.filter((scope) => !holds(caller, scope)) ?? [];
  if (missing.length > 0) throw beyond(missing);
}

const beyond = (scopes: string[]): ForbiddenError =>
  new ForbiddenError(`Nobody can give more than they hold: the caller lacks ${scopes.join(", ")}.`, {
    scopes,
  });
const notFound = (id: string): RoleNotFoundError => new RoleNotFoundError(`There is no role ${id}.`, { id });
const keyNotFound = (id: string): ApiKeyNotFoundError =>
  new ApiKeyNotFoundError(`There is no API key ${id}.`, { id });
const taken = (name: string): RoleAlreadyExistsError =>
  new RoleAlreadyExistsError(`The tenant has a role named ${name}.`, { name });
const ended = (id: string, state: "revoked" | "expired"): InvalidApiKeyStateError =>
  new InvalidApiKeyStateError(`API key ${id} is ${state}: it cannot hold another role.`, { id, state });
