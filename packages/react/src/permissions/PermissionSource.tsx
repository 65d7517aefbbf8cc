"use client";
import { Circle, CircleDot, EyeOff, Lock } from "lucide-react";
import { type ReactElement, useState } from "react";
import { OriginChip } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { Button } from "../ui/index.ts";
import { valueText } from "./PermissionValue.tsx";
import { permissionMessages } from "./permissions.messages.ts";
import type { PermissionRow } from "./permissions.rows.ts";
import type { PermissionEditorState } from "./usePermissionEditor.ts";

/** The origin chip of a row; opens who decides the permission and what may be done with it here. */
export function PermissionSource({
  editor,
  row,
}: {
  editor: PermissionEditorState;
  row: PermissionRow;
}): ReactElement {
  const t = useMessages(permissionMessages);
  const [open, setOpen] = useState(false);
  const { entry, origin } = row;
  const rights = editor.rights(row);
  const name = entry.source_name ?? t("permissions.above");
  const text = (): string => {
    if (origin === "locked") return t("permissions.text.locked", { name });
    if (origin === "inherited")
      return t(`permissions.text.${entry.delegated ? "delegated" : "inherited"}`, { name });
    if (entry.revocation_mode === "PERMANENT") return t("permissions.text.setPermanent");
    return t(entry.delegated ? "permissions.text.set" : "permissions.text.setValueOnly");
  };
  return (
    <OriginChip
      of={row.key}
      origin={origin === "set" && row.locked ? "setLocked" : origin}
      source={entry.source_name}
      open={open}
      onOpenChange={setOpen}
    >
      <ul className="st-chain">
        <li>
          {origin === "locked" ? <Lock aria-hidden /> : <CircleDot aria-hidden />}
          <div>
            <span className="st-chain-name">{origin === "set" ? t("permissions.here") : name}</span>{" "}
            <span className="st-muted">{t("permissions.in.use")}</span>
            <div>{valueText(row.value, t)}</div>
          </div>
        </li>
        {origin !== "set" && (
          <li>
            {entry.shadowed ? <EyeOff aria-hidden /> : <Circle aria-hidden />}
            <div>
              <span className="st-chain-name">{t("permissions.here")}</span>{" "}
              <span className="st-muted">
                {t(entry.shadowed ? "permissions.hidden" : "permissions.notSet")}
              </span>
              {entry.shadowed && <div>{valueText(entry.shadowed.value, t)}</div>}
            </div>
          </li>
        )}
      </ul>
      <p className="st-muted">{text()}</p>
      {rights.override && (
        <div className="st-origin-choice">
          <Button
            size="sm"
            onClick={() => {
              setOpen(false);
              editor.open({ kind: "override", row });
            }}
          >
            {t("permissions.override")}
          </Button>
        </div>
      )}
    </OriginChip>
  );
}
