"use client";
import type { BatchSetConfigResult, ResolvedConfig } from "@stratum-hq/core";
import { VersionConflictError } from "@stratum-hq/core/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useReducer } from "react";
import { useStratumClient, useTenantId } from "../provider/index.ts";
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
  /** Drops one draft, or all. */
  discard: (key?: string) => void;
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

interface Steps {
  past: readonly ConfigDrafts[];
  now: ConfigDrafts;
  future: readonly ConfigDrafts[];
}
type Step = { to: ConfigDrafts } | "undo" | "redo" | "forget";
const NONE: Steps = { past: [], now: {}, future: [] };
/** How many steps can be taken back. */
const MEMORY = 100;

function walk({ past, now, future }: Steps, step: Step): Steps {
  const [back, next] = [past.at(-1), future[0]];
  if (step === "forget") return NONE;
  if (step === "undo")
    return back ? { past: past.slice(0, -1), now: back, future: [now, ...future] } : { past, now, future };
  if (step === "redo")
    return next ? { past: [...past, now], now: next, future: future.slice(1) } : { past, now, future };
  return { past: [...past, now].slice(-MEMORY), now: step.to, future: [] };
}

/** Each tenant keeps its own drafts, so that those of one can never be saved to another. */
type Desk = Readonly<Record<string, Steps>>;
const onDesk = (desk: Desk, { tenantId, step }: { tenantId: string; step: Step }): Desk => ({
  ...desk,
  [tenantId]: walk(desk[tenantId] ?? NONE, step),
});

/** Collects changes to one tenant's config, can take each step back, and saves them together. */
export function useConfigDrafts(options: ConfigDraftsOptions = {}): ConfigDraftsState {
  const tenantId = useTenantId(options.tenantId);
  const client = useStratumClient();
  const queries = useQueryClient();
  const [desk, dispatch] = useReducer(onDesk, {});
  const steps = desk[tenantId] ?? NONE;
  const go = (step: Step): void => dispatch({ tenantId, step });
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
