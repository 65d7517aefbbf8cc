"use client";
import type { Webhook } from "@stratum-hq/core";
import { CircleAlert, CircleCheck, CirclePause, TriangleAlert } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Badge, type Tone } from "../ui/index.ts";
import { webhooksMessages } from "./webhooks.messages.ts";

/** How a webhook does: an active one may be failing. */
export type WebhookHealth = Webhook["status"] | "failing";
export const healthOf = ({ status, failing_since }: Webhook): WebhookHealth =>
  status === "active" && failing_since ? "failing" : status;

const looks: Record<WebhookHealth, { tone: Tone; icon: ReactElement }> = {
  active: { tone: "green", icon: <CircleCheck aria-hidden /> },
  failing: { tone: "amber", icon: <TriangleAlert aria-hidden /> },
  paused: { tone: "neutral", icon: <CirclePause aria-hidden /> },
  disabled: { tone: "red", icon: <CircleAlert aria-hidden /> },
};

/** The state of a webhook, by icon, word and colour. */
export function WebhookStatusBadge({ webhook }: { webhook: Webhook }): ReactElement {
  const t = useMessages(webhooksMessages);
  const health = healthOf(webhook);
  return (
    <Badge tone={looks[health].tone} icon={looks[health].icon} data-status={health}>
      {t(`webhooks.status.${health}`)}
    </Badge>
  );
}
