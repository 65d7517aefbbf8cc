import {
  ErrorState,
  PermissionEditor,
  Skeleton,
  TenantBreadcrumb,
  TenantStatusBadge,
  useMessages,
  useScope,
  useTenant,
  WebhookEditor,
} from "@stratum-hq/react";
import { TenantNotFoundError } from "@stratum-hq/sdk";
import { type ReactElement, useRef } from "react";
import { useParam } from "../history.ts";
import { portalMessages } from "../portal.messages.ts";
import type { Tab } from "../router.ts";
import { StatusNote } from "../shell/StatusNote.tsx";
import { TenantTabs } from "../shell/TenantTabs.tsx";
import { AccessTab } from "./AccessTab.tsx";
import { ConfigTab } from "./ConfigTab.tsx";
import { ConsentTab } from "./ConsentTab.tsx";
import { OverviewTab } from "./OverviewTab.tsx";
import { UnknownPage } from "./UnknownPage.tsx";

/** One tenant in one of its views. */
export function TenantPage({ tenantId, tab }: { tenantId: string; tab: Tab }): ReactElement {
  const t = useMessages(portalMessages);
  const tenant = useTenant(tenantId);
  const [query, setQuery] = useParam("q");
  const [key, setKey] = useParam("key");
  const canWrite = useScope("write") !== false;
  const wasActive = useRef(false);
  if (tenant.data?.status === "active") wasActive.current = true;

  if (tenant.error instanceof TenantNotFoundError) return <UnknownPage what="noTenant" />;
  if (tenant.isError && !tenant.data)
    return (
      <div className="portal-page portal-centred">
        <ErrorState error={tenant.error} onRetry={tenant.refetch} retrying={tenant.isRefetching} />
      </div>
    );
  const name = tenant.data?.name;
  const title = [t(`portal.tab.${tab}`), name, t("portal.product")].filter(Boolean).join(" · ");
  const stopped = tenant.data && tenant.data.status !== "active" ? tenant.data : undefined;
  const view = { tenantId, readOnly: !canWrite || stopped !== undefined };
  // The server tells nothing of a tenant that is not active, but what it is and was. An editor that was open when
  // somebody stopped it stays, with what is typed in it.
  const editable = !stopped || wasActive.current;
  return (
    <div className="portal-page">
      <title>{title}</title>
      <header className="portal-head">
        <TenantBreadcrumb className="portal-breadcrumb" tenantId={tenantId} />
        <h1 className="portal-title">{name ?? <Skeleton width={220} height={20} />}</h1>
        {stopped && <TenantStatusBadge status={stopped.status} />}
      </header>
      <TenantTabs tenantId={tenantId} tab={tab} />
      {stopped && <StatusNote tenant={stopped} />}
      {tab === "overview" && <OverviewTab tenantId={tenantId} stopped={stopped !== undefined} />}
      {editable && tab === "config" && <ConfigTab {...view} />}
      {editable && tab === "permissions" && (
        <PermissionEditor
          {...view}
          query={query}
          onQueryChange={setQuery}
          openKey={key || null}
          onOpenKeyChange={(next) => setKey(next ?? "")}
        />
      )}
      {editable && tab === "consent" && <ConsentTab {...view} />}
      {editable && tab === "access" && <AccessTab tenantId={tenantId} readOnly={stopped !== undefined} />}
      {editable && tab === "webhooks" && (
        <WebhookEditor tenantId={tenantId} readOnly={stopped ? true : undefined} />
      )}
    </div>
  );
}
