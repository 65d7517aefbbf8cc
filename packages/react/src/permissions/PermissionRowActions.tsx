"use client";
import { CircleHelp, PencilLine, Plus, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { IconButton } from "../ui/index.ts";
import { permissionMessages } from "./permissions.messages.ts";
import type { PermissionRow } from "./permissions.rows.ts";
import type { PermissionEditorState } from "./usePermissionEditor.ts";

/** What the rules let this tenant do with a row; where that is nothing, the way to the reason. */
export function PermissionRowActions(props: {
  editor: PermissionEditorState;
  row: PermissionRow;
}): ReactElement | null {
  const { editor, row } = props;
  const t = useMessages(permissionMessages);
  const { key } = row;
  const rights = editor.rights(row);
  if (editor.readOnly) return null;
  if (!rights.override && !rights.edit && !rights.revoke)
    return (
      <div className="st-row-actions st-config-actions">
        <IconButton
          size="sm"
          label={t("permissions.why.label", { key })}
          icon={<CircleHelp aria-hidden />}
          onClick={() => editor.setOpenKey(key)}
        />
      </div>
    );
  return (
    <div className="st-row-actions st-config-actions">
      {rights.override && (
        <IconButton
          size="sm"
          label={t("permissions.override.label", { key })}
          icon={<Plus aria-hidden />}
          onClick={() => editor.open({ kind: "override", row })}
        />
      )}
      {rights.edit && (
        <IconButton
          size="sm"
          label={t("permissions.edit.label", { key })}
          icon={<PencilLine aria-hidden />}
          onClick={() => editor.open({ kind: "edit", row })}
        />
      )}
      {rights.revoke && (
        <IconButton
          size="sm"
          label={t("permissions.revoke.label", { key })}
          icon={<Trash2 aria-hidden />}
          onClick={() => editor.open({ kind: "revoke", row })}
        />
      )}
    </div>
  );
}
