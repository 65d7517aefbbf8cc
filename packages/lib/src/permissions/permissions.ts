import {
  type ActorContext,
  CreatePermission,
  type CreatePermissionInput,
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
import { assertActive } from "../tenants/index.ts";
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
  /** Revokes by the policy's revocation mode. @throws PermissionNotFoundError PermissionRevocationDeniedError */
  deletePermission(id: string, policyId: string, context?: ActorContext): Promise<Revocation>;
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

  async function revoke(
    tx: Transaction,
    caller: Caller,
    id: string,
    policyId: string,
    dry: boolean,
  ): Promise<Revocation> {
    const { tenant, revocation_mode, deleted, kept } = await q.deletePolicy(tx, caller, id, policyId, dry);
    assertActive(caller.find(tenant, id));
    if (revocation_mode === null) throw missing(policyId);
    if (revocation_mode === "PERMANENT") throw permanent(policyId);
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
        await q.lockKey(tx, id, { key });
        const result = await q.insertPolicy(tx, caller, id, {
          id: v7(),
          key,
          value,
          mode,
          revocation_mode,
        });
        assertActive(caller.find(result.tenant, id));
        if (!result.policy) throw governed(caller, result, key);
        return result.policy;
      });
    },
    async updatePermission(id, policyId, patch, context) {
      const caller = writer(context);
      validate(PermissionParams, { id, policyId }, "params");
      const change = validate(UpdatePermission, patch);
      return db.transaction(async (tx) => {
        await q.lockKey(tx, id, { policy_id: policyId });
        const result = await q.updatePolicy(tx, caller, id, policyId, change);
        const { old, policy } = result;
        assertActive(caller.find(result.tenant, id));
        if (!old) throw missing(policyId);
        if (old.revocation_mode === "PERMANENT") throw permanent(policyId);
        if (change.expected_version !== undefined && change.expected_version !== old.version) {
          throw new VersionConflictError(
            `The policy is at version ${old.version}, not ${change.expected_version}.`,
            { current: old },
          );
        }
        if (!policy) throw governed(caller, result, old.key);
        return policy;
      });
    },
    async deletePermission(id, policyId, context) {
      const caller = writer(context);
      validate(PermissionParams, { id, policyId }, "params");
      return db.transaction(async (tx) => {
        await q.lockKey(tx, id, { policy_id: policyId });
        return revoke(tx, caller, id, policyId, false);
      });
    },
    async previewRevocation(id, policyId) {
      const caller = callerOf();
      caller.need("read");
      validate(PermissionParams, { id, policyId }, "params");
      return revoke(db, caller, id, policyId, true);
    },
  };
}
