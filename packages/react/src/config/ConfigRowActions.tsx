"use client";
import { Ellipsis, Lock, LockOpen, PencilLine, Undo2 } from "lucide-react";
import { type ReactElement, Suspense } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, IconButton, later, Menu, MenuContent, MenuTrigger } from "../ui/index.ts";
import { configMessages } from "./config.messages.ts";
import type { ConfigRow } from "./config.rows.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";

const ConfigRowMenu = later(async () => (await import("./ConfigRowMenu.tsx")).ConfigRowMenu);

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
          icon={<PencilLine aria-hidden />}
          aria-label={t("config.override.label", { key })}
          onClick={() => editor.edit(row)}
        >
          <span className="st-config-word">{t("config.override")}</span>
        </Button>
      </div>
    );
  const lock = entry.locked ? "unlock" : "lock";
  const toggle = (): void => void editor.setLocked(row, !entry.locked);
  const busy = editor.isSaving(key);
  return (
    <div className="st-row-actions st-config-actions">
      <IconButton
        size="sm"
        busy={busy}
        data-locked={entry.locked || undefined}
        label={t(`config.${lock}.label`, { key })}
        // how it is, as on a door; what a press does is its name
        icon={entry.locked ? <Lock aria-hidden /> : <LockOpen aria-hidden />}
        onClick={toggle}
      />
      <Menu>
        <MenuTrigger asChild>
          <IconButton size="sm" label={t("config.more", { key })} icon={<Ellipsis aria-hidden />} />
        </MenuTrigger>
        <MenuContent align="end">
          <Suspense fallback={null}>
            <ConfigRowMenu editor={editor} row={row} />
          </Suspense>
        </MenuContent>
      </Menu>
    </div>
  );
}
