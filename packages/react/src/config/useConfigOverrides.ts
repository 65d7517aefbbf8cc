"use client";
import type { ConfigOverride, Page } from "@stratum-hq/core";
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { configOverridesOptions } from "./config.queries.ts";

/** Who overrides, below a tenant, what resolves there, by key and page by page; the active tenant without an id. */
export const useConfigOverrides = (
  tenantId?: string,
  limit?: number,
): UseInfiniteQueryResult<InfiniteData<Page<ConfigOverride>, string | undefined>> =>
  useInfiniteQuery(configOverridesOptions(useStratumClient(), useTenantId(tenantId), limit));
