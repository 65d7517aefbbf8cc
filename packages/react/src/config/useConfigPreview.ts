"use client";
import type { ConfigPreview } from "@stratum-hq/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { tenantKey, useStratumClient, useTenantId } from "../provider/index.ts";
import { useSettled } from "../ui/index.ts";
import { type ConfigDrafts, toPreview } from "./config.drafts.ts";

/**
 * What drafts would do to the tenant and those below, once they have not changed for a moment. Secrets are left out:
 * their new values are not sent before they are saved.
 */
export function useConfigPreview(drafts: ConfigDrafts, tenantId?: string): UseQueryResult<ConfigPreview> {
  const client = useStratumClient();
  const id = useTenantId(tenantId);
  const entries = useSettled(toPreview(drafts));
  return useQuery({
    queryKey: tenantKey(id, "config", "preview", entries),
    queryFn: ({ signal }) => client.previewConfig(id, { entries }, { signal }),
    enabled: entries.length > 0,
    gcTime: 0,
  });
}
