import type { Page } from "@stratum-hq/core";
import {
  type DataTag,
  type InfiniteData,
  infiniteQueryOptions,
  type QueryKey,
  type UnusedSkipTokenInfiniteOptions,
} from "@tanstack/react-query";

/** The pages of a listing, as the cache holds them. */
export type PagesOf<T> = InfiniteData<Page<T>, string | undefined>;
/** Options of a paged query. */
export type PagedOptions<T, Key extends QueryKey> = UnusedSkipTokenInfiniteOptions<
  Page<T>,
  Error,
  PagesOf<T>,
  Key,
  string | undefined
> & { queryKey: DataTag<Key, InfiniteData<Page<T>>, Error> };

/** A listing that is asked for page by page. */
export const pagedOptions = <T, const Key extends QueryKey>(
  queryKey: Key,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
): PagedOptions<T, Key> =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<T>) => last.next_cursor ?? undefined,
  });
