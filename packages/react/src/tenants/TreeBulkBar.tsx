"use client";
import type { TenantNode } from "@stratum-hq/core";
import { Archive, CirclePause, CirclePlay, FolderInput, X } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "../ui/Button.tsx";
import type { TenantAction } from "./tenant-menu.ts";
import { tenantsDialogMessages } from "./tenants.dialogs.messages.ts";

const icons = { move: FolderInput, suspend: CirclePause, resume: CirclePlay, archive: Archive } as const;
type BulkAction = keyof typeof icons;
/** What is offered, in order, and whether all of them allow it. Who is stopped may go on. */
function bulkActions(marked: readonly TenantNode[]): { action: BulkAction; allowed: boolean }[] {
  const active = marked.every((one) => one.status === "active");
  const still = marked.every((one) => one.status !== "active");
  return [
    { action: "move", allowed: active },
    still ? { action: "resume", allowed: true } : { action: "suspend", allowed: active },
    { action: "archive", allowed: marked.every((one) => one.status !== "archived") },
  ];
}

export interface TreeBulkBarProps {
  marked: readonly TenantNode[];
  onAction: (action: TenantAction) => void;
  onClear: () => void;
}

/** What can be done with all marked tenants at once. */
export function TreeBulkBar({ marked, onAction, onClear }: TreeBulkBarProps): ReactElement {
  const t = useMessages(tenantsDialogMessages);
  const refusal = (action: BulkAction): string =>
    t(action === "archive" ? "tenants.status.archived" : "tenants.action.notActive");
  return (
    <div
      role="toolbar"
      className="st-tree-bulk"
      data-slot="tree-bulk-bar"
      aria-label={t("tenants.bulk.label")}
    >
      <span className="st-truncate">{t("tenants.bulk.count", { count: marked.length })}</span>
      {bulkActions(marked).map(({ action, allowed }) => {
        const Icon = icons[action];
        return (
          <Button
            // One button stops and resumes, so that the focus stays on it.
            key={action === "resume" ? "suspend" : action}
            size="sm"
            variant="ghost"
            className="st-icon-button"
            icon={<Icon aria-hidden />}
            aria-label={t(`tenants.action.${action}`)}
            title={allowed ? t(`tenants.action.${action}`) : refusal(action)}
            disabled={!allowed}
            onClick={() => onAction(action)}
          />
        );
      })}
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
