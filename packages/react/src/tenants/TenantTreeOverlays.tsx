"use client";
import type { TenantNode } from "@stratum-hq/core";
import { type ReactElement, useRef } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Menu, MenuTrigger } from "../ui/Menu.tsx";
import { CreateTenantDialog } from "./CreateTenantDialog.tsx";
import { LifecycleDialog } from "./LifecycleDialog.tsx";
import { MoveTenantDialog } from "./MoveTenantDialog.tsx";
import { TenantMenuContent } from "./TenantMenu.tsx";
import type { MenuPlace } from "./TenantTreeRow.tsx";
import type { TenantAction } from "./tenant-menu.ts";
import { tenantsMessages } from "./tenants.messages.ts";
import type { TenantActions } from "./useTenantActions.ts";

/** Something that a dialog was asked for; `node` null means the top level. */
export interface TenantRequest {
  action: TenantAction;
  node: TenantNode | null;
  /** More tenants that it is asked of. */
  others?: readonly TenantNode[];
  /** Where they were dropped. */
  target?: TenantNode;
}

export interface TenantTreeOverlaysProps {
  /** The open menu: whose, and where. */
  menu: { node: TenantNode; place: MenuPlace } | null;
  request: TenantRequest | null;
  run: TenantActions["run"];
  /** The menu is gone; `action` is what was chosen in it. */
  onMenuClose: (node: TenantNode, action: TenantAction | null) => void;
  onRequestClose: () => void;
}

/** What opens over a tenant tree. Loaded when it is first needed, so that a tree which is only read stays small. */
export function TenantTreeOverlays(props: TenantTreeOverlaysProps): ReactElement {
  const { menu, request, run, onMenuClose, onRequestClose } = props;
  const t = useMessages(tenantsMessages);
  const chosen = useRef<TenantAction | null>(null);
  const dialog = { run, open: true, onOpenChange: (open: boolean) => open || onRequestClose() };
  const closeMenu = (node: TenantNode): void => {
    const action = chosen.current;
    chosen.current = null;
    onMenuClose(node, action);
  };
  const { action, node, others, target } = request ?? {};
  return (
    <>
      {menu && (
        <Menu open onOpenChange={(open) => open || closeMenu(menu.node)}>
          <MenuTrigger asChild>
            <button
              type="button"
              aria-hidden
              tabIndex={-1}
              className="st-menu-anchor"
              style={{ left: menu.place.x, top: menu.place.y, height: menu.place.height }}
            />
          </MenuTrigger>
          <TenantMenuContent
            tenant={menu.node}
            shortcuts
            aria-label={t("tenants.tree.actions", { name: menu.node.name })}
            aria-labelledby={undefined}
            onAction={(next) => {
              chosen.current = next;
            }}
            onCloseAutoFocus={(event) => event.preventDefault()}
          />
        </Menu>
      )}
      {action === "create" && <CreateTenantDialog {...dialog} parent={node ?? null} />}
      {action === "move" && node && (
        <MoveTenantDialog {...dialog} tenant={node} others={others} target={target} />
      )}
      {(action === "suspend" || action === "resume" || action === "archive") && node && (
        <LifecycleDialog {...dialog} action={action} tenant={node} others={others} />
      )}
    </>
  );
}
