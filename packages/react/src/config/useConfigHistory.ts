"use client";
import type { ConfigEntry, ConfigVersion, Page, RevealedConfig } from "@stratum-hq/core";
import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { tenantKey, useStratumClient, useTenantId } from "../provider/index.ts";
import { configHistoryOptions, invalidateConfig } from "./config.queries.ts";

/** Past versions of a tenant's own entry, newest first, in pages. */
export function useConfigHistory(
  key: string,
  tenantId?: string,
): UseInfiniteQueryResult<InfiniteData<Page<ConfigVersion>>> {
  return useInfiniteQuery(configHistoryOptions(useStratumClient(), useTenantId(tenantId), key));
}

/** Writes a past version of an entry again, upon the version that the reader saw. */
export function useRestoreConfig(
  tenantId?: string,
): UseMutationResult<ConfigEntry, Error, { key: string; version: number; expected_version: number }> {
  const client = useStratumClient();
  const id = useTenantId(tenantId);
  const queries = useQueryClient();
  return useMutation({
    mutationKey: tenantKey(id, "config"),
    mutationFn: ({ key, ...input }) => client.restoreConfig(id, key, input),
    onSuccess: () => invalidateConfig(queries),
  });
}

/**
 * Reads a secret in clear, which is audited with the reason. The answer is in no cache: it is gone when the mutation is
 * reset.
 */
export function useRevealConfig(
  tenantId?: string,
): UseMutationResult<RevealedConfig, Error, { key: string; reason: string }> {
  const client = useStratumClient();
  const id = useTenantId(tenantId);
  return useMutation({
    mutationKey: tenantKey(id, "config", "reveal"),
    mutationFn: ({ key, reason }) => client.revealConfig(id, key, { reason }),
    gcTime: 0,
  });
}
