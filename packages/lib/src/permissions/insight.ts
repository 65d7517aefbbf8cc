import {
  type ExplainedPermission,
  ExplainPermission,
  explainPolicies,
  type PermissionChange,
  type PermissionSimulation,
  SimulatePermissions,
  simulatePolicies,
  TenantParams,
  validate,
} from "@stratum-hq/core";
import type { Caller, Deps } from "../caller.ts";
import { assertActive } from "../tenants/index.ts";
import * as q from "./insight.sql.ts";

/** What tells why a permission is what it is, and what writes would do. Nothing here writes. */
export interface PermissionInsightApi {
  /** The whole chain of a key: each level's policy, the mode that reaches it, which one wins and why. */
  explainPermission(id: string, key: string): Promise<ExplainedPermission>;
  /**
   * Weighs up to 50 writes to policies of the tenant, its chain or its subtree: which would be refused and why, what
   * the tenant may do afterwards, and for whom anything changes.
   */
  simulatePermissions(id: string, changes: PermissionChange[]): Promise<PermissionSimulation>;
}

export function createPermissionInsight({ db, caller: callerOf }: Deps): PermissionInsightApi {
  const reader = (id: string): Caller => {
    const caller = callerOf();
    caller.need("read");
    validate(TenantParams, { id }, "params");
    return caller;
  };
  return {
    async explainPermission(id, key) {
      const caller = reader(id);
      validate(ExplainPermission, { key });
      const found = await q.selectPolicyLevels(db, id, key);
      const tenant = caller.find(found?.tenant, id);
      assertActive(tenant);
      const levels = (found?.levels ?? []).map(({ policy, ...level }) => ({
        ...level,
        policy: policy && { ...policy, updated_at: new Date(policy.updated_at).toISOString() },
      }));
      return explainPolicies(key, levels, caller.visibleChain(tenant));
    },
    async simulatePermissions(id, changes) {
      const caller = reader(id);
      const draft = validate(SimulatePermissions, { changes }).changes;
      const keys = [...new Set(draft.map((change) => change.key))];
      const targets = [...new Set(draft.flatMap((change) => change.tenant_id ?? []))];
      const { subject, tenants, policies } = await q.selectSimulation(db, id, keys, targets);
      const tenant = caller.find(subject, id);
      assertActive(tenant);
      return simulatePolicies(tenant, tenants, policies, draft, caller.sees);
    },
  };
}
