import {
  type AbacDecision,
  type AbacLevel,
  type AbacPolicy,
  AbacPolicyParams,
  AbacTenantParams,
  type ActorContext,
  CreateAbacPolicy,
  type CreateAbacPolicyInput,
  decideAbac,
  EvaluateAbac,
  type EvaluateAbacInput,
  PermissionNotFoundError,
  type ResolvedAbacPolicy,
  resolveAbac,
  validate,
} from "@stratum-hq/core";
import { v7 } from "uuid";
import type { Caller, Deps } from "../caller.ts";
import { assertActive, assertTree } from "../tenants/index.ts";
import * as q from "./abac.sql.ts";
import { governed } from "./governed.ts";

/** Policies over attributes that flow down the tree by name. Rules: `docs/permissions.md`. */
export interface AbacApi {
  /** @throws PermissionLockedError PermissionNotDelegatedError PermissionAlreadyExistsError */
  createAbacPolicy(id: string, input: CreateAbacPolicyInput, context?: ActorContext): Promise<AbacPolicy>;
  /** The tenant's own policies, by name. */
  getAbacPolicies(id: string): Promise<AbacPolicy[]>;
  /** Effective policies of the tenant, by name. */
  resolveAbacPolicies(id: string): Promise<ResolvedAbacPolicy[]>;
  /** Decides a request by the effective policies: deny beats allow, and nothing that applies is deny. */
  evaluateAbac(id: string, request: EvaluateAbacInput): Promise<AbacDecision>;
  /** Deletes an own policy and gives it back; those of the same name below stay. @throws PermissionNotFoundError */
  deleteAbacPolicy(id: string, policyId: string, context?: ActorContext): Promise<AbacPolicy>;
}

export function createAbac({ db, caller: callerOf }: Deps): AbacApi {
  const writer = (context?: ActorContext): Caller => {
    const caller = callerOf(context);
    caller.need("write");
    return caller;
  };
  /** The chain with its policies, and which of its tenants the caller sees. */
  async function read(id: string): Promise<{ levels: AbacLevel[]; visible: Set<string> }> {
    const caller = callerOf();
    caller.need("read");
    validate(AbacTenantParams, { tenantId: id }, "params");
    const found = await q.selectAbacLevels(db, id);
    const tenant = caller.find(found?.tenant, id);
    assertActive(tenant);
    return { levels: found?.levels ?? [], visible: caller.visibleChain(tenant) };
  }
  const resolve = async (id: string): Promise<ResolvedAbacPolicy[]> => {
    const { levels, visible } = await read(id);
    return resolveAbac(levels, visible);
  };

  return {
    async createAbacPolicy(id, input, context) {
      const caller = writer(context);
      validate(AbacTenantParams, { tenantId: id }, "params");
      const { conditions = [], mode = "INHERITED", ...rest } = validate(CreateAbacPolicy, input);
      return db.transaction(async (tx) => {
        const held = await q.lockName(tx, caller, id, rest.name);
        const draft = { id: v7(), tenant_id: id, ...rest, conditions, mode };
        const result = await q.insertAbacPolicy(tx, caller, draft);
        const tenant = caller.find(result.tenant, id);
        assertTree(tenant, held);
        assertActive(tenant);
        if (!result.policy) throw governed(caller, result, rest.name);
        return result.policy;
      });
    },
    async getAbacPolicies(id) {
      const { levels } = await read(id);
      return [...(levels.at(-1)?.policies ?? [])];
    },
    resolveAbacPolicies: resolve,
    async evaluateAbac(id, request) {
      const parsed = validate(EvaluateAbac, request);
      return decideAbac(await resolve(id), parsed);
    },
    async deleteAbacPolicy(id, policyId, context) {
      const caller = writer(context);
      validate(AbacPolicyParams, { tenantId: id, policyId }, "params");
      return db.transaction(async (tx) => {
        const { tenant, policy } = await q.deleteAbacPolicy(tx, caller, id, policyId);
        assertActive(caller.find(tenant, id));
        if (!policy)
          throw new PermissionNotFoundError(`This tenant has no policy ${policyId}.`, {
            policy_id: policyId,
          });
        return policy;
      });
    },
  };
}
