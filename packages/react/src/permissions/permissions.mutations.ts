import type {
  CreatePermissionInput,
  Permission,
  ResolvedPermissions,
  Revocation,
  StratumApi,
  UpdatePermissionInput,
} from "@stratum-hq/core";
import { VersionConflictError } from "@stratum-hq/core/client";
import type { QueryClient, UseMutationOptions } from "@tanstack/react-query";
import { withUpdate, withVersion } from "./permissions.cache.ts";
import { invalidatePermissions, permissionsKey } from "./permissions.queries.ts";

/** An own policy, and the fields that change. */
export interface UpdatePermissionVariables {
  policyId: string;
  input: UpdatePermissionInput;
}
/** The own policy to revoke. */
export interface DeletePermissionVariables {
  policyId: string;
}
/** Options of a permission write; its context is the permissions as they were before. */
export type PermissionMutationOptions<Input, Result> = UseMutationOptions<
  Result,
  Error,
  Input,
  ResolvedPermissions | undefined
>;

/** Writes of one tenant run one after the other. Afterwards every tenant's permissions are fetched anew. */
function base(tenantId: string): {
  mutationKey: ReturnType<typeof permissionsKey>;
  scope: { id: string };
  onSettled: (
    result: unknown,
    error: unknown,
    input: unknown,
    before: unknown,
    context: { client: QueryClient },
  ) => void;
} {
  const mutationKey = permissionsKey(tenantId);
  return {
    mutationKey,
    scope: { id: mutationKey.join("/") },
    onSettled: (_result, error, _input, _before, { client: queries }) => {
      // after a stale write the reader first decides whether to reload; the last of several writes fetches for all
      if (error instanceof VersionConflictError || queries.isMutating({ mutationKey }) > 1) return;
      void invalidatePermissions(queries);
    },
  };
}

/** Sets a policy. Not optimistic: only the server knows the rules above at that moment. */
export const createPermissionOptions = (
  client: Pick<StratumApi, "createPermission">,
  tenantId: string,
): PermissionMutationOptions<CreatePermissionInput, Permission> => ({
  ...base(tenantId),
  mutationFn: (input) => client.createPermission(tenantId, input),
});

/** Changes an own policy; shown at once and taken back if it fails. */
export function updatePermissionOptions(
  client: Pick<StratumApi, "updatePermission">,
  tenantId: string,
): PermissionMutationOptions<UpdatePermissionVariables, Permission> {
  const queryKey = permissionsKey(tenantId);
  const update = (
    queries: QueryClient,
    change: (permissions: ResolvedPermissions) => ResolvedPermissions,
  ): void => {
    queries.setQueryData<ResolvedPermissions>(queryKey, (permissions) => permissions && change(permissions));
  };
  return {
    ...base(tenantId),
    mutationFn: ({ policyId, input }) => client.updatePermission(tenantId, policyId, input),
    onMutate: async ({ policyId, input }, { client: queries }) => {
      await queries.cancelQueries({ queryKey, exact: true });
      const before = queries.getQueryData<ResolvedPermissions>(queryKey);
      update(queries, (permissions) => withUpdate(permissions, policyId, input));
      return before;
    },
    onError: (_error, { policyId }, before, { client: queries }) => {
      const former = Object.entries(before ?? {}).filter(([, entry]) => entry.own_policy_id === policyId);
      update(queries, (permissions) => ({ ...permissions, ...Object.fromEntries(former) }));
    },
    onSuccess: (policy, { policyId }, _before, { client: queries }) => {
      update(queries, (permissions) => withVersion(permissions, policyId, policy.version));
    },
  };
}

/** Revokes an own policy. Not optimistic: only the server knows what goes with it and what shows then. */
export const deletePermissionOptions = (
  client: Pick<StratumApi, "deletePermission">,
  tenantId: string,
): PermissionMutationOptions<DeletePermissionVariables, Revocation> => ({
  ...base(tenantId),
  mutationFn: ({ policyId }) => client.deletePermission(tenantId, policyId),
});
