import {
  ConfigEditor,
  ConsentManager,
  ErrorState,
  PermissionEditor,
  Skeleton,
  TenantStatusBadge,
  useMessages,
  useScope,
  useTenant,
} from "@stratum-hq/react";
import { TenantNotFoundError } from "@stratum-hq/sdk";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";
import type { Tab } from "../router.ts";
import { TenantTabs } from "../shell/TenantTabs.tsx";
import { OverviewTab } from "./OverviewTab.tsx";
import { UnknownPage } from "./UnknownPage.tsx";

/** One tenant in one of its views. */
export function TenantPage({ tenantId, tab }: { tenantId: string; tab: Tab }): ReactElement {
  const t = useMessages(portalMessages);
  const tenant = useTenant(tenantId);
  const readOnly = useScope("write") === false || (tenant.data && tenant.data.status !== "active");

  if (tenant.error instanceof TenantNotFoundError) return <UnknownPage what="noTenant" />;
  if (tenant.isError && !tenant.data)
    return (
      <div className="portal-page portal-centred">
        <ErrorState error={tenant.error} onRetry={tenant.refetch} retrying={tenant.isRefetching} />
      </div>
    );
  const name = tenant.data?.name;
  const title = [t(`portal.tab.${tab}`), name, t("portal.product")].filter(Boolean).join(" · ");
  return (
    <div className="portal-page">
      <title>{title}</title>
      <header className="portal-head">
        <h1 className="portal-title">{name ?? <Skeleton width={220} height={20} />}</h1>
        {tenant.data && tenant.data.status !== "active" && <TenantStatusBadge status={tenant.data.status} />}
      </header>
      <TenantTabs tenantId={tenantId} tab={tab} />
      {tab === "overview" && <OverviewTab tenantId={tenantId} />}
      {tab === "config" && <ConfigEditor tenantId={tenantId} readOnly={readOnly} />}
      {tab === "permissions" && <PermissionEditor tenantId={tenantId} readOnly={readOnly} />}
      {tab === "consent" && <ConsentManager tenantId={tenantId} readOnly={readOnly} />}
    </div>
  );
}
