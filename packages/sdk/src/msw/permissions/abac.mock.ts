import {
  type AbacPolicy,
  decideAbac,
  type Governing,
  govern,
  PermissionAlreadyExistsError,
  PermissionNotFoundError,
  type permissionsContracts,
  type ResolvedAbacPolicy,
  resolveAbac,
} from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { entriesOf, type Store } from "../store.ts";
import { assertGoverned } from "./governed.ts";

type Handled =
  | "createAbacPolicy"
  | "getAbacPolicies"
  | "resolveAbacPolicies"
  | "evaluateAbac"
  | "deleteAbacPolicy";

function record(caller: Caller, verb: string, policy: AbacPolicy): void {
  const { id, tenant_id, created_at: _, ...snapshot } = policy;
  const side = verb === "created" ? { after: snapshot } : { before: snapshot };
  caller.record({ tenant_id, action: `permissions.abac_${verb}`, resource_id: id, ...side });
}

/** Policies over attributes by the engine's rules, in memory. */
export function abacMock(store: Store): Pick<MockHandlers<typeof permissionsContracts>, Handled> {
  const own = (id: string): AbacPolicy[] =>
    [...(store.abac.get(id)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  function resolve(caller: Caller, id: string): ResolvedAbacPolicy[] {
    const tenant = caller.active(id);
    const levels = store.chain(tenant).map((t) => ({ id: t.id, name: t.name, policies: own(t.id) }));
    return resolveAbac(levels, new Set(caller.visibleChain(tenant).map((t) => t.id)));
  }
  return {
    createAbacPolicy({ caller, params, body: { conditions = [], mode = "INHERITED", ...rest } }) {
      const tenant = caller.active(params.tenantId);
      const above = store
        .chain(tenant)
        .slice(0, -1)
        .reduce<Governing<AbacPolicy> | null>(
          (governing, t) => govern(governing, store.abac.get(t.id)?.get(rest.name)),
          null,
        );
      assertGoverned(store, caller, above, rest.name, mode);
      const mine = entriesOf(store.abac, tenant.id);
      if (mine.has(rest.name))
        throw new PermissionAlreadyExistsError(`This tenant already has a policy "${rest.name}".`, {
          name: rest.name,
        });
      const base = { id: store.id(), tenant_id: tenant.id, created_at: store.timestamp() };
      const policy: AbacPolicy = { ...base, ...rest, conditions, mode };
      mine.set(policy.name, policy);
      record(caller, "created", policy);
      return policy;
    },
    getAbacPolicies: ({ caller, params }) => own(caller.active(params.tenantId).id),
    resolveAbacPolicies: ({ caller, params }) => resolve(caller, params.tenantId),
    evaluateAbac: ({ caller, params, body }) => decideAbac(resolve(caller, params.tenantId), body),
    deleteAbacPolicy({ caller, params }) {
      const tenant = caller.active(params.tenantId);
      const policy = own(tenant.id).find((one) => one.id === params.policyId);
      if (!policy)
        throw new PermissionNotFoundError(`This tenant has no policy ${params.policyId}.`, {
          policy_id: params.policyId,
        });
      store.abac.get(tenant.id)?.delete(policy.name);
      record(caller, "deleted", policy);
      return policy;
    },
  };
}
