import { Button, EmptyState, useMessages } from "@stratum-hq/react";
import { Network } from "lucide-react";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";

/** Nothing is chosen yet. `onOpenTenants` is there where the tree is out of sight. */
export function HomePage({ onOpenTenants }: { onOpenTenants?: (() => void) | undefined }): ReactElement {
  const t = useMessages(portalMessages);
  return (
    <div className="portal-page portal-centred">
      <title>{t("portal.product")}</title>
      <h1 className="st-sr-only">{t("portal.product")}</h1>
      <EmptyState
        icon={<Network aria-hidden />}
        title={t("portal.home.title")}
        action={
          onOpenTenants && (
            <Button variant="primary" onClick={onOpenTenants}>
              {t("portal.tenants.open")}
            </Button>
          )
        }
      >
        {t("portal.home.text")}
      </EmptyState>
    </div>
  );
}
