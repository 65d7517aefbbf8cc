"use client";
import type { ConsentEvent } from "@stratum-hq/core";
import { Ban, CircleCheck, Hourglass, RefreshCw } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { useLocale, useMessages } from "../i18n/index.ts";
import { Dialog, DialogBody, DialogContent, ErrorState, RelativeTime } from "../ui/index.ts";
import { Pager } from "../ui/Pager.tsx";
import { TimelineSkeleton } from "../ui/TimelineSkeleton.tsx";
import { consentMessages } from "./consent.messages.ts";
import { CONSENT_ACTORS, LAWFUL_BASES } from "./consent.status.ts";
import type { ConsentManagerState } from "./useConsentManager.ts";
import { useConsentEvents } from "./useConsents.ts";

/** The ledger of one subject, in a panel at the side. */
export function ConsentTimeline({ manager }: { manager: ConsentManagerState }): ReactElement {
  const t = useMessages(consentMessages);
  const subject = manager.task?.kind === "timeline" ? manager.task.subject_id : null;
  return (
    <Dialog open={subject !== null} onOpenChange={(open) => !open && manager.close()}>
      <DialogContent className="st-sheet" title={subject} description={t("consent.timeline.text")}>
        <DialogBody>
          {subject !== null && <Ledger tenantId={manager.tenantId} subject={subject} />}
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

function Ledger({ tenantId, subject }: { tenantId: string; subject: string }): ReactElement {
  const t = useMessages(consentMessages);
  const ledger = useConsentEvents(tenantId, { subject_id: subject });
  if (ledger.isPending) return <TimelineSkeleton />;
  if (ledger.isError && !ledger.data)
    return <ErrorState error={ledger.error} onRetry={ledger.refetch} retrying={ledger.isRefetching} />;
  const events = ledger.data?.pages.flatMap((page) => page.data) ?? [];
  if (events.length === 0) return <p className="st-muted">{t("consent.timeline.empty")}</p>;
  return (
    <>
      <ol className="st-timeline">
        {events.map((event) => (
          <Event key={event.id} event={event} />
        ))}
      </ol>
      <Pager query={ledger} label={t("consent.timeline.older")} />
    </>
  );
}

const icons: Record<string, ReactNode> = {
  granted: <CircleCheck aria-hidden />,
  renewed: <RefreshCw aria-hidden />,
  withdrawn: <Ban aria-hidden />,
  expired: <Hourglass aria-hidden />,
};
const TYPES = ["granted", "renewed", "withdrawn", "expired"] as const;

function Event({ event }: { event: ConsentEvent }): ReactElement {
  const t = useMessages(consentMessages);
  const locale = useLocale();
  const { purpose, channel } = event;
  const type = TYPES.find((one) => one === event.type);
  const actor = CONSENT_ACTORS.find((one) => one === event.actor);
  const basis = LAWFUL_BASES.find((one) => one === event.lawful_basis);
  const day = (at: string): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(at));
  const facts = [
    basis && t(`consent.basis.${basis}`),
    channel,
    actor && t("consent.event.by", { actor: t(`consent.event.actor.${actor}`) }),
    event.expires_at && type !== "withdrawn" && t("consent.event.until", { date: day(event.expires_at) }),
  ].filter(Boolean);
  return (
    <li data-type={event.type}>
      {icons[event.type]}
      <div className="st-timeline-event">
        <span className="st-timeline-head">
          <span>{type ? t(`consent.event.${type}`, { purpose }) : `${purpose} ${event.type}`}</span>
          <RelativeTime className="st-muted" value={event.occurred_at} />
        </span>
        <small>{facts.join(" · ")}</small>
      </div>
    </li>
  );
}
