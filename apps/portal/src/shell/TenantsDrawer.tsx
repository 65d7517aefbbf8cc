import { Dialog, DialogContent, useMessages } from "@stratum-hq/react";
import type { ReactElement, ReactNode, RefObject } from "react";
import { portalMessages } from "../portal.messages.ts";

export interface TenantsDrawerProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Takes the focus when the drawer closes. Default: what opened it. */
  focusAfter?: RefObject<HTMLElement | null> | undefined;
  children: ReactNode;
}

/** The tenants, over the page, where the window is narrow. */
export function TenantsDrawer({
  open,
  onOpenChange,
  focusAfter,
  children,
}: TenantsDrawerProps): ReactElement {
  const t = useMessages(portalMessages);
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        className="portal-drawer"
        title={t("portal.tenants")}
        onCloseAutoFocus={(event) => {
          if (!focusAfter?.current) return;
          event.preventDefault();
          focusAfter.current.focus();
        }}
      >
        {children}
      </DialogContent>
    </Dialog>
  );
}
