"use client";
import type { MovePreview } from "@stratum-hq/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { tenantKey, useStratumClient } from "../provider/index.ts";

/** What a move would change for a tenant and all below it; null as the target makes it a root. Asked only while `enabled`. */
export function useMovePreview(
  tenantId: string,
  parent_id: string | null,
  enabled: boolean,
): UseQueryResult<MovePreview> {
  const client = useStratumClient();
  return useQuery({
    queryKey: tenantKey(tenantId, "tenants", "move-preview", parent_id),
    queryFn: ({ signal }) => client.previewMove(tenantId, { parent_id }, { signal }),
    enabled,
    // What it rests on changes with every write above.
    gcTime: 0,
  });
}
