"use client";
import type { Tenant } from "@stratum-hq/core";
import { MAX_TREE_DEPTH } from "@stratum-hq/core/client";
import { Archive, CirclePause, CirclePlay, Copy, FolderInput, PencilLine, Plus } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { MenuContent, type MenuContentProps, MenuItem, MenuSeparator } from "../ui/Menu.tsx";
import { type TenantAction, tenantMenu } from "./tenant-menu.ts";
import { tenantsMessages } from "./tenants.messages.ts";

const icons = {
  create: Plus,
  rename: PencilLine,
  move: FolderInput,
  suspend: CirclePause,
  resume: CirclePlay,
  archive: Archive,
  copy: Copy,
} as const;
const labels = {
  create: "tenants.action.createChild",
  rename: "tenants.action.rename",
  move: "tenants.action.move",
  suspend: "tenants.action.suspend",
  resume: "tenants.action.resume",
  archive: "tenants.action.archive",
  copy: "tenants.action.copy",
} as const;
const keys: Partial<Record<TenantAction, string>> = { rename: "F2", archive: "Delete" };

export interface TenantMenuContentProps extends Omit<MenuContentProps, "onSelect"> {
  /** The tenant whose menu it is. */
  tenant: Tenant;
  /** Told what was chosen. */
  onAction: (action: TenantAction) => void;
  /** Shows the keys that do the same in a tree. Default false. */
  shortcuts?: boolean | undefined;
}

/** The menu of a tenant: what its status allows, and for the rest why not. Goes inside a `Menu`. */
export function TenantMenuContent({
  tenant,
  onAction,
  shortcuts,
  ...rest
}: TenantMenuContentProps): ReactElement {
  const t = useMessages(tenantsMessages);
  return (
    <MenuContent {...rest}>
      {tenantMenu(tenant).flatMap(({ action, refusal }) => {
        const Icon = icons[action];
        const hint =
          refusal === "tooDeep"
            ? t("tenants.action.tooDeep", { levels: MAX_TREE_DEPTH })
            : refusal && t("tenants.action.notActive");
        const item = (
          <MenuItem
            key={action}
            icon={<Icon aria-hidden />}
            tone={action === "archive" ? "danger" : "neutral"}
            disabled={refusal !== undefined}
            hint={hint}
            shortcut={shortcuts ? keys[action] : undefined}
            onSelect={() => onAction(action)}
          >
            {t(labels[action])}
          </MenuItem>
        );
        return action === "suspend" || action === "resume" || action === "copy"
          ? [<MenuSeparator key={`${action}-line`} />, item]
          : [item];
      })}
    </MenuContent>
  );
}
