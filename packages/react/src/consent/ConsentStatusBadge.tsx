"use client";
import { Ban, CircleCheck, Hourglass } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Badge, type Tone } from "../ui/index.ts";
import { consentMessages } from "./consent.messages.ts";
import type { ConsentStatus } from "./consent.status.ts";

const looks: Record<ConsentStatus, { tone: Tone; icon: ReactElement }> = {
  active: { tone: "green", icon: <CircleCheck aria-hidden /> },
  withdrawn: { tone: "neutral", icon: <Ban aria-hidden /> },
  expired: { tone: "amber", icon: <Hourglass aria-hidden /> },
};

/** The state of a consent, by icon, word and colour. */
export function ConsentStatusBadge({ status }: { status: ConsentStatus }): ReactElement {
  const t = useMessages(consentMessages);
  return (
    <Badge tone={looks[status].tone} icon={looks[status].icon} data-status={status}>
      {t(`consent.status.${status}`)}
    </Badge>
  );
}
