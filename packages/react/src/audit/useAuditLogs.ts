"use client";
import type { AuditEntry, Page } from "@stratum-hq/core";
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { type AuditFilter, auditOptions } from "./audit.queries.ts";

/** Who changed what at a tenant, newest first, page by page; the active tenant without an id. */
export const useAuditLogs = (
  tenantId?: string,
  filter?: AuditFilter,
): UseInfiniteQueryResult<InfiniteData<Page<AuditEntry>, string | undefined>> =>
  useInfiniteQuery(auditOptions(useStratumClient(), useTenantId(tenantId), filter));
