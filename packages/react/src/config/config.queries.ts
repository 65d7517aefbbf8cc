import type { ResolvedConfig, StratumApi } from "@stratum-hq/core";
import { StratumError } from "@stratum-hq/core/client";
import {
  type DataTag,
  type QueryClient,
  queryOptions,
  type UnusedSkipTokenOptions,
} from "@tanstack/react-query";
import { tenantKey } from "../provider/keys.ts";

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

/** Marks the config of every tenant stale: a write also changes what tenants below resolve to. */
export const invalidateConfig = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ predicate: (query) => query.queryKey[1] === "config" });
