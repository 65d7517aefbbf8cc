import { Badge, useMessages, useTenant } from "@stratum-hq/react";
import { Eye } from "lucide-react";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";

/** Says that the page shows the view of a tenant's operator, and leads out of it. */
export function PersonaNote({ tenantId }: { tenantId: string }): ReactElement {
  const t = useMessages(portalMessages);
  const { data } = useTenant(tenantId);
  return (
    <span className="portal-persona">
      <Badge tone="blue" icon={<Eye aria-hidden />}>
        {t("portal.persona", { name: data?.name ?? "…" })}
      </Badge>
      <a className="st-link" href={location.pathname}>
        {t("portal.persona.leave")}
      </a>
    </span>
  );
}
