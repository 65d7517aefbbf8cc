"use client";
import { Building2, CornerLeftDown, Globe, PencilLine, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Badge, IconButton, Table, type Tone } from "../ui/index.ts";
import { accessMessages } from "./access.messages.ts";
import { rolesMessages } from "./roles.messages.ts";
import { ScopeWords } from "./ScopeWords.tsx";
import { useHolderWords } from "./useHolderWords.ts";
import type { RoleEditorState, RoleRow } from "./useRoleEditor.ts";

const looks: Record<RoleRow["origin"], { tone: Tone; icon: ReactElement }> = {
  own: { tone: "accent", icon: <Building2 aria-hidden /> },
  inherited: { tone: "neutral", icon: <CornerLeftDown aria-hidden /> },
  platform: { tone: "outline", icon: <Globe aria-hidden /> },
};

/** Where a role comes from. */
function Origin({ row: { origin, source } }: { row: RoleRow }): ReactElement {
  const t = useMessages(rolesMessages);
  const { tone, icon } = looks[origin];
  return (
    <Badge className="st-origin" tone={tone} icon={icon}>
      {origin !== "inherited"
        ? t(`roles.origin.${origin}`)
        : source === null
          ? t("roles.origin.above")
          : t("roles.origin.inherited", { name: source })}
    </Badge>
  );
}

function Row({ editor, row }: { editor: RoleEditorState; row: RoleRow }): ReactElement {
  const t = useMessages(rolesMessages);
  const shared = useMessages(accessMessages);
  const { role, origin } = row;
  const { name, description } = role;
  const holders = useHolderWords()(role);
  return (
    <tr data-origin={origin}>
      <th scope="row" className="st-access-name">
        <div className="st-rules">
          <span>{name}</span>
          {description && <small>{description}</small>}
        </div>
      </th>
      <td className="st-access-wide" data-label={shared("access.may")}>
        <ScopeWords scopes={role.scopes} />
      </td>
      <td className="st-access-wide">
        <Origin row={row} />
      </td>
      <td className="st-access-wide" data-label={t("roles.held")}>
        <button
          type="button"
          className="st-access-open"
          aria-label={t("roles.holders.label", { name, holders })}
          onClick={() => editor.open({ kind: "holders", role })}
        >
          {holders}
        </button>
      </td>
      <td className="st-access-tools" data-align="end">
        <div className="st-config-actions">
          {!editor.readOnly && origin === "own" && (
            <>
              <IconButton
                size="sm"
                label={t("roles.edit.title", { name })}
                icon={<PencilLine aria-hidden />}
                onClick={() => editor.open({ kind: "edit", role })}
              />
              <IconButton
                size="sm"
                label={t("roles.delete.label", { name })}
                icon={<Trash2 aria-hidden />}
                onClick={() => editor.open({ kind: "delete", role })}
              />
            </>
          )}
        </div>
      </td>
    </tr>
  );
}

/** One row for each loaded role; on a narrow screen a list. */
export function RoleTable({ editor }: { editor: RoleEditorState }): ReactElement {
  const t = useMessages(rolesMessages);
  const shared = useMessages(accessMessages);
  return (
    <Table label={t("roles.table")} className="st-cards st-role-table">
      <thead>
        <tr>
          <th scope="col">{shared("access.name")}</th>
          <th scope="col">{shared("access.may")}</th>
          <th scope="col">{t("roles.from")}</th>
          <th scope="col">{t("roles.held")}</th>
          <th scope="col">
            <span className="st-sr-only">{shared("access.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {editor.rows.map((row) => (
          <Row key={row.role.id} editor={editor} row={row} />
        ))}
      </tbody>
    </Table>
  );
}
