import { Button, Skeleton, TenantStatusBadge, useMessages, useTenantChildren } from "@stratum-hq/react";
import { ChevronRight } from "lucide-react";
import type { ReactElement } from "react";
import { linkTo } from "../history.ts";
import { portalMessages } from "../portal.messages.ts";
import { tenantPath } from "../router.ts";

/** The tenants directly below one, as links. Nothing for a tenant without any, or when they cannot be had. */
export function Children({ tenantId }: { tenantId: string }): ReactElement | null {
  const t = useMessages(portalMessages);
  const { data, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useTenantChildren(tenantId);
  const children = data?.pages.flatMap((page) => page.data) ?? [];
  if (!isPending && children.length === 0) return null;
  return (
    <section className="portal-section" aria-labelledby="portal-children">
      <h2 id="portal-children">{t("portal.children")}</h2>
      <ul className="st-card portal-children">
        {isPending && (
          <li className="portal-child">
            <Skeleton width={160} />
          </li>
        )}
        {children.map((child) => (
          <li key={child.id}>
            <a className="portal-child" {...linkTo(tenantPath(child.id))}>
              <span className="st-truncate">{child.name}</span>
              {child.status !== "active" && <TenantStatusBadge status={child.status} />}
              <span className="st-muted portal-child-below">
                {child.descendant_count > 0 && t("portal.children.below", { count: child.descendant_count })}
              </span>
              <ChevronRight aria-hidden />
            </a>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("portal.children.more")}
        </Button>
      )}
    </section>
  );
}
