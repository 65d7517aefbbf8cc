import { TenantDetails, useMessages } from "@stratum-hq/react";
import type { ReactElement } from "react";
import { Children } from "../overview/Children.tsx";
import { Overrides } from "../overview/Overrides.tsx";
import { RecentChanges } from "../overview/RecentChanges.tsx";
import { Tiles } from "../overview/Tiles.tsx";
import { portalMessages } from "../portal.messages.ts";

export interface OverviewTabProps {
  tenantId: string;
  /** True for a tenant that is not active: of it less is told. */
  stopped: boolean;
}

/** A tenant at a glance: what is set for it and below, what changed, what it is, what is below it. */
export function OverviewTab({ tenantId, stopped }: OverviewTabProps): ReactElement {
  const t = useMessages(portalMessages);
  return (
    <div className="portal-overview">
      {!stopped && <Tiles tenantId={tenantId} />}
      <div className="portal-columns">
        <RecentChanges tenantId={tenantId} />
        {!stopped && <Overrides tenantId={tenantId} />}
      </div>
      <section className="portal-section" aria-labelledby="portal-details">
        <h2 id="portal-details">{t("portal.details")}</h2>
        <TenantDetails tenantId={tenantId} />
      </section>
      <Children tenantId={tenantId} />
    </div>
  );
}
