import type {
  ExplainedPermission,
  PermissionSimulation,
  PermissionChange as PolicyChange,
  ResolvedPermissions,
  Revocation,
  StratumApi,
} from "@stratum-hq/core";
import {
  type DataTag,
  type QueryClient,
  queryOptions,
  type UnusedSkipTokenOptions,
} from "@tanstack/react-query";
import { tenantKey } from "../provider/keys.ts";
import { markStale } from "../provider/stale.ts";

/** Key of a tenant's effective permissions. Starts with the tenant, so that a switch leaves a partition of the cache. */
export type PermissionsQueryKey = readonly [tenantId: string, feature: "permissions"];
type RevocationQueryKey = readonly [...PermissionsQueryKey, "revocation", policyId: string];
type ExplanationQueryKey = readonly [...PermissionsQueryKey, "explanation", key: string];
type SimulationQueryKey = readonly [...PermissionsQueryKey, "simulation", changes: readonly PolicyChange[]];
type Options<Data, Key extends readonly unknown[]> = UnusedSkipTokenOptions<Data, Error, Data, Key> & {
  queryKey: DataTag<Key, Data, Error>;
};
/** Options of the effective-permissions query. */
export type PermissionsQueryOptions = Options<ResolvedPermissions, PermissionsQueryKey>;
/** Options of the query of what a revocation would take. */
export type RevocationQueryOptions = Options<Revocation, RevocationQueryKey>;

/** Options of the query of why a permission is what it is. */
export type ExplanationQueryOptions = Options<ExplainedPermission, ExplanationQueryKey>;
/** Options of the query of what a draft of policies would do. */
export type SimulationQueryOptions = Options<PermissionSimulation, SimulationQueryKey>;

/** Key under which a tenant's effective permissions are cached; permission mutations carry the same one. */
export const permissionsKey = (tenantId: string): PermissionsQueryKey => tenantKey(tenantId, "permissions");

/** Query of a tenant's effective permissions by key. */
export const permissionsOptions = (
  client: Pick<StratumApi, "resolvePermissions">,
  tenantId: string,
): PermissionsQueryOptions =>
  queryOptions({
    queryKey: permissionsKey(tenantId),
    queryFn: ({ signal }) => client.resolvePermissions(tenantId, { signal }),
  });

/** Query of who would lose and who would keep a policy. Never taken from the cache: the answer decides. */
export const revocationOptions = (
  client: Pick<StratumApi, "previewRevocation">,
  tenantId: string,
  policyId: string,
): RevocationQueryOptions =>
  queryOptions({
    queryKey: tenantKey(tenantId, "permissions", "revocation", policyId),
    queryFn: ({ signal }) => client.previewRevocation(tenantId, policyId, { signal }),
    staleTime: 0,
    gcTime: 0,
  });

/** Query of why a permission is what it is for a tenant: what each level of its chain says. */
export const explanationOptions = (
  client: Pick<StratumApi, "explainPermission">,
  tenantId: string,
  key: string,
): ExplanationQueryOptions =>
  queryOptions({
    queryKey: tenantKey(tenantId, "permissions", "explanation", key),
    queryFn: ({ signal }) => client.explainPermission(tenantId, { key }, { signal }),
  });

/** Query of what a draft of policies would do. Writes nothing, and is forgotten with the draft. */
export const simulationOptions = (
  client: Pick<StratumApi, "simulatePermissions">,
  tenantId: string,
  changes: readonly PolicyChange[],
): SimulationQueryOptions =>
  queryOptions({
    queryKey: tenantKey(tenantId, "permissions", "simulation", changes),
    queryFn: ({ signal }) => client.simulatePermissions(tenantId, { changes: [...changes] }, { signal }),
    gcTime: 0,
  });

/** Marks the permissions of every tenant stale: a write also changes what tenants below resolve to. */
export const invalidatePermissions = (queries: QueryClient): Promise<void> =>
  markStale(queries, { predicate: (query) => query.queryKey[1] === "permissions" });
