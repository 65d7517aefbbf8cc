"use client";
import type {
  CreatePermissionInput,
  PermissionMode,
  PermissionChange as PolicyChange,
  RevocationMode,
  UpdatePermissionInput,
} from "@stratum-hq/core";
import { useState } from "react";
import { useValueDraft, type ValueDraft } from "../config/index.ts";
import { useSubmit } from "../ui/index.ts";
import type { PermissionRow } from "./permissions.rows.ts";
import type { PermissionEditorState } from "./usePermissionEditor.ts";

/** What those below may do with a policy, from least to most. */
export const MODES: readonly PermissionMode[] = ["LOCKED", "INHERITED", "DELEGATED"];
/** What revoking a policy takes along. */
export const REVOCATIONS: readonly RevocationMode[] = ["CASCADE", "SOFT", "PERMANENT"];

export interface PolicyForm {
  key: string;
  setKey: (key: string) => void;
  draft: ValueDraft;
  mode: PermissionMode;
  setMode: (mode: PermissionMode) => void;
  revocation: RevocationMode;
  setRevocation: (revocation: RevocationMode) => void;
  /** The row that the policy is for: the one given, or the one that already stands under the typed key. */
  row: PermissionRow | undefined;
  /** True if the rules let this tenant choose the mode. */
  mayChooseMode: boolean;
  /** True if there is a key and a value, and the rules allow to set it here. */
  ready: boolean;
  /** The form as a draft to weigh; empty while it is not ready. */
  changes: readonly PolicyChange[];
  busy: boolean;
  /** Why the last try failed. */
  error: unknown;
  submit: () => Promise<void>;
}

/** The form of a policy: of a new one, or of the own one of `given`. `onDone` is called once it is saved. */
export function usePolicyForm(
  editor: PermissionEditorState,
  given: PermissionRow | undefined,
  onDone: () => void,
): PolicyForm {
  const own = given?.entry.own_policy_id ?? null;
  const [key, setKey] = useState(given?.key ?? "");
  const [mode, setMode] = useState<PermissionMode>(
    MODES.find((one) => own && one === given?.entry.mode) ?? "INHERITED",
  );
  const [revocation, setRevocation] = useState<RevocationMode>(
    REVOCATIONS.find((one) => own && one === given?.entry.revocation_mode) ?? "CASCADE",
  );
  const draft = useValueDraft(given ? given.value : true);
  const row = given ?? editor.rows.find((one) => one.key === key.trim());
  const mayChooseMode = !row || row.entry.delegated;
  const allowed = !row || (own ? editor.rights(row).edit : editor.rights(row).override);
  const ready = key.trim() !== "" && draft.value !== undefined && allowed;

  const value = draft.value ?? null;
  const created = (): CreatePermissionInput => ({
    ...{ key: key.trim(), value, revocation_mode: revocation },
    ...(mayChooseMode && { mode }),
  });
  const updated = (entry: PermissionRow["entry"]): UpdatePermissionInput => ({
    value,
    ...(mayChooseMode && mode !== entry.mode && { mode }),
    ...(revocation !== entry.revocation_mode && { revocation_mode: revocation }),
  });
  const save = (): Promise<boolean> => {
    if (!own || !given) return editor.change({ action: "create", key: key.trim(), input: created() });
    const { own_version } = given.entry;
    const input = {
      ...updated(given.entry),
      ...(own_version !== null && { expected_version: own_version }),
    };
    return editor.change({ action: "update", key, policy_id: own, input });
  };
  const draftChange = (): PolicyChange =>
    own && given ? { action: "update", key, ...updated(given.entry) } : { action: "create", ...created() };
  const { busy, error, submit } = useSubmit(async () => {
    if (await save()) onDone();
  }, ready);
  return {
    ...{ key, setKey, draft, mode, setMode, revocation, setRevocation },
    ...{ row, mayChooseMode, ready, busy, error, submit },
    changes: ready ? [draftChange()] : [],
  };
}
