"use client";
import type { ResolvedConfig } from "@stratum-hq/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { configAboveOptions } from "./config.queries.ts";

/** What a tenant would inherit if it set nothing; null where that is not visible. Asked for only while `enabled`. */
export function useConfigAbove(
  tenantId: string | undefined,
  enabled: boolean,
): UseQueryResult<ResolvedConfig | null> {
  return useQuery({ ...configAboveOptions(useStratumClient(), useTenantId(tenantId)), enabled });
}
