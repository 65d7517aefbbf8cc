"use client";
import type { StratumApi, Tenant } from "@stratum-hq/core";
import { type QueryClient, type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useStratumClient } from "../provider/context.ts";
import { FOREST } from "../provider/keys.ts";
import { holdTenants, invalidateForest, restoreTenants, type Snapshot } from "./tenants.cache.ts";
import { detailKey } from "./tenants.queries.ts";

const key = [FOREST, "tenants", "write"];

/** A write to the forest as a mutation. */
export type ForestMutation<Input> = UseMutationResult<Tenant, Error, Input, Snapshot>;

/**
 * The way of all writes to the forest: show at once what is certain, take it back if the server refuses, and ask
 * again what is on screen when the last of the writes under way has ended.
 */
export function useForestMutation<Input>(
  write: (client: StratumApi, input: Input) => Promise<Tenant>,
  optimistic?: (queries: QueryClient, input: Input) => void,
): ForestMutation<Input> {
  const client = useStratumClient();
  const queries = useQueryClient();
  return useMutation<Tenant, Error, Input, Snapshot>({
    mutationKey: key,
    mutationFn: (input) => write(client, input),
    onMutate: async (input) => {
      const snapshot = await holdTenants(queries);
      optimistic?.(queries, input);
      return snapshot;
    },
    onError: (_error, _input, snapshot) => restoreTenants(queries, snapshot ?? []),
    onSuccess: (tenant) => queries.setQueryData(detailKey(tenant.id), tenant),
    onSettled: async () => {
      if (queries.isMutating({ mutationKey: key }) === 1) await invalidateForest(queries);
    },
  });
}
