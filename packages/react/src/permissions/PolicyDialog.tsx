"use client";
import type { ReactElement } from "react";
import { FormFailure, fieldError, ValueInput, type ValueKind } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import {
  Button,
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogFooter,
  Field,
  Note,
  Select,
  TextField,
} from "../ui/index.ts";
import { ChoiceList } from "./ChoiceList.tsx";
import { permissionMessages } from "./permissions.messages.ts";
import type { PermissionRow } from "./permissions.rows.ts";
import type { PermissionEditorState } from "./usePermissionEditor.ts";
import { MODES, type PolicyForm, REVOCATIONS, usePolicyForm } from "./usePolicyForm.ts";

type Kind = "add" | "override" | "edit";

/** Asks for a policy's value and rules; offers only the rules that may be chosen here. */
export function PolicyDialog({ editor }: { editor: PermissionEditorState }): ReactElement {
  const t = useMessages(permissionMessages);
  const task = editor.task?.kind === "revoke" ? null : editor.task;
  const row = task && "row" in task ? task.row : undefined;
  const kind = task?.kind ?? "add";
  const key = row?.key ?? "";
  const name = row?.entry.source_name ?? t("permissions.above");
  return (
    <Dialog open={task !== null} onOpenChange={(open) => !open && editor.close()}>
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
  const t = useMessages(permissionMessages);
  const form = usePolicyForm(editor, row, editor.close);
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
        <PolicyValue form={form} />
        <PolicyRules form={form} />
        <FormFailure
          error={form.error}
          fields={["key"]}
          of={form.key.trim()}
          onReload={async () => {
            await editor.reload(form.key.trim());
            editor.close();
          }}
        />
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{t("permissions.form.cancel")}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" busy={form.busy} disabled={!form.ready}>
          {t(`permissions.form.${kind}.submit`)}
        </Button>
      </DialogFooter>
    </form>
  );
}

function KnownKey({ row }: { row: PermissionRow }): ReactElement {
  const t = useMessages(permissionMessages);
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

function PolicyValue({ form }: { form: PolicyForm }): ReactElement {
  const t = useMessages(permissionMessages);
  const { draft } = form;
  const choose = (choice: string): void => {
    const yesOrNo = choice === "true" || choice === "false";
    draft.setKind(yesOrNo ? "boolean" : (choice as ValueKind));
    if (yesOrNo) draft.setText(choice);
  };
  return (
    <div className={draft.kind === "boolean" ? undefined : "st-form-pair"}>
      <Field label={t("permissions.value")}>
        <Select
          value={draft.kind === "boolean" ? draft.text : draft.kind}
          onChange={(event) => choose(event.target.value)}
          options={[
            { value: "true", label: t("permissions.allowed") },
            { value: "false", label: t("permissions.denied") },
            { value: "number", label: t("permissions.form.kind.number") },
            { value: "string", label: t("permissions.form.kind.string") },
            { value: "json", label: t("permissions.form.kind.json") },
          ]}
        />
      </Field>
      {draft.kind !== "boolean" && <ValueInput draft={draft} label={t("permissions.form.exact")} />}
    </div>
  );
}

function PolicyRules({ form }: { form: PolicyForm }): ReactElement {
  const t = useMessages(permissionMessages);
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
        <Note>{t("permissions.form.mode.fixed", { name: name ?? t("permissions.above") })}</Note>
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
