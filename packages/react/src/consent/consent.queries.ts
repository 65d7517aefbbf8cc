import type { Consent, ConsentEvent, Page, StratumApi } from "@stratum-hq/core";
import {
  type DataTag,
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  type UnusedSkipTokenInfiniteOptions,
} from "@tanstack/react-query";
import { tenantKey } from "../provider/keys.ts";

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
export type ConsentPages<T> = InfiniteData<Page<T>, string | undefined>;
/** Options of a paged consent query. */
export type ConsentQueryOptions<T> = UnusedSkipTokenInfiniteOptions<
  Page<T>,
  Error,
  ConsentPages<T>,
  ConsentQueryKey,
  string | undefined
> & { queryKey: DataTag<ConsentQueryKey, InfiniteData<Page<T>>, Error> };

/** First words of the keys of a tenant's consent queries; consent mutations carry them too. */
export const consentKey = (tenantId: string): readonly [string, "consent"] => tenantKey(tenantId, "consent");

/** Paged query of the current consents of a tenant's subjects, newest grant first. */
export const consentOptions = (
  client: Pick<StratumApi, "listConsent">,
  tenantId: string,
  filter: ConsentFilter = {},
): ConsentQueryOptions<Consent> =>
  paged(tenantKey(tenantId, "consent", "list", filter), (cursor, signal) =>
    client.listConsent(tenantId, { ...filter, cursor, limit: CONSENT_PAGE_SIZE }, { signal }),
  );

/** Paged query of the consent ledger, newest event first. */
export const consentEventsOptions = (
  client: Pick<StratumApi, "listConsentEvents">,
  tenantId: string,
  filter: ConsentFilter = {},
): ConsentQueryOptions<ConsentEvent> =>
  paged(tenantKey(tenantId, "consent", "events", filter), (cursor, signal) =>
    client.listConsentEvents(tenantId, { ...filter, cursor, limit: CONSENT_PAGE_SIZE }, { signal }),
  );

const paged = <T>(
  queryKey: ConsentQueryKey,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
): ConsentQueryOptions<T> =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<T>) => last.next_cursor ?? undefined,
  });

/** Marks a tenant's consents and events stale. */
export const invalidateConsent = (queries: QueryClient, tenantId: string): Promise<void> =>
  queries.invalidateQueries({ queryKey: consentKey(tenantId) });
