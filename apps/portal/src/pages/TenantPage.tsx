import {
  ErrorState,
  PermissionEditor,
  Skeleton,
  TenantBreadcrumb,
  TenantStatusBadge,
  useMessages,
  useScope,
  useTenant,
} from "@stratum-hq/react";
import { TenantNotFoundError } from "@stratum-hq/sdk";
import type { ReactElement } from "react";
import { useParam } from "../history.ts";
import { portalMessages } from "../portal.messages.ts";
import type { Tab } from "../router.ts";
import { StatusNote } from "../shell/StatusNote.tsx";
import { TenantTabs } from "../shell/TenantTabs.tsx";
import { ConfigTab } from "./ConfigTab.tsx";
import { ConsentTab } from "./ConsentTab.tsx";
import { OverviewTab } from "./OverviewTab.tsx";
import { UnknownPage } from "./UnknownPage.tsx";

/** One tenant in one of its views. */
export function TenantPage({ tenantId, tab }: { tenantId: string; tab: Tab }): ReactElement {
  const t = useMessages(portalMessages);
  const tenant = useTenant(tenantId);
  const [query, setQuery] = useParam("q");
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
  const view = { tenantId, readOnly };
  return (
    <div className="portal-page">
      <title>{title}</title>
      <header className="portal-head">
        <TenantBreadcrumb className="portal-breadcrumb" tenantId={tenantId} />
        <h1 className="portal-title">{name ?? <Skeleton width={220} height={20} />}</h1>
        {tenant.data && tenant.data.status !== "active" && <TenantStatusBadge status={tenant.data.status} />}
      </header>
      <TenantTabs tenantId={tenantId} tab={tab} />
      {tenant.data && tenant.data.status !== "active" && <StatusNote tenant={tenant.data} />}
      {tab === "overview" && <OverviewTab tenantId={tenantId} />}
      {tab === "config" && <ConfigTab {...view} />}
      {tab === "permissions" && <PermissionEditor {...view} query={query} onQueryChange={setQuery} />}
      {tab === "consent" && <ConsentTab {...view} />}
    </div>
  );
}
