"use client";
import type { Json } from "@stratum-hq/core";
import { Check, EyeOff, Minus } from "lucide-react";
import type { ReactElement } from "react";
import { kindOf, toLine } from "../config/index.ts";
import { type Translate, useMessages } from "../i18n/index.ts";
import { Switch } from "../ui/index.ts";
import { permissionMessages } from "./permissions.messages.ts";
import type { PermissionRow } from "./permissions.rows.ts";
import type { PermissionEditorState } from "./usePermissionEditor.ts";

/** A permission's value in words: yes and no have some, the rest is written as it is. */
export const valueText = (value: Json, t: Translate<typeof permissionMessages>): string =>
  typeof value === "boolean" ? t(value ? "permissions.allowed" : "permissions.denied") : toLine(value);

/** The value of a row: an own yes or no is switched in place, any other one is read. */
export function PermissionValue({
  editor,
  row,
}: {
  editor: PermissionEditorState;
  row: PermissionRow;
}): ReactElement {
  const t = useMessages(permissionMessages);
  const { value, entry, key } = row;
  const text = valueText(value, t);
  if (typeof value === "boolean" && row.origin === "set" && editor.rights(row).edit)
    return (
      <span className="st-value-switch">
        <Switch
          aria-label={t("permissions.switch", { key })}
          checked={value}
          onCheckedChange={(on) => !editor.isSaving(row) && void editor.setValue(row, on)}
        />
        <span aria-hidden>{text}</span>
      </span>
    );
  return (
    <div className="st-value">
      <span className="st-permission-value">
        {value === true && <Check aria-hidden />}
        {value === false && <Minus aria-hidden />}
        <span
          className="st-value-text"
          data-kind={typeof value === "boolean" ? "string" : kindOf(value)}
          title={text}
        >
          {text}
        </span>
      </span>
      {entry.shadowed && (
        <span className="st-value-hidden">
          <EyeOff aria-hidden />
          <span>{t("permissions.own.hidden", { value: valueText(entry.shadowed.value, t) })}</span>
        </span>
      )}
    </div>
  );
}
