import { useMessages } from "@stratum-hq/react";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";

/** The mark and the name of the product. */
export function Brand(): ReactElement {
  const t = useMessages(portalMessages);
  return (
    <span className="portal-brand">
      <img src="/favicon.svg" alt="" width={20} height={20} />
      {t("portal.product")}
    </span>
  );
}
