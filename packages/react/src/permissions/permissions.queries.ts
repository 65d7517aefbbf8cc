import type { ResolvedPermissions, Revocation, StratumApi } from "@stratum-hq/core";
import {
  type DataTag,
  type QueryClient,
  queryOptions,
  type UnusedSkipTokenOptions,
} from "@tanstack/react-query";
import { tenantKey } from "../provider/keys.ts";

/** Key of a tenant's effective permissions. Starts with the tenant, so that a switch leaves a partition of the cache. */
export type PermissionsQueryKey = readonly [tenantId: string, feature: "permissions"];
type RevocationQueryKey = readonly [...PermissionsQueryKey, "revocation", policyId: string];
type Options<Data, Key extends readonly unknown[]> = UnusedSkipTokenOptions<Data, Error, Data, Key> & {
  queryKey: DataTag<Key, Data, Error>;
};
/** Options of the effective-permissions query. */
export type PermissionsQueryOptions = Options<ResolvedPermissions, PermissionsQueryKey>;
/** Options of the query of what a revocation would take. */
export type RevocationQueryOptions = Options<Revocation, RevocationQueryKey>;

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

/** Marks the permissions of every tenant stale: a write also changes what tenants below resolve to. */
export const invalidatePermissions = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ predicate: (query) => query.queryKey[1] === "permissions" });
