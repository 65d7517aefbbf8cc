"use client";
import type {
  CreatePermissionInput,
  Json,
  Permission,
  Revocation,
  UpdatePermissionInput,
} from "@stratum-hq/core";
import { useMutationState, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Failures, useFailures } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { useAnnounce, useControllable } from "../ui/index.ts";
import { permissionMessages } from "./permissions.messages.ts";
import {
  createPermissionOptions,
  deletePermissionOptions,
  updatePermissionOptions,
} from "./permissions.mutations.ts";
import { permissionsKey } from "./permissions.queries.ts";
import { type PermissionRights, type PermissionRow, rightsOf } from "./permissions.rows.ts";
import { type PermissionView, type PermissionViewOptions, usePermissionView } from "./usePermissionView.ts";

/** What a reader asks the editor to do to one key. */
export type PermissionChange =
  | { action: "create"; key: string; input: CreatePermissionInput }
  | { action: "update"; key: string; policy_id: string; input: UpdatePermissionInput }
  | { action: "revoke"; key: string; policy_id: string };

/** What is open over the table. */
export type PermissionTask =
  | { kind: "add" }
  | { kind: "override" | "edit"; row: PermissionRow }
  | { kind: "revoke"; row: PermissionRow }
  | { kind: "simulate" }
  | { kind: "graph"; key: string };

export interface PermissionEditorOptions extends PermissionViewOptions {
  /** Shows without offering changes. Default false. */
  readOnly?: boolean | undefined;
  /** Asked before each change; `false`, or a promise of it, drops the change. */
  onBeforeChange?: ((change: PermissionChange) => unknown) | undefined;
  /** Told after each change that the server has taken. */
  onAfterChange?: ((change: PermissionChange, result: Permission | Revocation) => void) | undefined;
  /** The key whose evaluation is open, if you hold it; null for none. */
  openKey?: string | null | undefined;
  /** Open at first. Default none. */
  defaultOpenKey?: string | null | undefined;
  /** Told which key is opened up; null for none. */
  onOpenKeyChange?: ((key: string | null) => void) | undefined;
}

export interface PermissionEditorState extends PermissionView {
  tenantId: string;
  readOnly: boolean;
  /** What may be done with a row here; nothing if the editor is read-only. */
  rights: (row: PermissionRow) => PermissionRights;
  /** Makes a change and says what came of it. Rejects if it fails; resolves to false if it was vetoed. */
  change: (change: PermissionChange) => Promise<boolean>;
  /** The key whose evaluation is open; null if none is. */
  openKey: string | null;
  setOpenKey: (key: string | null) => void;
  /** Sets the value of an own policy at once, as a switch does. A failure is kept beside the row. */
  setValue: (row: PermissionRow, value: Json) => Promise<boolean>;
  failures: Failures<PermissionChange>;
  /** Fetches the permissions anew and forgets the key's failure. */
  reload: (key: string) => Promise<void>;
  /** True while a change of the row's own policy is under way. */
  isSaving: (row: PermissionRow) => boolean;
  task: PermissionTask | null;
  open: (task: PermissionTask) => void;
  close: () => void;
}

const NOTHING: PermissionRights = { override: false, edit: false, mode: false, revoke: false };

/** Everything that `PermissionEditor` does, without its markup. A change keeps its tenant, whatever is shown later. */
export function usePermissionEditor(options: PermissionEditorOptions = {}): PermissionEditorState {
  const client = useStratumClient();
  const queries = useQueryClient();
  const t = useMessages(permissionMessages);
  const announce = useAnnounce();
  const tenantId = useTenantId(options.tenantId);
  const view = usePermissionView(options);
  const failures = useFailures<PermissionChange>(tenantId);
  // what was opened for another tenant is not shown under this one
  const [opened, setOpened] = useState<{ tenant_id: string; task: PermissionTask } | null>(null);
  const task = opened?.tenant_id === tenantId ? opened.task : null;
  const [openKey, setOpenKey] = useControllable(
    options.openKey,
    options.defaultOpenKey ?? null,
    options.onOpenKeyChange,
  );
  const saving = useMutationState({
    filters: { mutationKey: permissionsKey(tenantId), status: "pending" },
    select: (mutation) => (mutation.state.variables as { policyId?: string }).policyId,
  });
  const readOnly = options.readOnly ?? false;

  const send = async (change: PermissionChange): Promise<Permission | Revocation> => {
    const { key } = change;
    const mutations = queries.getMutationCache();
    if (change.action === "revoke") {
      const gone = await mutations
        .build(queries, deletePermissionOptions(client, tenantId))
        .execute({ policyId: change.policy_id });
      announce(t("permissions.done.revoked", { key, count: gone.deleted.length }), { tone: "success" });
      return gone;
    }
    if (change.action === "create") {
      const policy = await mutations
        .build(queries, createPermissionOptions(client, tenantId))
        .execute(change.input);
      announce(t("permissions.done.created", { key }), { tone: "success" });
      return policy;
    }
    const policy = await mutations
      .build(queries, updatePermissionOptions(client, tenantId))
      .execute({ policyId: change.policy_id, input: change.input });
    announce(t("permissions.done.updated", { key }), { silent: true });
    return policy;
  };
  const change = async (wanted: PermissionChange): Promise<boolean> => {
    if ((await options.onBeforeChange?.(wanted)) === false) return false;
    const result = await send(wanted);
    options.onAfterChange?.(wanted, result);
    return true;
  };

  return {
    ...view,
    tenantId,
    readOnly,
    rights: (row) => (readOnly ? NOTHING : rightsOf(row.entry)),
    change,
    setValue: async (row, value) => {
      const { own_policy_id, own_version } = row.entry;
      if (own_policy_id === null) return false;
      const input = { value, ...(own_version !== null && { expected_version: own_version }) };
      const wanted = { action: "update", key: row.key, policy_id: own_policy_id, input } as const;
      return failures.attempt(wanted, () => change(wanted));
    },
    failures,
    reload: async (key) => {
      await queries.invalidateQueries({ queryKey: permissionsKey(tenantId), exact: true });
      failures.dismiss(key);
    },
    isSaving: (row) => row.entry.own_policy_id !== null && saving.includes(row.entry.own_policy_id),
    task,
    open: (next) => {
      if (openKey !== null) setOpenKey(null);
      setOpened({ tenant_id: tenantId, task: next });
    },
    close: () => setOpened(null),
    openKey,
    setOpenKey,
  };
}
