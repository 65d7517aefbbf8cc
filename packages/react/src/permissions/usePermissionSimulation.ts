"use client";
import type { PermissionSimulation, PermissionChange as PolicyChange } from "@stratum-hq/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keepWithin, useStratumClient, useTenantId } from "../provider/index.ts";
import { useSettled } from "../ui/index.ts";
import { simulationOptions } from "./permissions.queries.ts";

/**
 * What a draft of policies would do, once it has not changed for a moment; until then, what the last one would.
 * Writes nothing, and asks nothing while the draft is empty.
 */
export function usePermissionSimulation(
  changes: readonly PolicyChange[],
  tenantId?: string,
): UseQueryResult<PermissionSimulation> {
  const client = useStratumClient();
  const id = useTenantId(tenantId);
  // compared as text, so that a draft that says the same is the same
  const text = useSettled(JSON.stringify(changes));
  const settled = useMemo(() => JSON.parse(text) as PolicyChange[], [text]);
  return useQuery({
    ...simulationOptions(client, id, settled),
    enabled: settled.length > 0,
    placeholderData: keepWithin(id),
  });
}
