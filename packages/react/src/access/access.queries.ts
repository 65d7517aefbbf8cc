import type { ApiKey, Page, Session, StratumApi } from "@stratum-hq/core";
import {
  type DataTag,
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  type UnusedSkipTokenInfiniteOptions,
  type UnusedSkipTokenOptions,
} from "@tanstack/react-query";
import { type FOREST, forestKey, tenantKey } from "../provider/keys.ts";

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
export type ApiKeyPages = InfiniteData<Page<ApiKey>, string | undefined>;
/** Options of the query of API keys. */
export type ApiKeysQueryOptions = UnusedSkipTokenInfiniteOptions<
  Page<ApiKey>,
  Error,
  ApiKeyPages,
  ApiKeysQueryKey,
  string | undefined
> & { queryKey: DataTag<ApiKeysQueryKey, InfiniteData<Page<ApiKey>>, Error> };

/** Key of a tenant's API keys. */
export const apiKeysKey = (tenantId: string): ApiKeysQueryKey => tenantKey(tenantId, "access", "keys");

/** Paged query of a tenant's own API keys, newest first. */
export const apiKeysOptions = (
  client: Pick<StratumApi, "listApiKeys">,
  tenantId: string,
): ApiKeysQueryOptions =>
  infiniteQueryOptions({
    queryKey: apiKeysKey(tenantId),
    queryFn: ({ pageParam, signal }) =>
      client.listApiKeys({ tenant_id: tenantId, cursor: pageParam, limit: API_KEY_PAGE_SIZE }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<ApiKey>) => last.next_cursor ?? undefined,
  });

/** Marks a tenant's API keys stale. */
export const invalidateApiKeys = (queries: QueryClient, tenantId: string): Promise<void> =>
  queries.invalidateQueries({ queryKey: apiKeysKey(tenantId) });
