"use client";
import type { Consent, ConsentEvent } from "@stratum-hq/core";
import { type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import {
  type ConsentFilter,
  type ConsentPages,
  consentEventsOptions,
  consentOptions,
} from "./consent.queries.ts";

/**
 * The current consents of a tenant's subjects, page by page. While another filter loads, the rows of the last one
 * stay; those of another tenant never do.
 */
export function useConsents(
  tenantId?: string,
  filter: ConsentFilter = {},
): UseInfiniteQueryResult<ConsentPages<Consent>> {
  const options = consentOptions(useStratumClient(), useTenantId(tenantId), filter);
  return useInfiniteQuery({
    ...options,
    placeholderData: (last, query) => (query?.queryKey[0] === options.queryKey[0] ? last : undefined),
  });
}

/** The ledger of a tenant's consents, page by page; asked for only while `enabled`. */
export function useConsentEvents(
  tenantId: string | undefined,
  filter: ConsentFilter,
  enabled = true,
): UseInfiniteQueryResult<ConsentPages<ConsentEvent>> {
  return useInfiniteQuery({
    ...consentEventsOptions(useStratumClient(), useTenantId(tenantId), filter),
    enabled,
  });
}
