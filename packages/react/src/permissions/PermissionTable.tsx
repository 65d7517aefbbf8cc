"use client";
import { type ReactElement, useEffect, useRef } from "react";
import { ChangeFailedNote } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { BreakableText, Skeleton, Table } from "../ui/index.ts";
import { PanelBar } from "../ui/PanelBar.tsx";
import { PermissionRowActions } from "./PermissionRowActions.tsx";
import { PermissionSource } from "./PermissionSource.tsx";
import { PermissionValue } from "./PermissionValue.tsx";
import { permissionMessages } from "./permissions.messages.ts";
import type { PermissionRow } from "./permissions.rows.ts";
import type { PermissionEditorState } from "./usePermissionEditor.ts";
import { MODES, REVOCATIONS } from "./usePolicyForm.ts";

function Head({ readOnly = false }: { readOnly?: boolean }): ReactElement {
  const t = useMessages(permissionMessages);
  return (
    <thead>
      <tr>
        <th scope="col">{t("permissions.key")}</th>
        <th scope="col">{t("permissions.value")}</th>
        <th scope="col">{t("permissions.rules")}</th>
        <th scope="col">{t("permissions.source")}</th>
        {!readOnly && (
          <th scope="col">
            <span className="st-sr-only">{t("permissions.actions")}</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

/** What those below may do and, for an own policy, what revoking it does; in sentences. */
function Rules({ row }: { row: PermissionRow }): ReactElement {
  const t = useMessages(permissionMessages);
  const mode = MODES.find((one) => one === row.entry.mode);
  const revocation = REVOCATIONS.find((one) => one === row.entry.revocation_mode);
  return (
    <div className="st-rules">
      {mode && <span>{t(`permissions.mode.${mode}`)}</span>}
      {row.origin === "set" && revocation && <small>{t(`permissions.revocation.${revocation}`)}</small>}
    </div>
  );
}

function Row({ editor, row }: { editor: PermissionEditorState; row: PermissionRow }): ReactElement {
  const failure = editor.failures.of(row.key);
  const line = useRef<HTMLTableRowElement>(null);
  const deep = useRef(editor.openKey === row.key);
  useEffect(() => {
    // what is open from the start, by a deep link, is no use out of sight
    if (deep.current) line.current?.scrollIntoView({ block: "center" });
  }, []);
  return (
    <>
      <tr ref={line} data-origin={row.origin}>
        <th scope="row" className="st-config-key">
          <BreakableText text={row.key} />
        </th>
        <td className="st-permission-cell">
          <PermissionValue editor={editor} row={row} />
        </td>
        <td className="st-permission-cell">
          <Rules row={row} />
        </td>
        <td className="st-permission-cell">
          <PermissionSource editor={editor} row={row} />
        </td>
        {!editor.readOnly && (
          <td className="st-config-tools" data-align="end">
            <PermissionRowActions editor={editor} row={row} />
          </td>
        )}
      </tr>
      {failure && (
        <tr className="st-note-row">
          <td colSpan={5}>
            <ChangeFailedNote
              of={row.key}
              error={failure.error}
              onReload={() => editor.reload(row.key)}
              onDismiss={() => editor.failures.dismiss(row.key)}
            />
          </td>
        </tr>
      )}
    </>
  );
}

/** The effective permissions, one row each. */
export function PermissionTable({ editor }: { editor: PermissionEditorState }): ReactElement {
  const t = useMessages(permissionMessages);
  return (
    <Table label={t("permissions.table")} className="st-cards st-permission-table">
      <Head readOnly={editor.readOnly} />
      <tbody>
        {editor.shown.map((row) => (
          <Row key={row.key} editor={editor} row={row} />
        ))}
      </tbody>
    </Table>
  );
}

const widths = [140, 112, 164, 128, 152, 120];

/** The editor's own layout, waiting. */
export function PermissionSkeleton(): ReactElement {
  const t = useMessages(permissionMessages);
  return (
    <div aria-busy="true" data-slot="skeleton-panel">
      <PanelBar actions={<Skeleton width={128} height={32} />}>
        <Skeleton className="st-panel-search" height={32} />
        <Skeleton className="st-pills" width={280} height={28} />
      </PanelBar>
      <Table label={t("permissions.table")} className="st-cards st-permission-table">
        <Head />
        <tbody>
          {widths.map((width) => (
            <tr key={width}>
              <td className="st-config-key">
                <Skeleton width={width} />
              </td>
              <td className="st-permission-cell">
                <Skeleton width={72} />
              </td>
              <td className="st-permission-cell">
                <Skeleton width={180} />
              </td>
              <td className="st-permission-cell">
                <Skeleton width={132} height={20} />
              </td>
              <td className="st-config-tools" />
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
