"use client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button } from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import type { ConfigRow } from "./config.rows.ts";
import { brokenRule } from "./definition-rules.ts";
import { useConfigDefinitions } from "./useConfigDefinitions.ts";
import type { ConfigEditing, ConfigEditorState } from "./useConfigEditor.ts";
import { useValueDraft } from "./useValueDraft.ts";
import { ValueInput } from "./ValueInput.tsx";

export interface ConfigValueFormProps {
  editor: ConfigEditorState;
  row: ConfigRow;
  editing: ConfigEditing;
}

/** Types a value in its row. Enter saves, Escape leaves it as it was. */
export function ConfigValueForm({ editor, row, editing }: ConfigValueFormProps): ReactElement {
  const t = useMessages(configDialogMessages);
  // A masked value is replaced, never changed: the input starts empty.
  const draft = useValueDraft(row.entry.masked ? "" : row.entry.value, editing.kind);
  const definition = useConfigDefinitions(editor.tenantId).data?.get(row.key);
  const ready = draft.value !== undefined && !brokenRule(definition?.schema, draft.value);
  const save = (): void => {
    if (ready && draft.value !== undefined) void editor.save(draft.value);
  };
  return (
    <div className="st-value-form" data-kind={draft.kind} data-secret={row.entry.masked || undefined}>
      <ValueInput
        draft={draft}
        definition={definition}
        label={t("config.value.of", { key: row.key })}
        hideLabel
        focus
        onSubmit={save}
        onCancel={editor.cancelEdit}
      />
      {row.entry.masked && <p className="st-muted">{t("config.secret.replace")}</p>}
      <div className="st-value-form-actions">
        <Button variant="primary" size="sm" disabled={!ready} onClick={save}>
          {t("config.save")}
        </Button>
        <Button variant="ghost" size="sm" onClick={editor.cancelEdit}>
          {t("config.cancel")}
        </Button>
      </div>
    </div>
  );
}
