import { defineContracts } from "../http/contract.ts";
import { TenantParams } from "../tenants/tenants.schema.ts";
import * as abac from "./abac.schema.ts";
import * as insight from "./insight.schema.ts";
import { permissionsRoutes } from "./permissions.routes.ts";
import * as s from "./permissions.schema.ts";

const seen = ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"] as const;
const governed = ["PERMISSION_LOCKED", "PERMISSION_NOT_DELEGATED"] as const;

export const permissionsContracts = defineContracts(permissionsRoutes, {
  resolvePermissions: {
    summary: "Resolve a tenant's effective permissions",
    params: TenantParams,
    response: s.ResolvedPermissions,
    errors: [...seen],
  },
  createPermission: {
    summary: "Set a policy on a tenant",
    description:
      "What may be set depends on the effective mode above: nothing under LOCKED, only a value under INHERITED, everything under DELEGATED or nothing.",
    params: TenantParams,
    body: s.CreatePermission,
    response: s.Permission,
    errors: [...seen, ...governed, "PERMISSION_ALREADY_EXISTS"],
  },
  updatePermission: {
    summary: "Change a tenant's own policy",
    params: s.PermissionParams,
    body: s.UpdatePermission,
    response: s.Permission,
    errors: [
      ...seen,
      ...governed,
      "PERMISSION_NOT_FOUND",
      "PERMISSION_REVOCATION_DENIED",
      "VERSION_CONFLICT",
    ],
  },
  deletePermission: {
    summary: "Revoke a tenant's own policy",
    description:
      "CASCADE takes every policy for the key below that is not PERMANENT; SOFT takes only this one; PERMANENT refuses.",
    params: s.PermissionParams,
    query: s.DeletePermissionQuery,
    response: s.Revocation,
    errors: [...seen, "PERMISSION_NOT_FOUND", "PERMISSION_REVOCATION_DENIED", "VERSION_CONFLICT"],
  },
  previewRevocation: {
    summary: "Say what a revocation would take, without revoking",
    params: s.PermissionParams,
    response: s.Revocation,
    errors: [...seen, "PERMISSION_NOT_FOUND", "PERMISSION_REVOCATION_DENIED"],
  },
  explainPermission: {
    summary: "Tell why a permission resolves to what it does",
    description:
      "The whole chain of the key: each level's policy, the mode that reaches it and leaves it, and which one wins.",
    params: TenantParams,
    body: insight.ExplainPermission,
    response: insight.ExplainedPermission,
    errors: [...seen],
  },
  simulatePermissions: {
    summary: "Weigh a draft of policies without writing it",
    description:
      "Says which writes would be refused and why, what the tenant may do afterwards, and for whom anything changes.",
    params: TenantParams,
    body: insight.SimulatePermissions,
    response: insight.PermissionSimulation,
    errors: [...seen],
  },
  createAbacPolicy: {
    summary: "Set a policy over attributes on a tenant",
    description:
      "Policies inherit by name under the three modes: below LOCKED the name may not be used, below INHERITED the policy may differ but not its mode.",
    params: abac.AbacTenantParams,
    body: abac.CreateAbacPolicy,
    response: abac.AbacPolicy,
    errors: [...seen, ...governed, "PERMISSION_ALREADY_EXISTS"],
  },
  getAbacPolicies: {
    summary: "List a tenant's own policies over attributes",
    params: abac.AbacTenantParams,
    response: abac.AbacPolicies,
    errors: [...seen],
  },
  resolveAbacPolicies: {
    summary: "Resolve a tenant's effective policies over attributes",
    params: abac.AbacTenantParams,
    response: abac.ResolvedAbacPolicies,
    errors: [...seen],
  },
  evaluateAbac: {
    summary: "Decide a request by a tenant's effective policies over attributes",
    description:
      "Deny beats allow; without an allow that applies the decision is deny. A missing attribute makes a deny apply and an allow not.",
    params: abac.AbacTenantParams,
    body: abac.EvaluateAbac,
    response: abac.AbacDecision,
    errors: [...seen],
  },
  deleteAbacPolicy: {
    summary: "Delete a tenant's own policy over attributes",
    params: abac.AbacPolicyParams,
    response: abac.AbacPolicy,
    errors: [...seen, "PERMISSION_NOT_FOUND"],
  },
});
