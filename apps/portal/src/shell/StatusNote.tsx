import { Button, Note, useMessages, useScope, useTenantAncestors } from "@stratum-hq/react";
import { CirclePlay } from "lucide-react";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";
import { useAsk } from "./ask.ts";

/** Says what it means that a tenant is not active, and what can be done about it. */
export function StatusNote({ tenant }: { tenant: { id: string; status: string } }): ReactElement | null {
  const t = useMessages(portalMessages);
  const ask = useAsk();
  const canWrite = useScope("write");
  const parent = useTenantAncestors(tenant.id).data?.at(-1);
  const { status } = tenant;
  if (status !== "suspended" && status !== "archived") return null;
  const blocked = parent !== undefined && parent.status !== "active";
  return (
    <Note tone="amber">
      <span className="portal-status">
        <span>
          <strong>{t(`portal.${status}.title`)}</strong> {t(`portal.${status}.text`)}{" "}
          {blocked && t("portal.resume.parent")}
          {canWrite === false && t("portal.resume.who")}
        </span>
        {canWrite && !blocked && (
          <Button size="sm" icon={<CirclePlay aria-hidden />} onClick={() => ask("resume")}>
            {t("portal.resume")}
          </Button>
        )}
      </span>
    </Note>
  );
}
