import { useMessages } from "@stratum-hq/react";
import { LoaderCircle } from "lucide-react";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";

/** Shown while the first token is on its way; appears only if that takes a while. */
export function Starting(): ReactElement {
  const t = useMessages(portalMessages);
  return (
    <main className="portal-lone portal-starting" role="status">
      <LoaderCircle aria-hidden className="st-spinner" />
      <span className="st-muted">{t("portal.starting")}</span>
    </main>
  );
}
