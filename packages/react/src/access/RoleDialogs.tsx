"use client";
import { type ReactElement, useRef } from "react";
import { useMessages } from "../i18n/index.ts";
import { ConfirmDialog, Dialog, DialogContent } from "../ui/index.ts";
import { RoleForm } from "./RoleForm.tsx";
import { RoleHolders } from "./RoleHolders.tsx";
import { rolesMessages } from "./roles.messages.ts";
import { useHolderWords } from "./useHolderWords.ts";
import type { RoleEditorState, RoleTask } from "./useRoleEditor.ts";

/** What is open, and while it closes what was, at this tenant. */
function useShownTask({ task, tenantId }: RoleEditorState): RoleTask | null {
  const last = useRef<{ of: string; task: RoleTask } | null>(null);
  if (task) last.current = { of: tenantId, task };
  return last.current?.of === tenantId ? last.current.task : null;
}

/** Everything that opens over the table. */
export function RoleDialogs({ editor }: { editor: RoleEditorState }): ReactElement {
  const t = useMessages(rolesMessages);
  const shown = useShownTask(editor);
  const { task } = editor;
  const edited = shown?.kind === "edit" ? shown.role : undefined;
  return (
    <>
      <Dialog
        open={task?.kind === "create" || task?.kind === "edit"}
        onOpenChange={(open) => !open && editor.close()}
      >
        <DialogContent
          title={edited ? t("roles.edit.title", { name: edited.name }) : t("roles.create")}
          description={t(edited ? "roles.edit.text" : "roles.create.text")}
        >
          <RoleForm key={edited?.id ?? "new"} editor={editor} role={edited} />
        </DialogContent>
      </Dialog>
      <Dialog open={task?.kind === "holders"} onOpenChange={(open) => !open && editor.close("holders")}>
        {shown?.kind === "holders" && (
          <DialogContent
            className="st-sheet"
            title={t("roles.holders.title", { name: shown.role.name })}
            description={t("roles.holders.text")}
            onOpenAutoFocus={focusStart}
          >
            <RoleHolders key={shown.role.id} editor={editor} role={shown.role} />
          </DialogContent>
        )}
      </Dialog>
      <DeleteDialog editor={editor} />
    </>
  );
}

/** The list comes first, and is still waited for: the focus starts above it, not in the form below. */
function focusStart(event: Event): void {
  event.preventDefault();
  (event.target as Element).querySelector<HTMLElement>("[data-slot=dialog-header] button")?.focus();
}

function DeleteDialog({ editor }: { editor: RoleEditorState }): ReactElement {
  const t = useMessages(rolesMessages);
  const words = useHolderWords();
  const shown = useShownTask(editor);
  const role = shown?.kind === "delete" ? shown.role : undefined;
  const count = role ? role.keys + role.principals : 0;
  return (
    <ConfirmDialog
      open={editor.task?.kind === "delete"}
      onOpenChange={(open) => !open && editor.close("delete")}
      title={t("roles.delete.title", { name: role?.name ?? "" })}
      description={
        role && count > 0 ? t("roles.delete.text", { count, holders: words(role) }) : t("roles.delete.nobody")
      }
      confirmLabel={t("roles.delete")}
      onConfirm={() =>
        editor.task?.kind === "delete" && editor.change({ action: "delete", role: editor.task.role })
      }
    />
  );
}
