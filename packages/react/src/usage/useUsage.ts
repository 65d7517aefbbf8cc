"use client";
import type { Page, UsageTotal } from "@stratum-hq/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { type UsageFilter, usageOptions } from "./usage.queries.ts";

/** What a tenant and everything below it used, for a chart or a bill. Default tenant: that of the nearest scope. */
export function useUsage({
  tenantId,
  ...filter
}: UsageFilter & { tenantId?: string } = {}): UseQueryResult<Page<UsageTotal>> {
  return useQuery(usageOptions(useStratumClient(), useTenantId(tenantId), filter));
}
