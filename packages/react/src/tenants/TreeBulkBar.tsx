"use client";
import type { TenantNode } from "@stratum-hq/core";
import { Archive, CirclePause, FolderInput, X } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "../ui/Button.tsx";
import type { TenantAction } from "./tenant-menu.ts";
import { tenantsDialogMessages } from "./tenants.dialogs.messages.ts";

const actions = [
  { action: "move", Icon: FolderInput },
  { action: "suspend", Icon: CirclePause },
  { action: "archive", Icon: Archive },
] as const;

export interface TreeBulkBarProps {
  marked: readonly TenantNode[];
  onAction: (action: TenantAction) => void;
  onClear: () => void;
}

/** What can be done with all marked tenants at once. */
export function TreeBulkBar({ marked, onAction, onClear }: TreeBulkBarProps): ReactElement {
  const t = useMessages(tenantsDialogMessages);
  const active = marked.every((one) => one.status === "active");
  return (
    <div
      role="toolbar"
      className="st-tree-bulk"
      data-slot="tree-bulk-bar"
      aria-label={t("tenants.bulk.label")}
    >
      <span className="st-truncate">{t("tenants.bulk.count", { count: marked.length })}</span>
      {actions.map(({ action, Icon }) => (
        <Button
          key={action}
          size="sm"
          variant="ghost"
          className="st-icon-button"
          icon={<Icon aria-hidden />}
          aria-label={t(`tenants.action.${action}`)}
          title={active ? t(`tenants.action.${action}`) : t("tenants.action.notActive")}
          disabled={!active}
          onClick={() => onAction(action)}
        />
      ))}
      <Button
        size="sm"
        variant="ghost"
        className="st-icon-button"
        icon={<X aria-hidden />}
        aria-label={t("tenants.bulk.clear")}
        title={t("tenants.bulk.clear")}
        onClick={onClear}
      />
    </div>
  );
}
