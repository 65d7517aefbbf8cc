"use client";
import { Building2, CornerLeftDown, Globe } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Badge, Button, Table, type Tone } from "../ui/index.ts";
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
  const words = useHolderWords();
  const { role, origin } = row;
  const { name, description } = role;
  return (
    <tr data-origin={origin}>
      <th scope="row">
        <div className="st-rules">
          <span className="st-role-name">{name}</span>
          {description && <small className="st-role-name">{description}</small>}
        </div>
      </th>
      <td data-label={shared("access.may")}>
        <ScopeWords scopes={role.scopes} />
      </td>
      <td data-label={t("roles.from")}>
        <Origin row={row} />
      </td>
      <td data-label={t("roles.held")}>{words(role)}</td>
      <td data-align="end">
        <div className="st-config-actions">
          <Button
            size="sm"
            aria-label={t("roles.holders.label", { name })}
            onClick={() => editor.open({ kind: "holders", role })}
          >
            {t("roles.holders")}
          </Button>
          {!editor.readOnly && origin === "own" && (
            <>
              <Button
                size="sm"
                aria-label={t("roles.edit.title", { name })}
                onClick={() => editor.open({ kind: "edit", role })}
              >
                {t("roles.edit")}
              </Button>
              <Button
                size="sm"
                variant="ghost"
                aria-label={t("roles.delete.label", { name })}
                onClick={() => editor.open({ kind: "delete", role })}
              >
                {t("roles.delete")}
              </Button>
            </>
          )}
        </div>
      </td>
    </tr>
  );
}

/** The loaded roles, one row each. */
export function RoleTable({ editor }: { editor: RoleEditorState }): ReactElement {
  const t = useMessages(rolesMessages);
  const shared = useMessages(accessMessages);
  return (
    <Table label={t("roles.table")}>
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
