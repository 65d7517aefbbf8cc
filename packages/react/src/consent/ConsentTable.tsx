"use client";
import type { Consent } from "@stratum-hq/core";
import { History } from "lucide-react";
import type { ReactElement } from "react";
import { useLocale, useMessages } from "../i18n/index.ts";
import {
  BreakableText,
  Button,
  formatRelative,
  IconButton,
  RelativeTime,
  Skeleton,
  Table,
} from "../ui/index.ts";
import { PanelBar } from "../ui/PanelBar.tsx";
import { ConsentStatusBadge } from "./ConsentStatusBadge.tsx";
import { consentMessages } from "./consent.messages.ts";
import { LAWFUL_BASES, statusOf } from "./consent.status.ts";
import type { ConsentManagerState } from "./useConsentManager.ts";

function Head(): ReactElement {
  const t = useMessages(consentMessages);
  return (
    <thead>
      <tr>
        <th scope="col">{t("consent.subject")}</th>
        <th scope="col">{t("consent.purpose")}</th>
        <th scope="col">{t("consent.status")}</th>
        <th scope="col">{t("consent.given")}</th>
        <th scope="col">
          <span className="st-sr-only">{t("consent.actions")}</span>
        </th>
      </tr>
    </thead>
  );
}

/** When a consent ends or has ended, by its state. */
function Ends({ consent }: { consent: Consent }): ReactElement {
  const t = useMessages(consentMessages);
  const locale = useLocale();
  const status = statusOf(consent);
  const at = status === "withdrawn" ? consent.withdrawn_at : consent.expires_at;
  if (!at) return <small>{t("consent.ends.open")}</small>;
  const time = new Date(at);
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(time);
  return (
    <small title={exact}>
      {t(`consent.ends.${status}`, { time: formatRelative(time, new Date(), locale) })}
    </small>
  );
}

function Row({ manager, consent }: { manager: ConsentManagerState; consent: Consent }): ReactElement {
  const t = useMessages(consentMessages);
  const { subject_id, purpose, channel } = consent;
  const status = statusOf(consent);
  const names = { subject: subject_id, purpose };
  const basis = LAWFUL_BASES.find((one) => one === consent.lawful_basis);
  return (
    <tr data-status={status}>
      <th scope="row" className="st-consent-subject">
        <button
          type="button"
          className="st-consent-open"
          title={t("consent.timeline.label", names)}
          onClick={() => manager.open({ kind: "timeline", subject_id })}
        >
          <BreakableText text={subject_id} />
        </button>
      </th>
      <td className="st-consent-purpose">
        <div className="st-rules">
          <code className="st-truncate">{purpose}</code>
          <small className="st-truncate">
            {[basis ? t(`consent.basis.${basis}`) : consent.lawful_basis, channel]
              .filter(Boolean)
              .join(" · ")}
          </small>
        </div>
      </td>
      <td className="st-consent-status">
        <ConsentStatusBadge status={status} />
      </td>
      <td className="st-consent-given">
        <div className="st-rules">
          <RelativeTime value={consent.granted_at} />
          <Ends consent={consent} />
        </div>
      </td>
      <td className="st-consent-tools" data-align="end">
        <div className="st-config-actions">
          {!manager.readOnly && status === "active" && (
            <Button
              size="sm"
              aria-label={t("consent.withdraw.label", names)}
              onClick={() => manager.open({ kind: "withdraw", consent })}
            >
              {t("consent.withdraw")}
            </Button>
          )}
          {!manager.readOnly && status !== "active" && (
            <Button
              size="sm"
              aria-label={t("consent.again.label", names)}
              onClick={() => manager.open({ kind: "grant", from: { subject_id, purpose } })}
            >
              {t("consent.again")}
            </Button>
          )}
          <IconButton
            size="sm"
            label={t("consent.timeline.label", names)}
            icon={<History aria-hidden />}
            onClick={() => manager.open({ kind: "timeline", subject_id })}
          />
        </div>
      </td>
    </tr>
  );
}

/** The loaded consents, one row each. Withdrawing is always in sight, as near as giving. */
export function ConsentTable({ manager }: { manager: ConsentManagerState }): ReactElement {
  const t = useMessages(consentMessages);
  return (
    <Table label={t("consent.table")} className="st-cards st-consent-table">
      <Head />
      <tbody>
        {manager.rows.map((consent) => (
          <Row key={`${consent.subject_id}\n${consent.purpose}`} manager={manager} consent={consent} />
        ))}
      </tbody>
    </Table>
  );
}

const widths = [148, 124, 168, 132, 156, 116];

/** The manager's own layout, waiting. */
export function ConsentSkeleton(): ReactElement {
  const t = useMessages(consentMessages);
  return (
    <div aria-busy="true" data-slot="skeleton-panel">
      <PanelBar actions={<Skeleton width={140} height={32} />}>
        <Skeleton className="st-panel-search" height={32} />
        <Skeleton width={160} height={32} />
        <Skeleton className="st-pills" width={260} height={28} />
      </PanelBar>
      <Table label={t("consent.table")} className="st-cards st-consent-table">
        <Head />
        <tbody>
          {widths.map((width) => (
            <tr key={width}>
              <td className="st-consent-subject">
                <Skeleton width={width} />
              </td>
              <td className="st-consent-purpose">
                <div className="st-rules">
                  <Skeleton width={120} style={{ marginBlock: 3 }} />
                  <Skeleton width={64} style={{ marginBlock: 3 }} />
                </div>
              </td>
              <td className="st-consent-status">
                <Skeleton width={68} height={20} />
              </td>
              <td className="st-consent-given">
                <div className="st-rules">
                  <Skeleton width={84} style={{ marginBlock: 3 }} />
                  <Skeleton width={96} style={{ marginBlock: 3 }} />
                </div>
              </td>
              <td className="st-consent-tools" />
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
