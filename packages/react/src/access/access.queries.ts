import type { ApiKey, Session, StratumApi } from "@stratum-hq/core";
import {
  type DataTag,
  type QueryClient,
  queryOptions,
  type UnusedSkipTokenOptions,
} from "@tanstack/react-query";
import { type FOREST, forestKey, tenantKey } from "../provider/keys.ts";
import { type PagedOptions, type PagesOf, pagedOptions } from "../provider/paged.ts";
import { markStale } from "../provider/stale.ts";

/** Key of the session query. It belongs to the caller, not to a tenant. */
export type SessionQueryKey = readonly [typeof FOREST, "access", "session"];
/** Options of the session query. */
export type SessionQueryOptions = UnusedSkipTokenOptions<Session, Error, Session, SessionQueryKey> & {
  queryKey: DataTag<SessionQueryKey, Session, Error>;
};

/** Query of who the caller is, how far it reaches and what it may do. */
export const sessionOptions = (client: Pick<StratumApi, "getSession">): SessionQueryOptions =>
  queryOptions({
    queryKey: forestKey("access", "session"),
    queryFn: ({ signal }) => client.getSession({ signal }),
    // reach and scopes are part of the sign-in
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Rows on a page of API keys. */
export const API_KEY_PAGE_SIZE = 50;

export type ApiKeysQueryKey = readonly [tenantId: string, feature: "access", list: "keys"];
/** The pages of API keys, as the cache holds them. */
export type ApiKeyPages = PagesOf<ApiKey>;
/** Options of the query of API keys. */
export type ApiKeysQueryOptions = PagedOptions<ApiKey, ApiKeysQueryKey>;

/** Key of a tenant's API keys. */
export const apiKeysKey = (tenantId: string): ApiKeysQueryKey => tenantKey(tenantId, "access", "keys");

/** Paged query of a tenant's own API keys, newest first. */
export const apiKeysOptions = (
  client: Pick<StratumApi, "listApiKeys">,
  tenantId: string,
): ApiKeysQueryOptions =>
  pagedOptions(apiKeysKey(tenantId), (cursor, signal) =>
    client.listApiKeys({ tenant_id: tenantId, cursor, limit: API_KEY_PAGE_SIZE }, { signal }),
  );

/** Marks a tenant's API keys stale. */
export const invalidateApiKeys = (queries: QueryClient, tenantId: string): Promise<void> =>
  markStale(queries, { queryKey: apiKeysKey(tenantId) });
