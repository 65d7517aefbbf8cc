import type {
  ConfigDefinition,
  ConfigOverride,
  ConfigVersion,
  Page,
  ResolvedConfig,
  StratumApi,
} from "@stratum-hq/core";
import { StratumError } from "@stratum-hq/core/client";
import {
  type DataTag,
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  type QueryKey,
  queryOptions,
  type UndefinedInitialDataInfiniteOptions,
  type UnusedSkipTokenOptions,
} from "@tanstack/react-query";
import { tenantKey } from "../provider/keys.ts";
import { markStale } from "../provider/stale.ts";

/** Key of a tenant's effective config. Starts with the tenant, so that a switch leaves a partition of the cache. */
export type ConfigQueryKey = readonly [tenantId: string, feature: "config"];
/** Options of the effective-config query, for `useQuery`, `useSuspenseQuery` and `prefetchQuery` alike. */
export type ConfigQueryOptions = UnusedSkipTokenOptions<
  ResolvedConfig,
  Error,
  ResolvedConfig,
  ConfigQueryKey
> & {
  queryKey: DataTag<ConfigQueryKey, ResolvedConfig, Error>;
};

type ConfigAboveKey = readonly [...ConfigQueryKey, "above"];
/** Options of the query of what a tenant would inherit. */
export type ConfigAboveQueryOptions = UnusedSkipTokenOptions<
  ResolvedConfig | null,
  Error,
  ResolvedConfig | null,
  ConfigAboveKey
> & { queryKey: DataTag<ConfigAboveKey, ResolvedConfig | null, Error> };

/** Key under which a tenant's effective config is cached; config mutations carry the same one. */
export const configKey = (tenantId: string): ConfigQueryKey => tenantKey(tenantId, "config");

/** Query of a tenant's effective config by key. */
export function configOptions(
  client: Pick<StratumApi, "resolveConfig">,
  tenantId: string,
): ConfigQueryOptions {
  return queryOptions({
    queryKey: configKey(tenantId),
    queryFn: ({ signal }) => client.resolveConfig(tenantId, { signal }),
  });
}

/**
 * Query of what a tenant would inherit: its parent's effective config. `{}` at a root, null where the parent is not
 * visible to the caller. For telling a choice's outcome before it is made; nothing depends on it.
 */
export function configAboveOptions(
  client: Pick<StratumApi, "getTenant" | "resolveConfig">,
  tenantId: string,
): ConfigAboveQueryOptions {
  return queryOptions({
    queryKey: tenantKey(tenantId, "config", "above"),
    queryFn: async ({ signal }) => {
      try {
        const { parent_id } = await client.getTenant(tenantId, {}, { signal });
        return parent_id === null ? {} : await client.resolveConfig(parent_id, { signal });
      } catch (error) {
        if (error instanceof StratumError && error.status < 500) return null;
        throw error;
      }
    },
  });
}

/** Options of the query of the past versions of an entry. */
export type ConfigHistoryQueryOptions = UndefinedInitialDataInfiniteOptions<
  Page<ConfigVersion>,
  Error,
  InfiniteData<Page<ConfigVersion>>,
  QueryKey,
  string | undefined
>;

/** Query of the past versions of a tenant's own entry, newest first. */
export const configHistoryOptions = (
  client: Pick<StratumApi, "listConfigHistory">,
  tenantId: string,
  key: string,
): ConfigHistoryQueryOptions =>
  infiniteQueryOptions({
    queryKey: tenantKey(tenantId, "config", "history", key) as QueryKey,
    queryFn: ({ pageParam, signal }) =>
      client.listConfigHistory(tenantId, key, { cursor: pageParam, limit: 20 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<ConfigVersion>) => last.next_cursor ?? undefined,
  });

/** Options of the query of who overrides below a tenant. */
export type ConfigOverridesQueryOptions = UndefinedInitialDataInfiniteOptions<
  Page<ConfigOverride>,
  Error,
  InfiniteData<Page<ConfigOverride>, string | undefined>,
  QueryKey,
  string | undefined
>;

/** Query of who overrides, below a tenant, what resolves there, by key. */
export const configOverridesOptions = (
  client: Pick<StratumApi, "listDrift">,
  tenantId: string,
  limit = 20,
): ConfigOverridesQueryOptions =>
  infiniteQueryOptions({
    queryKey: tenantKey(tenantId, "config", "overrides", limit) as QueryKey,
    queryFn: ({ pageParam, signal }) => client.listDrift(tenantId, { cursor: pageParam, limit }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<ConfigOverride>) => last.next_cursor ?? undefined,
  });

/** What keys mean, by key. */
export type ConfigDefinitionsByKey = ReadonlyMap<string, ConfigDefinition>;
type ConfigDefinitionsKey = readonly [...ConfigQueryKey, "definitions"];
/** Options of the query of what a tenant's keys mean. */
export type ConfigDefinitionsQueryOptions = UnusedSkipTokenOptions<
  ConfigDefinitionsByKey,
  Error,
  ConfigDefinitionsByKey,
  ConfigDefinitionsKey
> & { queryKey: DataTag<ConfigDefinitionsKey, ConfigDefinitionsByKey, Error> };

/** Query of the definitions that count for a tenant, its own and those from above. */
export const configDefinitionsOptions = (
  client: Pick<StratumApi, "listConfigDefinitions">,
  tenantId: string,
): ConfigDefinitionsQueryOptions =>
  queryOptions({
    queryKey: tenantKey(tenantId, "config", "definitions"),
    queryFn: async ({ signal }) => {
      const { data } = await client.listConfigDefinitions(tenantId, { signal });
      return new Map(data.map((definition) => [definition.key, definition])) as ConfigDefinitionsByKey;
    },
    // Definitions change with a release, not with an edit.
    staleTime: 60_000,
  });

/** Marks the config of every tenant stale: a write also changes what tenants below resolve to. */
export const invalidateConfig = (queries: QueryClient): Promise<void> =>
  markStale(queries, { predicate: (query) => query.queryKey[1] === "config" });
