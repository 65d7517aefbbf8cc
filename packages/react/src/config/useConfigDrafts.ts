"use client";
import type { BatchSetConfigResult, ResolvedConfig } from "@stratum-hq/core";
import { VersionConflictError } from "@stratum-hq/core/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { type DraftStep, deskOf, NO_STEPS } from "./config.desk.ts";
import {
  type ConfigDraft,
  type ConfigDrafts,
  type DraftState,
  draftState,
  MAX_DRAFTS,
  rebased,
  toBatch,
  withChange,
  withoutDraft,
} from "./config.drafts.ts";
import { batchSetConfigOptions } from "./config.mutations.ts";
import { configKey } from "./config.queries.ts";
import type { ConfigChange } from "./useConfigActions.ts";

export interface ConfigDraftsOptions {
  /** The tenant that is shown. Default: the active one. */
  tenantId?: string | undefined;
  /** Asked before the drafts are saved; `false`, or a promise of it, keeps them as drafts. */
  onBeforeSave?: ((drafts: readonly ConfigDraft[]) => unknown) | undefined;
  /** Told after all drafts have been saved. */
  onAfterSave?: ((drafts: readonly ConfigDraft[], result: BatchSetConfigResult) => void) | undefined;
}

export interface ConfigDraftsState {
  /** By key, oldest first. */
  drafts: ConfigDrafts;
  list: readonly ConfigDraft[];
  count: number;
  /** Puts a change among the drafts. */
  put: (change: ConfigChange) => void;
  /** How each draft stands to what is on the server now. */
  stateOf: (key: string) => DraftState;
  /** Keys of the drafts that cannot be saved as they are. */
  blocked: readonly string[];
  /** Drops one draft, or all; `undo` brings them back. */
  discard: (key?: string) => void;
  /** Drops all drafts and every step to them. */
  forget: () => void;
  /** Keeps a stale draft in spite of what was saved meanwhile. */
  keepMine: (key: string) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
  /** Saves all drafts, all or nothing. Resolves to whether it did; a failure is in `error`. */
  save: () => Promise<boolean>;
  saving: boolean;
  /** True while there are more drafts than one save can carry. */
  tooMany: boolean;
  /** Why the last save failed; null after a change. */
  error: Error | null;
}

/**
 * Collects changes to one tenant's config, can take each step back, and saves them together. They lie with the client,
 * so they are there again when the editor is drawn anew; make a client for each sign-in.
 */
export function useConfigDrafts(options: ConfigDraftsOptions = {}): ConfigDraftsState {
  const tenantId = useTenantId(options.tenantId);
  const client = useStratumClient();
  const queries = useQueryClient();
  const desk = deskOf(client);
  const steps = useSyncExternalStore(
    desk.subscribe,
    () => desk.of(tenantId),
    () => NO_STEPS,
  );
  const go = (step: DraftStep): void => desk.go(tenantId, step);
  const mutation = useMutation(batchSetConfigOptions(client, tenantId));
  const drafts = steps.now;
  const list = Object.values(drafts);
  const config = (): ResolvedConfig => queries.getQueryData<ResolvedConfig>(configKey(tenantId)) ?? {};
  const entryOf = (key: string) => {
    const all = config();
    return Object.hasOwn(all, key) ? (all[key] ?? null) : null;
  };
  const to = (next: ConfigDrafts): void => {
    if (!mutation.isIdle) mutation.reset();
    go({ to: next });
  };
  const stateOf = (key: string): DraftState => {
    const draft = drafts[key];
    return draft ? draftState(draft, config()) : "ready";
  };
  return {
    drafts,
    list,
    count: list.length,
    put: (change) => to(withChange(drafts, change, entryOf(change.key))),
    stateOf,
    blocked: list.filter(({ key }) => stateOf(key) !== "ready").map(({ key }) => key),
    discard: (key) => to(key === undefined ? {} : withoutDraft(drafts, key)),
    forget: () => {
      mutation.reset();
      go("forget");
    },
    keepMine: (key) => to(rebased(drafts, key, entryOf(key))),
    undo: () => go("undo"),
    redo: () => go("redo"),
    canUndo: steps.past.length > 0,
    canRedo: steps.future.length > 0,
    save: async () => {
      if (list.length === 0 || list.length > MAX_DRAFTS) return false;
      if ((await options.onBeforeSave?.(list)) === false) return false;
      try {
        const result = await mutation.mutateAsync(toBatch(drafts));
        go("forget");
        options.onAfterSave?.(list, result);
        return true;
      } catch (error) {
        // What is there now is needed to say what the draft stands against.
        if (error instanceof VersionConflictError)
          await queries.invalidateQueries({ queryKey: configKey(tenantId), exact: true });
        return false;
      }
    },
    saving: mutation.isPending,
    tooMany: list.length > MAX_DRAFTS,
    error: mutation.error,
  };
}
