"use client";
import { Braces, Eye, History, Lock, LockOpen, PencilLine, Trash2, Undo2 } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { MenuItem, MenuSeparator } from "../ui/index.ts";
import { configMessages } from "./config.messages.ts";
import type { ConfigRow } from "./config.rows.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";
import { useNothingAbove } from "./useNothingAbove.ts";

/** The items of an own row's menu. */
export function ConfigRowMenu({ editor, row }: { editor: ConfigEditorState; row: ConfigRow }): ReactElement {
  const t = useMessages(configMessages);
  const { key, entry } = row;
  const lock = entry.locked ? "unlock" : "lock";
  const icon = entry.locked ? <LockOpen aria-hidden /> : <Lock aria-hidden />;
  const toggle = (): void => void editor.setLocked(row, !entry.locked);
  return (
    <>
      <MenuItem icon={<PencilLine aria-hidden />} onSelect={() => editor.edit(row)}>
        {t("config.edit")}
      </MenuItem>
      {!entry.sensitive && (
        <MenuItem icon={<Braces aria-hidden />} onSelect={() => editor.edit(row, "json")}>
          {t("config.editJson")}
        </MenuItem>
      )}
      {entry.masked && (
        <MenuItem icon={<Eye aria-hidden />} onSelect={() => editor.ask({ action: "reveal", key })}>
          {t("config.secret.reveal")}
        </MenuItem>
      )}
      <MenuItem icon={<History aria-hidden />} onSelect={() => editor.ask({ action: "history", key })}>
        {t("config.history")}
      </MenuItem>
      <MenuItem icon={icon} hint={t(`config.${lock}.hint`)} onSelect={toggle}>
        {t(`config.${lock}`)}
      </MenuItem>
      <MenuSeparator />
      <InheritItem editor={editor} row={row} />
    </>
  );
}

/** Asks what is above once the menu is open, and names what the choice then means. */
function InheritItem({ editor, row }: { editor: ConfigEditorState; row: ConfigRow }): ReactElement {
  const t = useMessages(configMessages);
  const inherit = (): void => void editor.inherit(row);
  return useNothingAbove(editor.tenantId, row.key, true) ? (
    <MenuItem icon={<Trash2 aria-hidden />} tone="danger" onSelect={inherit}>
      {t("config.remove")}
    </MenuItem>
  ) : (
    <MenuItem icon={<Undo2 aria-hidden />} hint={t("config.inherit.hint")} onSelect={inherit}>
      {t("config.inherit")}
    </MenuItem>
  );
}
