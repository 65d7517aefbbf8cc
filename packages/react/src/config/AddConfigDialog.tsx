"use client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { FormFooter } from "../ui/FormFooter.tsx";
import { Checkbox, Dialog, DialogBody, DialogContent, Field, Note, Select, TextField } from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import { VALUE_KINDS, type ValueKind } from "./config.values.ts";
import { FormFailure } from "./FormFailure.tsx";
import { fieldError } from "./field-error.ts";
import { type AddConfig, useAddConfig } from "./useAddConfig.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";
import { ValueInput } from "./ValueInput.tsx";

export interface AddConfigDialogProps {
  editor: ConfigEditorState;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Asks for a key, a typed value and whether to lock it. */
export function AddConfigDialog({ editor, open, onOpenChange }: AddConfigDialogProps): ReactElement {
  const t = useMessages(configDialogMessages);
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={t("config.add.title")} description={t("config.add.text")}>
        <AddConfigForm editor={editor} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

/** Apart from the dialog, so that it starts empty each time. */
function AddConfigForm({ editor, onDone }: { editor: ConfigEditorState; onDone: () => void }): ReactElement {
  const t = useMessages(configDialogMessages);
  const form = useAddConfig(editor, onDone);
  return (
    <form
      className="st-form"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <DialogBody>
        <Field
          label={t("config.key")}
          hint={t("config.add.key.hint")}
          error={fieldError(form.error, "key")}
          required
        >
          <TextField mono value={form.key} onChange={(event) => form.setKey(event.target.value)} />
        </Field>
        <KnownKey form={form} />
        <div className="st-form-pair">
          <Field label={t("config.value.kind")}>
            <Select
              value={form.draft.kind}
              onChange={(event) => form.draft.setKind(event.target.value as ValueKind)}
              options={VALUE_KINDS.map((value) => ({ value, label: t(`config.kind.${value}`) }))}
            />
          </Field>
          <ValueInput draft={form.draft} label={t("config.value")} />
        </div>
        <Checkbox
          label={t("config.add.lock")}
          hint={t("config.add.lock.hint")}
          checked={form.locked}
          onChange={(event) => form.setLocked(event.target.checked)}
        />
        <Checkbox
          label={t("config.add.secret")}
          hint={t("config.add.secret.hint")}
          checked={form.sensitive}
          onChange={(event) => form.setSensitive(event.target.checked)}
        />
        <FormFailure error={form.error} fields={["key"]} of={form.key.trim()} />
      </DialogBody>
      <FormFooter busy={form.busy} disabled={!form.ready}>
        {t(form.known?.origin === "inherited" ? "config.add.override" : "config.add.submit")}
      </FormFooter>
    </form>
  );
}

function KnownKey({ form }: { form: AddConfig }): ReactElement | null {
  const t = useMessages(configDialogMessages);
  if (!form.known) return null;
  const { key, origin, entry } = form.known;
  const name = entry.source_name ?? t("config.origin.above");
  return (
    <Note tone={origin === "inherited" ? "neutral" : "amber"}>
      {origin === "set" ? t("config.add.known.set", { key }) : t(`config.add.known.${origin}`, { key, name })}
    </Note>
  );
}
