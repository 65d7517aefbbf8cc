"use client";
import { TenantNotFoundError } from "@stratum-hq/core/client";
import { SearchX } from "lucide-react";
import { forwardRef, type HTMLAttributes, type ReactElement, type ReactNode } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { useTenantId } from "../provider/context.ts";
import { BreakableText } from "../ui/BreakableText.tsx";
import { CopyText } from "../ui/CopyText.tsx";
import { cx, type Part } from "../ui/part.ts";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { EmptyState, ErrorState } from "../ui/States.tsx";
import { IsolationBadge, TenantStatusBadge } from "./TenantBadges.tsx";
import { tenantsFinderMessages } from "./tenants.finder.messages.ts";
import { useTenant } from "./useTenant.ts";

export interface TenantDetailsProps extends HTMLAttributes<HTMLDivElement> {
  /** Default: the nearest scope's. */
  tenantId?: string | undefined;
}

/** What is known about a tenant itself, as a list of facts. */
export const TenantDetails: Part<TenantDetailsProps, HTMLDivElement> = forwardRef<
  HTMLDivElement,
  TenantDetailsProps
>(function TenantDetails({ tenantId, className, ...rest }, ref) {
  const t = useMessages(tenantsFinderMessages);
  const { data: tenant, error, isPending, isFetching, refetch } = useTenant(useTenantId(tenantId));
  const state = tenant ? "ready" : isPending ? "loading" : "error";
  const skeleton = <Skeleton width={140} />;
  const fact = (label: string, value: ReactNode, wide = false): ReactElement => (
    <div className="st-fact" data-slot="tenant-fact" data-wide={wide || undefined}>
      <dt>{label}</dt>
      <dd>{tenant ? value : skeleton}</dd>
    </div>
  );
  return (
    <div
      data-slot="tenant-details"
      {...rest}
      ref={ref}
      className={cx("st-details", className)}
      data-state={state}
    >
      {state === "error" && error instanceof TenantNotFoundError ? (
        <EmptyState icon={<SearchX aria-hidden />} title={t("tenants.details.missing")}>
          {t("tenants.details.missing.text")}
        </EmptyState>
      ) : state === "error" ? (
        <ErrorState
          title={t("tenants.details.error")}
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      ) : (
        <dl aria-label={t("tenants.details.label")} aria-busy={state === "loading" || undefined}>
          {fact(t("tenants.details.status"), tenant && <TenantStatusBadge status={tenant.status} />)}
          {fact(
            t("tenants.details.isolation"),
            tenant && <IsolationBadge strategy={tenant.isolation_strategy} />,
          )}
          {fact(t("tenants.details.level"), tenant && tenant.depth + 1)}
          {fact(t("tenants.details.created"), tenant && <RelativeTime value={tenant.created_at} />)}
          {fact(t("tenants.details.updated"), tenant && <RelativeTime value={tenant.updated_at} />)}
          {fact(
            t("tenants.details.id"),
            tenant && <CopyText text={tenant.id} label={t("tenants.details.copyId")} />,
            true,
          )}
          {fact(
            t("tenants.details.path"),
            tenant && (
              <CopyText text={tenant.ancestry_ltree} label={t("tenants.details.copyPath")}>
                <code>
                  <BreakableText text={tenant.ancestry_ltree} />
                </code>
              </CopyText>
            ),
            true,
          )}
          {fact(
            t("tenants.details.metadata"),
            tenant &&
              (Object.keys(tenant.metadata).length > 0 ? (
                <pre className="st-json">{JSON.stringify(tenant.metadata, null, 2)}</pre>
              ) : (
                <span className="st-muted">{t("tenants.details.noMetadata")}</span>
              )),
            true,
          )}
        </dl>
      )}
    </div>
  );
});
