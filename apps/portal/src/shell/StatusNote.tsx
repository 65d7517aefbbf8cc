import { Button, Note, useMessages, useScope, useTenant } from "@stratum-hq/react";
import { CirclePlay } from "lucide-react";
import type { ReactElement } from "react";
import { linkTo } from "../history.ts";
import { portalMessages } from "../portal.messages.ts";
import { tenantPath } from "../router.ts";
import { useAsk } from "./ask.ts";

export interface StatusNoteProps {
  tenant: { id: string; parent_id: string | null; status: string };
}

/** Says what it means that a tenant is not active, and what can be done about it. */
export function StatusNote({ tenant }: StatusNoteProps): ReactElement | null {
  const t = useMessages(portalMessages);
  const ask = useAsk();
  const canWrite = useScope("write");
  // Of a root itself, which is nobody's child, nothing more is asked than what is known.
  const above = useTenant(tenant.parent_id ?? tenant.id).data;
  const { status } = tenant;
  if (status !== "suspended" && status !== "archived") return null;
  const blocker = above && above.id !== tenant.id && above.status !== "active" ? above : undefined;
  return (
    <Note tone="amber">
      <span className="portal-status">
        <span>
          <strong>{t(`portal.${status}.title`)}</strong> {t(`portal.${status}.text`)}{" "}
          {blocker && t("portal.resume.parent")}
          {!blocker && canWrite === false && t("portal.resume.who")}
        </span>
        {blocker && (
          <a
            className="st-button"
            data-variant="secondary"
            data-size="sm"
            {...linkTo(tenantPath(blocker.id))}
          >
            {t("portal.command.view", { view: blocker.name })}
          </a>
        )}
        {canWrite && !blocker && (
          <Button size="sm" icon={<CirclePlay aria-hidden />} onClick={() => ask("resume")}>
            {t("portal.resume")}
          </Button>
        )}
      </span>
    </Note>
  );
}
