"use client";
import type {
  CreatePermissionInput,
  Permission,
  PermissionMode,
  PermissionChange as PolicyChange,
  RevocationMode,
  UpdatePermissionInput,
} from "@stratum-hq/core";
import { useState } from "react";
import { useValueDraft, type ValueDraft } from "../config/index.ts";
import { useSubmit } from "../ui/index.ts";
import { type Conflict, useBase } from "../ui/useBase.ts";
import type { PermissionRow } from "./permissions.rows.ts";
import type { PermissionEditorState } from "./usePermissionEditor.ts";

/** What those below may do with a policy, from least to most. */
export const MODES: readonly PermissionMode[] = ["LOCKED", "INHERITED", "DELEGATED"];
/** What revoking a policy takes along. */
export const REVOCATIONS: readonly RevocationMode[] = ["CASCADE", "SOFT", "PERMANENT"];

export interface PolicyForm extends Conflict<PolicyBase> {
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
  submit: () => Promise<void>;
}

/** What a form changes of a policy. */
export type PolicyBase = Pick<Permission, "value" | "version" | "mode" | "revocation_mode">;
/** A mode that is newer than this kit shows as the default. */
export const modeOf = (base: PolicyBase | undefined): PermissionMode =>
  MODES.find((one) => one === base?.mode) ?? "INHERITED";
/** A way of revoking that is newer than this kit shows as the default. */
export const revocationOf = (base: PolicyBase | undefined): RevocationMode =>
  REVOCATIONS.find((one) => one === base?.revocation_mode) ?? "CASCADE";

/** What the tenant's own policy is like before it is changed; undefined if it has none. */
function baseOf(row: PermissionRow | undefined): PolicyBase | undefined {
  if (!row?.entry.own_policy_id) return undefined;
  const { own_version, mode, revocation_mode } = row.entry;
  return { value: row.value, version: own_version ?? 0, mode, revocation_mode };
}

/** The form of a policy: of a new one, or of the own one of `given`. `onDone` is called once it is saved. */
export function usePolicyForm(
  editor: PermissionEditorState,
  given: PermissionRow | undefined,
  onDone: () => void,
): PolicyForm {
  const own = given?.entry.own_policy_id ?? null;
  const [key, setKey] = useState(given?.key ?? "");
  const { base, conflictIn } = useBase(baseOf(given));
  const [mode, setMode] = useState(() => modeOf(base));
  const [revocation, setRevocation] = useState(() => revocationOf(base));
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
  const updated = (): UpdatePermissionInput => ({
    value,
    ...(mayChooseMode && mode !== base?.mode && { mode }),
    ...(revocation !== base?.revocation_mode && { revocation_mode: revocation }),
  });
  const save = (): Promise<boolean> => {
    if (!own) return editor.change({ action: "create", key: key.trim(), input: created() });
    const input = { ...updated(), ...(base?.version && { expected_version: base.version }) };
    return editor.change({ action: "update", key, policy_id: own, input });
  };
  const draftChange = (): PolicyChange =>
    own ? { action: "update", key, ...updated() } : { action: "create", ...created() };
  const { busy, error, submit } = useSubmit(
    async () => {
      if (await save()) onDone();
    },
    ready,
    () => editor.reload(key),
  );
  return {
    ...{ key, setKey, draft, mode, setMode, revocation, setRevocation },
    ...{ row, mayChooseMode, ready, busy, submit },
    ...conflictIn(error, (theirs) => {
      draft.setValue(theirs.value);
      setMode(modeOf(theirs));
      setRevocation(revocationOf(theirs));
    }),
    changes: ready ? [draftChange()] : [],
  };
}
