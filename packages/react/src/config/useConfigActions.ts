"use client";
import type { ConfigEntry, DeletedConfig, Json, ResolvedConfig } from "@stratum-hq/core";
import { useQueryClient } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { deleteConfigOptions, setConfigOptions } from "./config.mutations.ts";
import { configKey } from "./config.queries.ts";
import { useConfigOutcome } from "./useConfigOutcome.ts";
import { type Failures, useFailures } from "./useFailures.ts";

/** What a reader asks the editor to do to one key. */
export type ConfigChange =
  | { action: "set"; key: string; value: Json; locked?: boolean; sensitive?: boolean }
  | { action: "lock" | "unlock" | "inherit"; key: string };

export interface ConfigActionsOptions {
  /** The tenant that is shown. Default: the active one. */
  tenantId?: string | undefined;
  /** Asked before each change; `false`, or a promise of it, drops the change. */
  onBeforeChange?: ((change: ConfigChange) => unknown) | undefined;
  /** Told after each change that the server has taken. */
  onAfterChange?: ((change: ConfigChange, result: ConfigEntry | DeletedConfig) => void) | undefined;
}

export interface ConfigActions {
  /** Makes a change to the entry of that version (0 for none), and says what came of it. Rejects if it fails. */
  change: (change: ConfigChange, version: number) => Promise<boolean>;
  /** As `change`, but a failure is kept in `failures` and resolves to false. */
  attempt: (change: ConfigChange, version: number) => Promise<boolean>;
  failures: Failures<ConfigChange>;
  /** Fetches the config anew and forgets the key's failure. */
  reload: (key: string) => Promise<void>;
}

/** Changes to one tenant's config. A change keeps its tenant, even if another one is shown before it is sent. */
export function useConfigActions(options: ConfigActionsOptions): ConfigActions {
  const client = useStratumClient();
  const tenant = useTenantId(options.tenantId);
  const queries = useQueryClient();
  const outcome = useConfigOutcome();
  const failures = useFailures<ConfigChange>(tenant);

  const send = (change: ConfigChange, expected_version: number): Promise<ConfigEntry | DeletedConfig> => {
    const mutations = queries.getMutationCache();
    const { key } = change;
    if (change.action === "inherit")
      return mutations.build(queries, deleteConfigOptions(client, tenant)).execute({ key, expected_version });
    const { action, ...set } = change;
    const write = action === "set" ? set : { key, locked: action === "lock" };
    return mutations.build(queries, setConfigOptions(client, tenant)).execute({ ...write, expected_version });
  };
  const change: ConfigActions["change"] = async (change, version) => {
    if ((await options.onBeforeChange?.(change)) === false) return false;
    const before = queries.getQueryData<ResolvedConfig>(configKey(tenant))?.[change.key];
    const result = await send(change, version);
    outcome(change, result, () => {
      if (before)
        void attempt({ action: "set", key: change.key, value: before.value, locked: before.locked }, 0);
    });
    options.onAfterChange?.(change, result);
    return true;
  };
  const attempt: ConfigActions["attempt"] = (wanted, version) =>
    failures.attempt(wanted, () => change(wanted, version));
  const reload = async (key: string): Promise<void> => {
    await queries.invalidateQueries({ queryKey: configKey(tenant), exact: true });
    failures.dismiss(key);
  };
  return { change, attempt, failures, reload };
}
