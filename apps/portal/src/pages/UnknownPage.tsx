import { EmptyState, useMessages } from "@stratum-hq/react";
import { MapPinOff } from "lucide-react";
import type { ReactElement } from "react";
import { linkTo } from "../history.ts";
import { portalMessages } from "../portal.messages.ts";

/** An address that leads nowhere: to no page, or to a tenant that the reader may not see. */
export function UnknownPage({ what }: { what: "unknown" | "noTenant" }): ReactElement {
  const t = useMessages(portalMessages);
  const title = t(`portal.${what}.title`);
  return (
    <div className="portal-page portal-centred">
      <title>{`${title} · ${t("portal.product")}`}</title>
      <h1 className="st-sr-only">{t("portal.product")}</h1>
      <EmptyState
        icon={<MapPinOff aria-hidden />}
        title={title}
        action={
          <a className="st-button" data-variant="secondary" {...linkTo("/")}>
            {t("portal.unknown.home")}
          </a>
        }
      >
        {t(`portal.${what}.text`)}
      </EmptyState>
    </div>
  );
}
