"use client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { ConfirmDialog } from "../ui/index.ts";
import { AddConfigDialog } from "./AddConfigDialog.tsx";
import { CompareDialog } from "./CompareDialog.tsx";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import { HistoryDialog } from "./HistoryDialog.tsx";
import { InheritanceDialog } from "./inheritance/InheritanceDialog.tsx";
import { RevealDialog } from "./RevealDialog.tsx";
import type { ConfigEditorState } from "./useConfigEditor.ts";

export interface ConfigDialogsProps {
  editor: ConfigEditorState;
  /** Is the dialog of a new key open? */
  adding: boolean;
  onAddingChange: (open: boolean) => void;
}

/** What opens over the editor. Loaded when it is first needed. */
export function ConfigDialogs({ editor, adding, onAddingChange }: ConfigDialogsProps): ReactElement {
  const t = useMessages(configDialogMessages);
  const { removing, asking } = editor;
  const done = (open: boolean): void => {
    if (!open) editor.ask(null);
  };
  return (
    <>
      {adding && <AddConfigDialog editor={editor} open onOpenChange={onAddingChange} />}
      {asking?.action === "history" && <HistoryDialog editor={editor} of={asking.key} onOpenChange={done} />}
      {asking?.action === "reveal" && <RevealDialog editor={editor} of={asking.key} onOpenChange={done} />}
      {asking?.action === "graph" && (
        <InheritanceDialog of={asking.key} tenantId={editor.tenantId} onOpenChange={done} />
      )}
      {asking?.action === "compare" && <CompareDialog editor={editor} onOpenChange={done} />}
      {removing && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && editor.cancelRemove()}
          title={t("config.remove.title", { key: removing.key })}
          description={t("config.remove.text", { key: removing.key })}
          confirmLabel={t("config.remove")}
          onConfirm={editor.confirmRemove}
        />
      )}
    </>
  );
}
