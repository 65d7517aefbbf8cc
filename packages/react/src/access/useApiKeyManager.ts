"use client";
import type { ApiKey, CreatedApiKey } from "@stratum-hq/core";
import { type UseInfiniteQueryResult, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useMessages } from "../i18n/index.ts";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { useAnnounce } from "../ui/index.ts";
import { accessDoneMessages } from "./access.done.messages.ts";
import {
  type ApiKeyRotation,
  createApiKeyOptions,
  type NewApiKey,
  revokeApiKeyOptions,
  rotateApiKeyOptions,
} from "./access.mutations.ts";
import type { ApiKeyPages } from "./access.queries.ts";
import { useApiKeys } from "./useApiKeys.ts";

/** What a reader asks the manager to do. */
export type ApiKeyChange =
  | { action: "create"; input: NewApiKey }
  | ({ action: "rotate" } & ApiKeyRotation)
  | { action: "revoke"; id: string };

/** What is open over the table. */
export type ApiKeyTask =
  | { kind: "create" }
  | { kind: "rotate"; key: ApiKey }
  | { kind: "revoke"; key: ApiKey }
  /** A new key and its text, this once. */
  | { kind: "shown"; key: CreatedApiKey };

export interface ApiKeyManagerOptions {
  /** The tenant that is shown. Default: the active one. */
  tenantId?: string | undefined;
  /** Shows without offering changes. Default false. */
  readOnly?: boolean | undefined;
  /** Asked before each change; `false`, or a promise of it, drops the change. */
  onBeforeChange?: ((change: ApiKeyChange) => unknown) | undefined;
  /** Told after each change that the server has taken. The text of a new key is left out. */
  onAfterChange?: ((change: ApiKeyChange, key: ApiKey) => void) | undefined;
}

export interface ApiKeyManagerState {
  tenantId: string;
  readOnly: boolean;
  /** The query behind it: `isPending`, `error`, `hasNextPage`, `fetchNextPage`. */
  keys: UseInfiniteQueryResult<ApiKeyPages>;
  /** The loaded keys, newest first. */
  rows: readonly ApiKey[];
  /** Makes a change and says what came of it. Rejects if it fails; resolves to false if it was vetoed. */
  change: (change: ApiKeyChange) => Promise<boolean>;
  task: ApiKeyTask | null;
  open: (task: ApiKeyTask) => void;
  /** Closes what is open; with a kind, only if it is of that kind. */
  close: (kind?: ApiKeyTask["kind"]) => void;
}

/** Everything that `ApiKeyManager` does, without its markup. A change keeps its tenant, whatever is shown later. */
export function useApiKeyManager(options: ApiKeyManagerOptions = {}): ApiKeyManagerState {
  const client = useStratumClient();
  const mutations = useQueryClient();
  const t = useMessages(accessDoneMessages);
  const announce = useAnnounce();
  const tenantId = useTenantId(options.tenantId);
  const keys = useApiKeys(tenantId);
  const [task, setTask] = useState<{ tenant_id: string; task: ApiKeyTask } | null>(null);
  const rows = useMemo(() => keys.data?.pages.flatMap((page) => page.data) ?? [], [keys.data]);
  const open = (next: ApiKeyTask): void => setTask({ tenant_id: tenantId, task: next });

  const send = (change: ApiKeyChange): Promise<ApiKey | CreatedApiKey> => {
    const cache = mutations.getMutationCache();
    if (change.action === "create")
      return cache.build(mutations, createApiKeyOptions(client, tenantId)).execute(change.input);
    if (change.action === "revoke")
      return cache.build(mutations, revokeApiKeyOptions(client, tenantId)).execute(change.id);
    const { action: _, ...rotation } = change;
    return cache.build(mutations, rotateApiKeyOptions(client, tenantId)).execute(rotation);
  };
  return {
    tenantId,
    readOnly: options.readOnly ?? false,
    keys,
    rows,
    change: async (change) => {
      if ((await options.onBeforeChange?.(change)) === false) return false;
      const result = await send(change);
      // A toast would lie over a key that is shown this once, and says no more than what shows it.
      const silent = "plaintext_key" in result;
      announce(t(`access.done.${change.action}`, { name: result.name }), { tone: "success", silent });
      if ("plaintext_key" in result && change.action !== "revoke") {
        open({ kind: "shown", key: result });
        const { plaintext_key: _, ...key } = result;
        options.onAfterChange?.(change, key);
      } else options.onAfterChange?.(change, result);
      return true;
    },
    task: task?.tenant_id === tenantId ? task.task : null,
    open,
    close: (kind) => setTask((now) => (kind !== undefined && now?.task.kind !== kind ? now : null)),
  };
}
