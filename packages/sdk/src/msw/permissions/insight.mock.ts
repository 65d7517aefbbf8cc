import {
  explainPolicies,
  type PolicyLevel,
  type permissionsContracts,
  type SimulatedTenant,
  simulatePolicies,
} from "@stratum-hq/core";
import type { MockHandlers } from "../handler.ts";
import type { Store, TenantRow } from "../store.ts";

type Handled = "explainPermission" | "simulatePermissions";

/** What tells why a permission is what it is, and what writes would do, in memory. */
export function insightMock(store: Store): Pick<MockHandlers<typeof permissionsContracts>, Handled> {
  const simulated = (row: TenantRow): SimulatedTenant => ({
    ...store.tenant(row),
    descendants: store.descendantCount(row.id),
  });
  return {
    explainPermission({ caller, params, body: { key } }) {
      const tenant = caller.active(params.id);
      const levels = store.chain(tenant).map((t, depth): PolicyLevel => {
        const own = store.permissions.get(t.id)?.get(key);
        if (!own) return { id: t.id, name: t.name, depth, policy: null };
        const { id: policy_id, value, mode, revocation_mode, version, updated_at } = own;
        const policy = { policy_id, value, mode, revocation_mode, version, updated_at };
        return { id: t.id, name: t.name, depth, policy };
      });
      return explainPolicies(key, levels, new Set(caller.visibleChain(tenant).map((t) => t.id)));
    },
    simulatePermissions({ caller, params, body: { changes } }) {
      const tenant = caller.active(params.id);
      const keys = new Set(changes.map((change) => change.key));
      const policies = [...store.permissions.values()]
        .flatMap((own) => [...own.values()])
        .filter((policy) => keys.has(policy.key));
      return simulatePolicies(
        simulated(tenant),
        [...store.tenants.values()].map(simulated),
        policies,
        changes,
        ({ id }) => caller.sees(store.tenants.get(id) as TenantRow),
      );
    },
  };
}
