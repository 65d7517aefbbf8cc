import {
  type Governing,
  govern,
  type Permission,
  PermissionAlreadyExistsError,
  PermissionNotFoundError,
  PermissionRevocationDeniedError,
  type permissionsContracts,
  type ResolvedPermission,
  type Revocation,
  VersionConflictError,
} from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { entriesOf, type Store, type TenantRow } from "../store.ts";
import { abacMock } from "./abac.mock.ts";
import { assertGoverned } from "./governed.ts";
import { insightMock } from "./insight.mock.ts";

function record(
  caller: Caller,
  verb: string,
  { tenant_id, id }: Permission,
  before: Permission | null,
  after: Permission | null,
): void {
  const snapshot = (p: Permission | null) =>
    p && { key: p.key, value: p.value, mode: p.mode, revocation_mode: p.revocation_mode, version: p.version };
  const change = { before: snapshot(before), after: snapshot(after) };
  caller.record({ tenant_id, action: `permissions.${verb}`, resource_id: id, ...change });
}

/** Permissions by the engine's rules, in memory. */
export function permissionsMock(store: Store): MockHandlers<typeof permissionsContracts> {
  const own = (id: string, key: string): Permission | undefined => store.permissions.get(id)?.get(key);
  const above = (tenant: TenantRow, key: string): Governing<Permission> | null =>
    store
      .chain(tenant)
      .slice(0, -1)
      .reduce<Governing<Permission> | null>((governing, t) => govern(governing, own(t.id, key)), null);

  function resolve(caller: Caller, tenant: TenantRow, key: string): ResolvedPermission {
    const over = above(tenant, key);
    const mine = own(tenant.id, key);
    const { policy, mode } = govern(over, mine) as Governing<Permission>;
    const source = store.tenants.get(policy.tenant_id) as TenantRow;
    const locked = over?.mode === "LOCKED";
    return {
      policy_id: policy.id,
      value: policy.value,
      mode,
      revocation_mode: policy.revocation_mode,
      source_tenant_id: source.id,
      source_name: caller.sees(source) ? source.name : null,
      inherited: source !== tenant,
      locked,
      delegated: over === null || over.mode === "DELEGATED",
      own_policy_id: mine?.id ?? null,
      own_version: mine?.version ?? null,
      shadowed:
        locked && mine
          ? { policy_id: mine.id, value: mine.value, mode: mine.mode, revocation_mode: mine.revocation_mode }
          : null,
    };
  }

  /** @throws PermissionLockedError PermissionNotDelegatedError if what is above does not leave this to the tenant. */
  function assertAllowed(caller: Caller, tenant: TenantRow, key: string, mode: string | undefined): void {
    const over = above(tenant, key);
    assertGoverned(store, caller, over, key, mode);
  }
  function find(tenant: TenantRow, id: string): Permission {
    const policy = [...(store.permissions.get(tenant.id)?.values() ?? [])].find((p) => p.id === id);
    if (!policy)
      throw new PermissionNotFoundError(`Tenant ${tenant.id} has no policy ${id}.`, { policy_id: id });
    return policy;
  }
  function assertVersion(policy: Permission, expected: number | undefined): void {
    if (expected === undefined || expected === policy.version) return;
    const message = `The policy is at version ${policy.version}, not ${expected}.`;
    throw new VersionConflictError(message, { current: { ...policy } });
  }
  function assertChangeable(policy: Permission): void {
    if (policy.revocation_mode !== "PERMANENT") return;
    const message = `The policy for "${policy.key}" is permanent: it can be neither changed nor deleted.`;
    throw new PermissionRevocationDeniedError(message, { policy_id: policy.id });
  }
  /** What deleting the policy takes and leaves. */
  function revocation(tenant: TenantRow, policy: Permission): Revocation {
    const affected = (p: Permission, t: TenantRow) => ({
      policy_id: p.id,
      tenant_id: t.id,
      tenant_name: t.name,
    });
    const result: Revocation = { deleted: [affected(policy, tenant)], kept: [] };
    for (const row of store.below(tenant.id)) {
      const other = own(row.id, policy.key);
      if (!other) continue;
      const goes = policy.revocation_mode === "CASCADE" && other.revocation_mode !== "PERMANENT";
      result[goes ? "deleted" : "kept"].push(affected(other, row));
    }
    return result;
  }
  /** A tenant's own policy that may be deleted, with what that would do. */
  function revocable(
    caller: Caller,
    params: { id: string; policyId: string },
  ): { policy: Permission; result: Revocation } {
    const tenant = caller.active(params.id);
    const policy = find(tenant, params.policyId);
    assertChangeable(policy);
    return { policy, result: revocation(tenant, policy) };
  }

  return {
    ...insightMock(store),
    ...abacMock(store),
    resolvePermissions({ caller, params }) {
      const tenant = caller.active(params.id);
      const keys = new Set(
        store.chain(tenant).flatMap((t) => [...(store.permissions.get(t.id)?.keys() ?? [])]),
      );
      return Object.fromEntries([...keys].sort().map((key) => [key, resolve(caller, tenant, key)]));
    },
    createPermission({ caller, params, body: { key, value = true, mode, revocation_mode = "CASCADE" } }) {
      const tenant = caller.active(params.id);
      assertAllowed(caller, tenant, key, mode);
      const existing = own(tenant.id, key);
      if (existing) {
        const message = `Tenant ${tenant.id} already has a policy for "${key}". Change that one.`;
        throw new PermissionAlreadyExistsError(message, { key, policy_id: existing.id });
      }
      const made = store.addPermission(tenant.id, key, { value, mode: mode ?? "INHERITED", revocation_mode });
      record(caller, "created", made, null, made);
      return made;
    },
    updatePermission({ caller, params, body: { expected_version, ...patch } }) {
      const tenant = caller.active(params.id);
      const policy = find(tenant, params.policyId);
      assertChangeable(policy);
      assertVersion(policy, expected_version);
      assertAllowed(caller, tenant, policy.key, patch.mode);
      const changed: Permission = {
        ...policy,
        value: patch.value === undefined ? policy.value : patch.value,
        mode: patch.mode ?? policy.mode,
        revocation_mode: patch.revocation_mode ?? policy.revocation_mode,
        version: policy.version + 1,
        updated_at: store.timestamp(),
      };
      entriesOf(store.permissions, tenant.id).set(policy.key, changed);
      record(caller, "updated", changed, policy, changed);
      return changed;
    },
    deletePermission({ caller, params, query }) {
      const { policy, result } = revocable(caller, params);
      assertVersion(policy, query.expected_version);
      for (const { tenant_id } of result.deleted) {
        const gone = own(tenant_id, policy.key) as Permission;
        store.permissions.get(tenant_id)?.delete(policy.key);
        record(caller, "deleted", gone, gone, null);
      }
      return result;
    },
    previewRevocation: ({ caller, params }) => revocable(caller, params).result,
  };
}
