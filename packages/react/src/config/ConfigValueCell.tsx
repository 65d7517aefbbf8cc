"use client";
import { EyeOff } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Switch } from "../ui/index.ts";
import { ConfigValueForm } from "./ConfigValueForm.tsx";
import { configMessages } from "./config.messages.ts";
import type { ConfigRow } from "./config.rows.ts";
import { kindOf, toLine } from "./config.values.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";

/** The value of a row: an own one can be changed in place, any other one is read. */
export function ConfigValueCell({
  editor,
  row,
}: {
  editor: ConfigEditorState;
  row: ConfigRow;
}): ReactElement {
  const t = useMessages(configMessages);
  const { entry, key } = row;
  if (editor.editing?.key === key)
    return <ConfigValueForm editor={editor} row={row} editing={editor.editing} />;
  const kind = kindOf(entry.value);
  const line = toLine(entry.value);
  if (row.origin !== "set" || !editor.canWrite(row))
    return (
      <div className="st-value">
        <span className="st-value-text" data-kind={kind} title={line}>
          {line}
        </span>
        {entry.shadowed && (
          <span className="st-value-hidden">
            <EyeOff aria-hidden />
            <span className="st-truncate">
              {t("config.own.hidden", { value: toLine(entry.shadowed.value) })}
            </span>
          </span>
        )}
      </div>
    );
  if (typeof entry.value === "boolean")
    return (
      <span className="st-value-switch">
        <Switch
          aria-label={t("config.value.of", { key })}
          checked={entry.value}
          onCheckedChange={(on) => !editor.isSaving(key) && void editor.setValue(row, on)}
        />
        <code aria-hidden>{line}</code>
      </span>
    );
  return (
    <button
      type="button"
      className="st-value-button"
      data-slot="value-button"
      data-kind={kind}
      title={line}
      onClick={() => editor.edit(row)}
    >
      <span className="st-sr-only">{t("config.edit.label", { key })}: </span>
      {line}
    </button>
  );
}
