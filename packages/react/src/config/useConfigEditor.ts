"use client";
import type { Json, ResolvedConfig } from "@stratum-hq/core";
import { useMutationState, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { useControllable } from "../ui/index.ts";
import { withDrafts } from "./config.drafts.ts";
import { configAboveOptions, configKey } from "./config.queries.ts";
import type { ConfigRow } from "./config.rows.ts";
import { kindOf, type ValueKind } from "./config.values.ts";
import {
  type ConfigActions,
  type ConfigActionsOptions,
  type ConfigChange,
  useConfigActions,
} from "./useConfigActions.ts";
import { type ConfigDraftsOptions, type ConfigDraftsState, useConfigDrafts } from "./useConfigDrafts.ts";
import { type ConfigView, type ConfigViewOptions, useConfigView } from "./useConfigView.ts";
import type { Failure } from "./useFailures.ts";

/** What a dialog is asked to show: a key's past versions, its secret or its way over the tree, or another tenant's config. */
export type ConfigAsking = { action: "history" | "reveal" | "graph"; key: string } | { action: "compare" };

/** The row whose value is being typed. */
export interface ConfigEditing {
  tenant_id: string;
  key: string;
  kind: ValueKind;
  /** Version of the own entry when the typing began; 0 for none. */
  version: number;
}

export interface ConfigEditorOptions extends ConfigViewOptions, ConfigActionsOptions, ConfigDraftsOptions {
  /**
   * `draft` collects changes and saves them together, after `onBeforeSave`; `direct` makes each one at once, after
   * `onBeforeChange`. Default `draft`.
   */
  commit?: "draft" | "direct" | undefined;
  /** Shows without offering changes. Default false. */
  readOnly?: boolean | undefined;
  /** The key whose chain is open, if you hold it; null for none. */
  openKey?: string | null | undefined;
  /** Open at first. Default none. */
  defaultOpenKey?: string | null | undefined;
  /** Told which key is opened up; null for none. */
  onOpenKeyChange?: ((key: string | null) => void) | undefined;
}

export interface ConfigEditorState extends ConfigView, Pick<ConfigActions, "change" | "failures" | "reload"> {
  tenantId: string;
  readOnly: boolean;
  commit: "draft" | "direct";
  /** What is collected and not saved; stays empty with `commit: "direct"`. */
  drafts: ConfigDraftsState;
  /** True if the tenant may set its own value for the row's key. */
  canWrite: (row: ConfigRow) => boolean;
  /** The row being typed in; null if none is. */
  editing: ConfigEditing | null;
  /** Begins to type a value: an own one, or one that overrides what is inherited. Default kind: that of the value. */
  edit: (row: ConfigRow, kind?: ValueKind) => void;
  cancelEdit: () => void;
  /** Saves the typed value. The typing ends at once; if it fails the row says why. */
  save: (value: Json) => Promise<boolean>;
  /** Sets the value of an own row at once, as a switch does. */
  setValue: (row: ConfigRow, value: Json) => Promise<boolean>;
  setLocked: (row: ConfigRow, locked: boolean) => Promise<boolean>;
  /** Goes back to what is inherited; asks first, by `removing`, if nothing would be left. */
  inherit: (row: ConfigRow) => Promise<void>;
  /** The row whose removal waits to be confirmed. */
  removing: ConfigRow | null;
  confirmRemove: () => Promise<void>;
  cancelRemove: () => void;
  /** The dialog that was asked for; null if none is. */
  asking: ConfigAsking | null;
  ask: (asking: ConfigAsking | null) => void;
  /** The key whose chain is open; null if none is. */
  openKey: string | null;
  setOpenKey: (key: string | null) => void;
  /** True while a write of the key is under way. */
  isSaving: (key: string) => boolean;
  /** Makes a change that lost against a newer version once more, upon that version. */
  again: (failure: Failure<ConfigChange>) => Promise<boolean>;
}

/** Everything that `ConfigEditor` does, without its markup. */
export function useConfigEditor(options: ConfigEditorOptions = {}): ConfigEditorState {
  const client = useStratumClient();
  const queries = useQueryClient();
  const tenantId = useTenantId(options.tenantId);
  const commit = options.commit ?? "draft";
  const drafts = useConfigDrafts(options);
  const { drafts: drafted } = drafts;
  const overlay = useMemo(
    () => ({
      changed: Object.keys(drafted),
      apply: (config: ResolvedConfig) => withDrafts(config, drafted, tenantId),
    }),
    [drafted, tenantId],
  );
  const view = useConfigView(options, overlay);
  const direct = useConfigActions(options);
  const { failures, reload } = direct;
  const put: ConfigActions["change"] = async (change) => {
    drafts.put(change);
    return true;
  };
  const { change, attempt } = commit === "draft" ? { change: put, attempt: put } : direct;
  const saving = useMutationState({
    filters: { mutationKey: configKey(tenantId), status: "pending" },
    select: (mutation) => keysIn(mutation.state.variables),
  }).flat();
  const [typing, setTyping] = useState<ConfigEditing | null>(null);
  const [dropping, setDropping] = useState<{ tenant_id: string; row: ConfigRow } | null>(null);
  const [asked, ask] = useState<ConfigAsking | null>(null);
  const [openKey, setOpenKey] = useControllable(
    options.openKey,
    options.defaultOpenKey ?? null,
    options.onOpenKeyChange,
  );
  // what was begun for another tenant is not shown under this one
  const editing = typing?.tenant_id === tenantId ? typing : null;
  const removing = dropping?.tenant_id === tenantId ? dropping.row : null;
  const readOnly = options.readOnly ?? false;
  const version = (row: ConfigRow): number => row.entry.own_version ?? 0;

  return {
    ...view,
    tenantId,
    readOnly,
    commit,
    drafts,
    canWrite: (row) => !readOnly && row.origin !== "locked",
    editing,
    edit: (row, kind = row.entry.masked ? "string" : kindOf(row.entry.value)) => {
      failures.dismiss(row.key);
      setTyping({ tenant_id: tenantId, key: row.key, kind, version: version(row) });
    },
    cancelEdit: () => setTyping(null),
    save: async (value) => {
      if (!editing) return false;
      setTyping(null);
      return attempt({ action: "set", key: editing.key, value }, editing.version);
    },
    setValue: (row, value) => attempt({ action: "set", key: row.key, value }, version(row)),
    setLocked: (row, locked) => attempt({ action: locked ? "lock" : "unlock", key: row.key }, version(row)),
    inherit: async (row) => {
      if (commit === "draft") return drafts.put({ action: "inherit", key: row.key });
      const above = await queries.ensureQueryData(configAboveOptions(client, tenantId)).catch(() => null);
      if (above && !(row.key in above)) setDropping({ tenant_id: tenantId, row });
      else await attempt({ action: "inherit", key: row.key }, version(row));
    },
    removing,
    confirmRemove: async () => {
      if (removing) await change({ action: "inherit", key: removing.key }, version(removing));
    },
    cancelRemove: () => setDropping(null),
    asking: asked,
    ask,
    openKey,
    setOpenKey,
    isSaving: (key) => saving.includes(key),
    again: async ({ change: wanted }) => {
      await reload(wanted.key);
      const now = queries.getQueryData<ResolvedConfig>(configKey(tenantId))?.[wanted.key];
      return attempt(wanted, now?.own_version ?? 0);
    },
    change,
    failures,
    reload,
  };
}

/** Keys that a config mutation writes, whichever it is. */
function keysIn(variables: unknown): string[] {
  return [variables].flat().map((one) => (one as { key: string }).key);
}
