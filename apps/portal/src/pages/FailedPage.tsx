import { ErrorState, ForbiddenState, useMessages } from "@stratum-hq/react";
import { ForbiddenError } from "@stratum-hq/sdk";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";
import type { Session } from "../session.ts";

/** No token could be had, for another reason than a missing sign-in. */
export function FailedPage({ session, error }: { session: Session; error: unknown }): ReactElement {
  const t = useMessages(portalMessages);
  return (
    <main className="portal-lone">
      <title>{t("portal.product")}</title>
      <h1 className="st-sr-only">{t("portal.product")}</h1>
      <div className="st-card portal-failed">
        {error instanceof ForbiddenError ? (
          <ForbiddenState>{error.message}</ForbiddenState>
        ) : (
          <ErrorState title={t("portal.failed.title")} error={error} onRetry={session.start} />
        )}
        {session.persona && (
          <a className="st-link" href="/">
            {t("portal.failed.leavePersona")}
          </a>
        )}
      </div>
    </main>
  );
}
