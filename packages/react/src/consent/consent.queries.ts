import type { Consent, ConsentEvent, StratumApi } from "@stratum-hq/core";
import type { QueryClient } from "@tanstack/react-query";
import { tenantKey } from "../provider/keys.ts";
import { type PagedOptions, type PagesOf, pagedOptions } from "../provider/paged.ts";
import { markStale } from "../provider/stale.ts";

/** Rows on a page of consents or events. */
export const CONSENT_PAGE_SIZE = 50;

/** Which consents or events to list; absent fields do not narrow. Both must match whole. */
export interface ConsentFilter {
  subject_id?: string | undefined;
  purpose?: string | undefined;
}
export type ConsentQueryKey = readonly [
  tenantId: string,
  feature: "consent",
  list: "list" | "events",
  ConsentFilter,
];
/** The pages of a listing, as the cache holds them. */
export type ConsentPages<T> = PagesOf<T>;
/** Options of a paged consent query. */
export type ConsentQueryOptions<T> = PagedOptions<T, ConsentQueryKey>;

/** First words of the keys of a tenant's consent queries; consent mutations carry them too. */
export const consentKey = (tenantId: string): readonly [string, "consent"] => tenantKey(tenantId, "consent");

/** Paged query of the current consents of a tenant's subjects, newest grant first. */
export const consentOptions = (
  client: Pick<StratumApi, "listConsent">,
  tenantId: string,
  filter: ConsentFilter = {},
): ConsentQueryOptions<Consent> =>
  pagedOptions<Consent, ConsentQueryKey>(tenantKey(tenantId, "consent", "list", filter), (cursor, signal) =>
    client.listConsent(tenantId, { ...filter, cursor, limit: CONSENT_PAGE_SIZE }, { signal }),
  );

/** Paged query of the consent ledger, newest event first. */
export const consentEventsOptions = (
  client: Pick<StratumApi, "listConsentEvents">,
  tenantId: string,
  filter: ConsentFilter = {},
): ConsentQueryOptions<ConsentEvent> =>
  pagedOptions<ConsentEvent, ConsentQueryKey>(
    tenantKey(tenantId, "consent", "events", filter),
    (cursor, signal) =>
      client.listConsentEvents(tenantId, { ...filter, cursor, limit: CONSENT_PAGE_SIZE }, { signal }),
  );

/** Marks a tenant's consents and events stale. */
export const invalidateConsent = (queries: QueryClient, tenantId: string): Promise<void> =>
  markStale(queries, { queryKey: consentKey(tenantId) });
