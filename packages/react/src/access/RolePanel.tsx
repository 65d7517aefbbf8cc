"use client";
import { Plus, ShieldUser } from "lucide-react";
import { lazy, type ReactElement, Suspense } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, EmptyState, ErrorState, Note } from "../ui/index.ts";
import { Pager } from "../ui/Pager.tsx";
import { AccessSkeleton } from "./AccessSkeleton.tsx";
import { accessMessages } from "./access.messages.ts";
import { RoleTable } from "./RoleTable.tsx";
import { rolesMessages } from "./roles.messages.ts";
import type { RoleEditorState } from "./useRoleEditor.ts";

const Dialogs = lazy(() => import("./RoleDialogs.tsx").then((file) => ({ default: file.RoleDialogs })));

/** The roles in each of their states, and what opens over them. */
export function RolePanel({ editor }: { editor: RoleEditorState }): ReactElement {
  return (
    <>
      <Roles editor={editor} />
      {editor.used && (
        <Suspense fallback={null}>
          <Dialogs editor={editor} />
        </Suspense>
      )}
    </>
  );
}

function Roles({ editor }: { editor: RoleEditorState }): ReactElement {
  const own = useMessages(rolesMessages);
  const t = useMessages(accessMessages);
  const { roles, rows, readOnly } = editor;
  if (roles.isPending) return <AccessSkeleton table="st-role-table" />;
  if (roles.isError && !roles.data)
    return (
      <ErrorState error={roles.error} onRetry={roles.refetch} retrying={roles.isRefetching} scope="admin" />
    );
  const create = !readOnly && (
    <Button
      variant={rows.length === 0 ? "primary" : undefined}
      className={rows.length === 0 ? undefined : "st-panel-add"}
      icon={<Plus aria-hidden />}
      onClick={() => editor.open({ kind: "create" })}
    >
      {own("roles.create")}
    </Button>
  );
  return (
    <>
      {readOnly && <Note>{t("access.readOnly")}</Note>}
      {rows.length === 0 ? (
        <EmptyState icon={<ShieldUser aria-hidden />} title={own("roles.empty.title")} action={create}>
          {own("roles.empty.text")}
        </EmptyState>
      ) : (
        <>
          <div className="st-panel-bar" data-slot="toolbar">
            <span className="st-muted">{own("roles.count", { count: rows.length })}</span>
            {create}
          </div>
          <RoleTable editor={editor} />
          <Pager query={editor.roles} />
        </>
      )}
    </>
  );
}
