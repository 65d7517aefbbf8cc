"use client";
import { Braces, Eye, History, Lock, LockOpen, MoreHorizontal, Pencil, Trash2, Undo2 } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, IconButton, Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/index.ts";
import { configMessages } from "./config.messages.ts";
import type { ConfigRow } from "./config.rows.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";
import { useNothingAbove } from "./useNothingAbove.ts";

/** What can be done with a row here; nothing for one that is locked above. */
export function ConfigRowActions({
  editor,
  row,
}: {
  editor: ConfigEditorState;
  row: ConfigRow;
}): ReactElement | null {
  const t = useMessages(configMessages);
  const { key, entry } = row;
  if (editor.editing?.key === key) return null;
  if (editor.drafts.drafts[key])
    return (
      <div className="st-config-actions">
        <IconButton
          size="sm"
          label={t("config.draft.undoOne", { key })}
          icon={<Undo2 aria-hidden />}
          onClick={() => editor.drafts.discard(key)}
        />
      </div>
    );
  if (!editor.canWrite(row)) return null;
  if (row.origin === "inherited")
    return (
      <div className="st-row-actions st-config-actions">
        <Button
          variant="ghost"
          size="sm"
          icon={<Pencil aria-hidden />}
          aria-label={t("config.override.label", { key })}
          onClick={() => editor.edit(row)}
        >
          <span className="st-config-word">{t("config.override")}</span>
        </Button>
      </div>
    );
  const lock = entry.locked ? "unlock" : "lock";
  const icon = entry.locked ? <LockOpen aria-hidden /> : <Lock aria-hidden />;
  const toggle = (): void => void editor.setLocked(row, !entry.locked);
  const busy = editor.isSaving(key);
  return (
    <div className="st-row-actions st-config-actions">
      <IconButton
        size="sm"
        busy={busy}
        label={t(`config.${lock}.label`, { key })}
        icon={icon}
        onClick={toggle}
      />
      <Menu>
        <MenuTrigger asChild>
          <IconButton size="sm" label={t("config.more", { key })} icon={<MoreHorizontal aria-hidden />} />
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => editor.edit(row)}>
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
        </MenuContent>
      </Menu>
    </div>
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
