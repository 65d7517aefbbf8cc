"use client";
import type { ExplainedConfig } from "@stratum-hq/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { tenantKey, useStratumClient, useTenantId } from "../provider/index.ts";

/** Why a key resolves to what it does for a tenant: what each level of its chain says, root first. */
export function useConfigExplanation(key: string, tenantId?: string): UseQueryResult<ExplainedConfig> {
  const client = useStratumClient();
  const id = useTenantId(tenantId);
  return useQuery({
    queryKey: tenantKey(id, "config", "explain", key),
    queryFn: ({ signal }) => client.explainConfig(id, key, { signal }),
  });
}
