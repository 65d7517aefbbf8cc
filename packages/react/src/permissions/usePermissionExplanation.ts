"use client";
import type { ExplainedPermission } from "@stratum-hq/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { explanationOptions } from "./permissions.queries.ts";

/** Why a permission is what it is for a tenant: what each level of its chain says, root first. */
export function usePermissionExplanation(
  key: string,
  tenantId?: string,
): UseQueryResult<ExplainedPermission> {
  return useQuery(explanationOptions(useStratumClient(), useTenantId(tenantId), key));
}
