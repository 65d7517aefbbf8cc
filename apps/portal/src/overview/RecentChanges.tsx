import { Button, ErrorState, RelativeTime, Skeleton, useAuditLogs, useMessages } from "@stratum-hq/react";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";
import { type Change, messageOf, subjectOf } from "./change-text.ts";

/** Who changed what at a tenant, newest first. */
export function RecentChanges({ tenantId }: { tenantId: string }): ReactElement {
  const t = useMessages(portalMessages);
  const log = useAuditLogs(tenantId, { limit: 8 });
  const changes = log.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section className="portal-section" aria-labelledby="portal-changes">
      <h2 id="portal-changes">{t("portal.changes")}</h2>
      {log.isError && changes.length === 0 ? (
        <ErrorState
          className="st-card"
          title={t("portal.changes.failed")}
          error={log.error}
          onRetry={log.refetch}
          retrying={log.isRefetching}
        />
      ) : (
        <ul className="st-card portal-list" aria-busy={log.isPending || undefined}>
          {log.isPending && [1, 2, 3].map((line) => <Waiting key={line} />)}
          {log.isSuccess && changes.length === 0 && (
            <li className="portal-line st-muted">{t("portal.changes.none")}</li>
          )}
          {changes.map((change) => (
            <li key={change.id} className="portal-line">
              <What change={change} />
              <span className="portal-line-end st-muted">
                <span className="st-truncate">
                  {t("portal.change.by", { actor: change.on_behalf_of ?? change.actor_id })}
                </span>
                <RelativeTime value={change.created_at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {log.hasNextPage && (
        <Button size="sm" busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t("portal.changes.more")}
        </Button>
      )}
    </section>
  );
}

function What({ change }: { change: Change }): ReactElement {
  const t = useMessages(portalMessages);
  const message = messageOf(change.action);
  const subject = subjectOf(change);
  const text = message
    ? t(message as "portal.change.config.set", { key: subject })
    : `${change.action} ${subject}`;
  return (
    <span className="st-truncate" title={text}>
      {text}
    </span>
  );
}

function Waiting(): ReactElement {
  return (
    <li className="portal-line">
      <Skeleton width={180} />
    </li>
  );
}
