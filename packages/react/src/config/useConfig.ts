"use client";
import type { ResolvedConfig } from "@stratum-hq/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { configOptions } from "./config.queries.ts";

/** A tenant's effective config by key. Default tenant: that of the nearest scope. */
export function useConfig(tenantId?: string): UseQueryResult<ResolvedConfig> {
  return useQuery(configOptions(useStratumClient(), useTenantId(tenantId)));
}
