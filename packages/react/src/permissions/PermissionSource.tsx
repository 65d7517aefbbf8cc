"use client";
import { type ReactElement, Suspense } from "react";
import { OriginChip } from "../config/index.ts";
import { type Translate, useMessages } from "../i18n/index.ts";
import { Button, later, Skeleton } from "../ui/index.ts";
import { permissionMessages } from "./permissions.messages.ts";
import { barrierOf, type PermissionRow } from "./permissions.rows.ts";
import type { PermissionEditorState } from "./usePermissionEditor.ts";

const PermissionChain = later(async () => (await import("./PermissionChain.tsx")).PermissionChain);

/** About as high as a chain of three levels: what opens finds its side by its first size. */
const CHAIN_HEIGHT = 300;

/** The origin chip of a row; opens how the permission came about and what may be done with it here, or why not. */
export function PermissionSource({
  editor,
  row,
}: {
  editor: PermissionEditorState;
  row: PermissionRow;
}): ReactElement {
  const t = useMessages(permissionMessages);
  const { entry, origin } = row;
  return (
    <OriginChip
      of={row.key}
      origin={origin === "set" && row.locked ? "setLocked" : origin}
      source={entry.source_name}
      open={editor.openKey === row.key}
      onOpenChange={(open) => editor.setOpenKey(open ? row.key : null)}
    >
      <Suspense fallback={<Skeleton width="100%" height={CHAIN_HEIGHT} />}>
        <PermissionChain
          tenantId={editor.tenantId}
          of={row.key}
          onShowTree={() => editor.open({ kind: "graph", key: row.key })}
        />
      </Suspense>
      <p className="st-muted">{standing(row, t)}</p>
      {editor.rights(row).override && (
        <div className="st-origin-choice">
          <Button size="sm" onClick={() => editor.open({ kind: "override", row })}>
            {t("permissions.override")}
          </Button>
        </div>
      )}
    </OriginChip>
  );
}

/** What may be done with a row here, and what not for what reason. */
function standing({ origin, entry }: PermissionRow, t: Translate<typeof permissionMessages>): string {
  const name = entry.source_name ?? t("permissions.above");
  const barrier = barrierOf(entry);
  if (origin !== "set" && barrier === "locked") return t("permissions.text.locked", { name });
  if (origin !== "set") return t(`permissions.text.${barrier ? "inherited" : "delegated"}`, { name });
  if (barrier === "permanent") return t("permissions.text.setPermanent");
  return t(barrier ? "permissions.text.setValueOnly" : "permissions.text.set");
}
