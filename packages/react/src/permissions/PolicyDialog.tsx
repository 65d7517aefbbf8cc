"use client";
import type { ReactElement } from "react";
import { FormFailure, fieldError } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { ConflictNote } from "../ui/ConflictNote.tsx";
import { FormFooter } from "../ui/FormFooter.tsx";
import { Dialog, DialogBody, DialogContent, Field, Note, TextField } from "../ui/index.ts";
import { ChoiceList } from "./ChoiceList.tsx";
import { PermissionImpact } from "./PermissionImpact.tsx";
import { valueText } from "./PermissionValue.tsx";
import { PolicyValue } from "./PolicyValue.tsx";
import { permissionDialogMessages } from "./permissions.dialogs.messages.ts";
import type { PermissionRow } from "./permissions.rows.ts";
import type { PermissionEditorState, PermissionTask } from "./usePermissionEditor.ts";
import {
  MODES,
  modeOf,
  type PolicyBase,
  type PolicyForm,
  REVOCATIONS,
  revocationOf,
  usePolicyForm,
} from "./usePolicyForm.ts";

type Kind = "add" | "override" | "edit";
type PolicyTask = Extract<PermissionTask, { kind: Kind }>;

/** Asks for a policy's value and rules; offers only the rules that may be chosen here. */
export function PolicyDialog(props: { editor: PermissionEditorState; task: PolicyTask }): ReactElement {
  const { editor, task } = props;
  const t = useMessages(permissionDialogMessages);
  const row = task.kind === "add" ? undefined : task.row;
  const { kind } = task;
  const key = row?.key ?? "";
  const name = row?.entry.source_name ?? t("permissions.above");
  return (
    <Dialog open onOpenChange={(open) => !open && editor.close()}>
      <DialogContent
        title={kind === "add" ? t("permissions.form.add") : t(`permissions.form.${kind}`, { key })}
        description={
          kind === "override"
            ? t("permissions.form.override.text", { name })
            : t(`permissions.form.${kind}.text`)
        }
      >
        <PolicyFields editor={editor} row={row} kind={kind} />
      </DialogContent>
    </Dialog>
  );
}

/** Apart from the dialog, so that it starts anew each time. */
function PolicyFields(props: {
  editor: PermissionEditorState;
  row: PermissionRow | undefined;
  kind: Kind;
}): ReactElement {
  const { editor, row, kind } = props;
  const t = useMessages(permissionDialogMessages);
  const form = usePolicyForm(editor, row, editor.close);
  const wordsOf = (policy: PolicyBase): string =>
    [
      valueText(policy.value, t),
      t(`permissions.mode.${modeOf(policy)}`),
      t(`permissions.revocation.${revocationOf(policy)}`),
    ].join(" · ");
  return (
    <form
      className="st-form"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <DialogBody>
        {!row && (
          <Field
            label={t("permissions.key")}
            hint={t("permissions.form.key.hint")}
            error={fieldError(form.error, "key")}
            required
          >
            <TextField mono value={form.key} onChange={(event) => form.setKey(event.target.value)} />
          </Field>
        )}
        {!row && form.row && <KnownKey row={form.row} />}
        <PolicyValue draft={form.draft} />
        <PolicyRules form={form} />
        <PermissionImpact tenantId={editor.tenantId} changes={form.changes} />
        <FormFailure error={form.error} fields={["key"]} />
        <ConflictNote conflict={form}>
          {(theirs) => t("permissions.conflict", { values: wordsOf(theirs) })}
        </ConflictNote>
      </DialogBody>
      <FormFooter busy={form.busy} disabled={!form.ready}>
        {t(`permissions.form.${kind}.submit`)}
      </FormFooter>
    </form>
  );
}

function KnownKey({ row }: { row: PermissionRow }): ReactElement {
  const t = useMessages(permissionDialogMessages);
  const { key, origin, entry } = row;
  const name = entry.source_name ?? t("permissions.above");
  return (
    <Note tone={origin === "inherited" ? "neutral" : "amber"}>
      {origin === "set"
        ? t("permissions.form.known.set", { key })
        : t(`permissions.form.known.${origin}`, { key, name })}
    </Note>
  );
}

function PolicyRules({ form }: { form: PolicyForm }): ReactElement {
  const t = useMessages(permissionDialogMessages);
  const name = form.row?.entry.inherited ? form.row.entry.source_name : null;
  return (
    <>
      {form.mayChooseMode ? (
        <ChoiceList
          label={t("permissions.form.mode")}
          value={form.mode}
          onValueChange={form.setMode}
          options={MODES.map((value) => ({
            value,
            label: t(`permissions.mode.${value}`),
            hint: t(`permissions.mode.${value}.hint`),
          }))}
        />
      ) : (
        <Note>
          {name ? t("permissions.form.mode.fixed", { name }) : t("permissions.form.mode.fixed.above")}
        </Note>
      )}
      <ChoiceList
        label={t("permissions.form.revocation")}
        value={form.revocation}
        onValueChange={form.setRevocation}
        options={REVOCATIONS.map((value) => ({
          value,
          label: t(`permissions.revocation.${value}`),
          hint: t(`permissions.revocation.${value}.hint`),
        }))}
      />
      {form.revocation === "PERMANENT" && <Note tone="amber">{t("permissions.form.permanent")}</Note>}
    </>
  );
}
