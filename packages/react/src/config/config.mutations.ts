import type {
  BatchSetConfigEntry,
  BatchSetConfigResult,
  ConfigEntry,
  DeletedConfig,
  ResolvedConfig,
  StratumApi,
} from "@stratum-hq/core";
import { VersionConflictError } from "@stratum-hq/core/client";
import type { QueryClient, UseMutationOptions } from "@tanstack/react-query";
import { type ConfigWrite, withEntry, withKey, withoutEntry, withWrite } from "./config.cache.ts";
import { configKey, invalidateConfig } from "./config.queries.ts";

/** Options of a config write; its context is the config as it was before. */
export type ConfigMutationOptions<Input, Result> = UseMutationOptions<
  Result,
  Error,
  Input,
  ResolvedConfig | undefined
>;

/** A write to one key, and the version it replaces. */
export interface SetConfigVariables extends ConfigWrite {
  /** Version of the own entry that the writer saw; 0 for none. Absent: the last write wins. */
  expected_version?: number | undefined;
}
/** The own entry to remove, and the version that the writer saw. */
export interface DeleteConfigVariables {
  key: string;
  expected_version?: number | undefined;
}

interface Shape<Input, Result> {
  send: (input: Input) => Promise<Result>;
  /** Keys that the write touches; these are put back when it fails. */
  keys: (input: Input) => string[];
  /** The config as it will certainly be. Without it the cache waits for the answer. */
  expect?: (config: ResolvedConfig, input: Input) => ResolvedConfig;
  /** The config with what the answer tells. */
  confirm?: (config: ResolvedConfig, result: Result) => ResolvedConfig;
}

/**
 * Writes to one tenant's config, one after the other. Shows the certain outcome at once; a failure puts back only the
 * keys it touched, so that edits of other rows stay. Afterwards every tenant's config is fetched anew, since those
 * below may have changed; not after a stale write, where the reader first decides whether to reload.
 */
function mutationOf<Input, Result>(
  tenantId: string,
  shape: Shape<Input, Result>,
): ConfigMutationOptions<Input, Result> {
  const queryKey = configKey(tenantId);
  const update = (queries: QueryClient, change: (config: ResolvedConfig) => ResolvedConfig): void => {
    queries.setQueryData<ResolvedConfig>(queryKey, (config) => config && change(config));
  };
  return {
    mutationKey: queryKey,
    scope: { id: queryKey.join("/") },
    mutationFn: shape.send,
    onMutate: async (input, { client: queries }) => {
      await queries.cancelQueries({ queryKey, exact: true });
      const before = queries.getQueryData<ResolvedConfig>(queryKey);
      update(queries, (config) => shape.expect?.(config, input) ?? config);
      return before;
    },
    onError: (_error, input, before, { client: queries }) => {
      if (!before) return;
      for (const key of shape.keys(input)) update(queries, (config) => withKey(config, key, before[key]));
    },
    onSuccess: (result, _input, _before, { client: queries }) => {
      update(queries, (config) => shape.confirm?.(config, result) ?? config);
    },
    onSettled: (_result, error, _input, _before, { client: queries }) => {
      // the last of several running writes fetches for all of them
      if (error instanceof VersionConflictError || queries.isMutating({ mutationKey: queryKey }) > 1) return;
      void invalidateConfig(queries);
    },
  };
}

/** Sets, locks or unlocks an own entry; shown at once and taken back if it fails. */
export const setConfigOptions = (
  client: Pick<StratumApi, "setConfig">,
  tenantId: string,
): ConfigMutationOptions<SetConfigVariables, ConfigEntry> =>
  mutationOf(tenantId, {
    send: ({ key, ...input }) => client.setConfig(tenantId, key, input),
    keys: ({ key }) => [key],
    expect: (config, write) => withWrite(config, tenantId, write),
    confirm: withEntry,
  });

/** Removes an own entry, so that the tenant inherits again. Not optimistic: only the server knows what shows then. */
export const deleteConfigOptions = (
  client: Pick<StratumApi, "deleteConfig">,
  tenantId: string,
): ConfigMutationOptions<DeleteConfigVariables, DeletedConfig> =>
  mutationOf(tenantId, {
    send: ({ key, ...query }) => client.deleteConfig(tenantId, key, query),
    keys: ({ key }) => [key],
    confirm: withoutEntry,
  });

/** Sets and deletes up to 200 entries, all or nothing. Sets are shown at once, deletes once they are done. */
export const batchSetConfigOptions = (
  client: Pick<StratumApi, "batchSetConfig">,
  tenantId: string,
): ConfigMutationOptions<BatchSetConfigEntry[], BatchSetConfigResult> =>
  mutationOf(tenantId, {
    send: (entries) => client.batchSetConfig(tenantId, { entries }),
    keys: (entries) => entries.map((entry) => entry.key),
    expect: (config, entries) =>
      entries.reduce((all, entry) => (entry.delete ? all : withWrite(all, tenantId, entry)), config),
  });
