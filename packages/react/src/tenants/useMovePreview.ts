"use client";
import type { MovePreview, StratumApi, TenantNode } from "@stratum-hq/core";
import { queryOptions, type UseQueryResult, useQueries, useQuery } from "@tanstack/react-query";
import { tenantKey, useStratumClient } from "../provider/index.ts";

/** What a move would change for a tenant and all below it; null as the target makes it a root. */
const movePreviewOptions = (
  client: Pick<StratumApi, "previewMove">,
  tenantId: string,
  parent_id: string | null,
) =>
  queryOptions({
    queryKey: tenantKey(tenantId, "tenants", "move-preview", parent_id),
    queryFn: ({ signal }) => client.previewMove(tenantId, { parent_id }, { signal }),
    // What it rests on changes with every write above.
    gcTime: 0,
  });

/** What a move would change for a tenant and all below it; null as the target makes it a root. Asked only while `enabled`. */
export function useMovePreview(
  tenantId: string,
  parent_id: string | null,
  enabled: boolean,
): UseQueryResult<MovePreview> {
  const client = useStratumClient();
  return useQuery({ ...movePreviewOptions(client, tenantId, parent_id), enabled });
}

/** The most tenants of one move that are previewed: one request for each, all at once. */
export const MAX_MOVE_PREVIEWS = 20;

/** The preview of one of several tenants that move together. */
export interface MoverPreview {
  tenant: TenantNode;
  preview: UseQueryResult<MovePreview>;
}

/**
 * What a move of several tenants to one place would change, for each of the first `MAX_MOVE_PREVIEWS`. Asked only
 * while `enabled`.
 */
export function useMovePreviews(
  tenants: readonly TenantNode[],
  parent_id: string | null,
  enabled: boolean,
): MoverPreview[] {
  const client = useStratumClient();
  const asked = tenants.slice(0, MAX_MOVE_PREVIEWS);
  const previews = useQueries({
    queries: asked.map(({ id }) => ({ ...movePreviewOptions(client, id, parent_id), enabled })),
  });
  return asked.flatMap((tenant, index) => {
    const preview = previews[index];
    return preview ? [{ tenant, preview }] : [];
  });
}
