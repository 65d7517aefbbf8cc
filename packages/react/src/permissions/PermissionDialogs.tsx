"use client";
import type { ReactElement } from "react";
import { InheritanceDialog } from "../config/index.ts";
import { PolicyDialog } from "./PolicyDialog.tsx";
import { RevokeDialog } from "./RevokeDialog.tsx";
import type { PermissionEditorState, PermissionTask } from "./usePermissionEditor.ts";
import { WhatIfDialog } from "./WhatIfDialog.tsx";

/** What opens over the editor. Loaded when it is first needed. */
export function PermissionDialogs({
  editor,
  task,
}: {
  editor: PermissionEditorState;
  task: PermissionTask;
}): ReactElement {
  if (task.kind === "revoke") return <RevokeDialog editor={editor} row={task.row} />;
  if (task.kind === "simulate") return <WhatIfDialog editor={editor} />;
  if (task.kind === "graph")
    return (
      <InheritanceDialog
        kind="permission"
        of={task.key}
        tenantId={editor.tenantId}
        onOpenChange={(open) => !open && editor.close()}
      />
    );
  return <PolicyDialog editor={editor} task={task} />;
}
