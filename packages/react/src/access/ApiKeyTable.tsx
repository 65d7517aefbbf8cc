"use client";
import type { ApiKey } from "@stratum-hq/core";
import { Ban, CircleCheck, Hourglass, RefreshCw } from "lucide-react";
import type { ReactElement } from "react";
import { useLocale, useMessages } from "../i18n/index.ts";
import { Badge, formatRelative, IconButton, RelativeTime, Table, type Tone } from "../ui/index.ts";
import { accessMessages } from "./access.messages.ts";
import { type ApiKeyStatus, apiKeyStatus } from "./api-keys.status.ts";
import { ScopeWords } from "./ScopeWords.tsx";
import type { ApiKeyManagerState } from "./useApiKeyManager.ts";

const looks: Record<ApiKeyStatus, { tone: Tone; icon: ReactElement }> = {
  active: { tone: "green", icon: <CircleCheck aria-hidden /> },
  dormant: { tone: "amber", icon: <Hourglass aria-hidden /> },
  rotated: { tone: "blue", icon: <RefreshCw aria-hidden /> },
  expired: { tone: "neutral", icon: <Hourglass aria-hidden /> },
  revoked: { tone: "neutral", icon: <Ban aria-hidden /> },
};

/** When a key ends or has ended. */
function Ends({ apiKey, status }: { apiKey: ApiKey; status: ApiKeyStatus }): ReactElement {
  const t = useMessages(accessMessages);
  const locale = useLocale();
  const at = apiKey.revoked_at ?? apiKey.expires_at;
  if (!at) return <small>{t("access.end.none")}</small>;
  const time = new Date(at);
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(time);
  const word = status === "revoked" || status === "expired" ? status : "active";
  return (
    <small title={exact}>{t(`access.end.${word}`, { time: formatRelative(time, new Date(), locale) })}</small>
  );
}

function Row({ manager, apiKey }: { manager: ApiKeyManagerState; apiKey: ApiKey }): ReactElement {
  const t = useMessages(accessMessages);
  const status = apiKeyStatus(apiKey);
  const { name, hint } = apiKey;
  const works = status !== "revoked" && status !== "expired";
  return (
    <tr data-status={status}>
      <th scope="row" className="st-access-name">
        <div className="st-rules">
          <span>{name}</span>
          <small className="st-access-hint">
            <code dir="ltr">…{hint}</code>
            {apiKey.environment === "test" && <Badge tone="outline">{t("access.test")}</Badge>}
          </small>
        </div>
      </th>
      <td className="st-access-wide" data-label={t("access.may")}>
        <ScopeWords scopes={apiKey.scopes} />
      </td>
      <td className="st-access-wide" data-label={t("access.used")}>
        {apiKey.last_used_at ? <RelativeTime value={apiKey.last_used_at} /> : t("access.never")}
      </td>
      <td className="st-access-wide">
        <div className="st-rules">
          <Badge tone={looks[status].tone} icon={looks[status].icon}>
            {t(`access.status.${status}`)}
          </Badge>
          <Ends apiKey={apiKey} status={status} />
        </div>
      </td>
      <td className="st-access-tools" data-align="end">
        {!manager.readOnly && works && (
          <div className="st-config-actions">
            {status !== "rotated" && (
              <IconButton
                size="sm"
                label={t("access.rotate.label", { name })}
                icon={<RefreshCw aria-hidden />}
                onClick={() => manager.open({ kind: "rotate", key: apiKey })}
              />
            )}
            <IconButton
              size="sm"
              label={t("access.revoke.label", { name })}
              icon={<Ban aria-hidden />}
              onClick={() => manager.open({ kind: "revoke", key: apiKey })}
            />
          </div>
        )}
      </td>
    </tr>
  );
}

/** One row for each loaded key; on a narrow screen a list. */
export function ApiKeyTable({ manager }: { manager: ApiKeyManagerState }): ReactElement {
  const t = useMessages(accessMessages);
  return (
    <Table label={t("access.keys")} className="st-cards st-access-table">
      <thead>
        <tr>
          <th scope="col">{t("access.name")}</th>
          <th scope="col">{t("access.may")}</th>
          <th scope="col">{t("access.used")}</th>
          <th scope="col">{t("access.status")}</th>
          <th scope="col">
            <span className="st-sr-only">{t("access.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {manager.rows.map((key) => (
          <Row key={key.id} manager={manager} apiKey={key} />
        ))}
      </tbody>
    </Table>
  );
}
