"use client";
import type { ConfigDiff } from "@stratum-hq/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { tenantKey, useStratumClient, useTenantId } from "../provider/index.ts";

/** Keys of which two tenants get different values. Nothing is asked while `other` is null. */
export function useConfigDiff(other: string | null, tenantId?: string): UseQueryResult<ConfigDiff> {
  const client = useStratumClient();
  const id = useTenantId(tenantId);
  return useQuery({
    queryKey: tenantKey(id, "config", "diff", other),
    queryFn: ({ signal }) => client.diffConfig({ tenant_a: id, tenant_b: other ?? "" }, { signal }),
    enabled: other !== null,
  });
}

/** Keys that tenants below override, of the first two hundred overrides. Asked for only while `enabled`. */
export function useConfigDrift(tenantId: string | undefined, enabled: boolean): UseQueryResult<string[]> {
  const client = useStratumClient();
  const id = useTenantId(tenantId);
  return useQuery({
    queryKey: tenantKey(id, "config", "drift"),
    queryFn: async ({ signal }) => {
      const { data } = await client.listDrift(id, { limit: 200 }, { signal });
      return [...new Set(data.map(({ key }) => key))];
    },
    enabled,
  });
}
