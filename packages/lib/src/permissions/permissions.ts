import {
  type ActorContext,
  CreatePermission,
  type CreatePermissionInput,
  DeletePermissionQuery,
  type Permission,
  PermissionNotFoundError,
  PermissionParams,
  PermissionRevocationDeniedError,
  type ResolvedPermissions,
  type Revocation,
  TenantParams,
  UpdatePermission,
  type UpdatePermissionInput,
  VersionConflictError,
  validate,
} from "@stratum-hq/core";
import type { Transaction } from "@stratum-hq/db-adapters";
import { v7 } from "uuid";
import type { Caller, Deps } from "../caller.ts";
import { assertActive, assertTree } from "../tenants/index.ts";
import { type AbacApi, createAbac } from "./abac.ts";
import { governed } from "./governed.ts";
import { createPermissionInsight, type PermissionInsightApi } from "./insight.ts";
import * as q from "./permissions.sql.ts";
import { type Resolved, selectResolved } from "./resolve.sql.ts";
import { toResolved } from "./resolve.ts";

/** Policies that flow from the root to the leaves, by mode. Rules: `docs/permissions.md`. */
export interface PermissionsApi extends PermissionInsightApi, AbacApi {
  /** Effective permissions by key. @throws TenantNotFoundError TenantSuspendedError TenantArchivedError */
  resolvePermissions(id: string): Promise<ResolvedPermissions>;
  /** @throws PermissionLockedError PermissionNotDelegatedError PermissionAlreadyExistsError */
  createPermission(id: string, input: CreatePermissionInput, context?: ActorContext): Promise<Permission>;
  /** @throws PermissionNotFoundError PermissionRevocationDeniedError PermissionLockedError PermissionNotDelegatedError VersionConflictError */
  updatePermission(
    id: string,
    policyId: string,
    patch: UpdatePermissionInput,
    context?: ActorContext,
  ): Promise<Permission>;
  /** Revokes by the policy's revocation mode. @throws PermissionNotFoundError PermissionRevocationDeniedError VersionConflictError */
  deletePermission(
    id: string,
    policyId: string,
    options?: { expected_version?: number | undefined },
    context?: ActorContext,
  ): Promise<Revocation>;
  /** What `deletePermission` would do, without doing it. */
  previewRevocation(id: string, policyId: string): Promise<Revocation>;
}

export function createPermissions(deps: Deps): PermissionsApi {
  const { db, cache, caller: callerOf } = deps;
  const writer = (context?: ActorContext): Caller => {
    const caller = callerOf(context);
    caller.need("write");
    return caller;
  };
  const missing = (policyId: string): PermissionNotFoundError =>
    new PermissionNotFoundError(`This tenant has no policy ${policyId}.`, { policy_id: policyId });
  const permanent = (policyId: string): PermissionRevocationDeniedError =>
    new PermissionRevocationDeniedError("This policy is permanent: it can be neither changed nor revoked.", {
      policy_id: policyId,
    });

  /** @param held the tree that is locked; none is for telling alone. */
  async function revoke(
    tx: Transaction,
    caller: Caller,
    id: string,
    policyId: string,
    how: q.HowToDelete,
    held?: string,
  ): Promise<Revocation> {
    const result = await q.deletePolicy(tx, caller, id, policyId, how);
    const tenant = caller.find(result.tenant, id);
    if (!how.dry) assertTree(tenant, held);
    assertActive(tenant);
    const { old, deleted, kept } = result;
    if (!old) throw missing(policyId);
    if (old.revocation_mode === "PERMANENT") throw permanent(policyId);
    assertVersion(old, how.expected_version);
    return { deleted, kept };
  }

  return {
    ...createPermissionInsight(deps),
    ...createAbac(deps),
    async resolvePermissions(id) {
      const caller = callerOf();
      caller.need("read");
      return cache.answer(caller, id, "permissions", async () => {
        validate(TenantParams, { id }, "params");
        const found = await selectResolved(db, id);
        const tenant = caller.find(found?.tenant, id);
        assertActive(tenant);
        return { tenant, value: toResolved(found as Resolved, caller) };
      });
    },
    async createPermission(id, input, context) {
      const caller = writer(context);
      validate(TenantParams, { id }, "params");
      const {
        key,
        value = true,
        mode = "INHERITED",
        revocation_mode = "CASCADE",
      } = validate(CreatePermission, input);
      return db.transaction(async (tx) => {
        const held = await q.lockKey(tx, caller, id, { key });
        const result = await q.insertPolicy(tx, caller, id, {
          id: v7(),
          key,
          value,
          mode,
          revocation_mode,
        });
        const tenant = caller.find(result.tenant, id);
        assertTree(tenant, held);
        assertActive(tenant);
        if (!result.policy) throw governed(caller, result, key);
        return result.policy;
      });
    },
    async updatePermission(id, policyId, patch, context) {
      const caller = writer(context);
      validate(PermissionParams, { id, policyId }, "params");
      const change = validate(UpdatePermission, patch);
      return db.transaction(async (tx) => {
        const held = await q.lockKey(tx, caller, id, { policy_id: policyId });
        const result = await q.updatePolicy(tx, caller, id, policyId, change);
        const { old, policy } = result;
        const tenant = caller.find(result.tenant, id);
        assertTree(tenant, held);
        assertActive(tenant);
        if (!old) throw missing(policyId);
        if (old.revocation_mode === "PERMANENT") throw permanent(policyId);
        assertVersion(old, change.expected_version);
        if (!policy) throw governed(caller, result, old.key);
        return policy;
      });
    },
    async deletePermission(id, policyId, options, context) {
      const caller = writer(context);
      validate(PermissionParams, { id, policyId }, "params");
      const { expected_version } = validate(DeletePermissionQuery, options ?? {}, "query");
      return db.transaction(async (tx) => {
        const held = await q.lockKey(tx, caller, id, { policy_id: policyId });
        return revoke(tx, caller, id, policyId, { dry: false, expected_version }, held);
      });
    },
    async previewRevocation(id, policyId) {
      const caller = callerOf();
      caller.need("read");
      validate(PermissionParams, { id, policyId }, "params");
      return revoke(db, caller, id, policyId, { dry: true });
    },
  };
}

/** @throws VersionConflictError with the policy as it is now. */
function assertVersion(old: Permission, expected: number | undefined): void {
  if (expected === undefined || expected === old.version) return;
  const { created_at, updated_at } = old;
  throw new VersionConflictError(`The policy is at version ${old.version}, not ${expected}.`, {
    current: {
      ...old,
      created_at: new Date(created_at).toISOString(),
      updated_at: new Date(updated_at).toISOString(),
    },
  });
}
