import { Badge, Button, ErrorState, Skeleton, useConfigOverrides, useMessages } from "@stratum-hq/react";
import { ChevronRight, EyeOff } from "lucide-react";
import type { ReactElement } from "react";
import { linkTo } from "../history.ts";
import { portalMessages } from "../portal.messages.ts";
import { tenantPath } from "../router.ts";

/** Who overrides, below a tenant, what holds there; each line leads to the key at the tenant that sets it. */
export function Overrides({ tenantId }: { tenantId: string }): ReactElement {
  const t = useMessages(portalMessages);
  const { data, error, isPending, isRefetching, refetch, ...more } = useConfigOverrides(tenantId, 8);
  const overrides = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section className="portal-section" aria-labelledby="portal-overrides">
      <h2 id="portal-overrides">{t("portal.overrides")}</h2>
      {error && !data ? (
        <ErrorState
          className="st-card"
          title={t("portal.overrides.failed")}
          error={error}
          onRetry={refetch}
          retrying={isRefetching}
        />
      ) : (
        <ul className="st-card portal-list" aria-busy={isPending || undefined}>
          {isPending && (
            <li className="portal-line">
              <Skeleton width={180} />
            </li>
          )}
          {data && overrides.length === 0 && (
            <li className="portal-line st-muted">{t("portal.overrides.none")}</li>
          )}
          {overrides.map(({ key, tenant_id, name, shadowed }) => (
            <li key={`${key} ${tenant_id}`}>
              <a
                className="portal-line portal-link"
                {...linkTo(tenantPath(tenant_id, "config"), { q: `key:${key}`, key })}
              >
                <span className="st-truncate st-mono">{key}</span>
                {shadowed && <Badge icon={<EyeOff aria-hidden />}>{t("portal.overrides.shadowed")}</Badge>}
                <span className="portal-line-end st-muted">
                  <span className="st-truncate">{name}</span>
                </span>
                <ChevronRight aria-hidden />
              </a>
            </li>
          ))}
        </ul>
      )}
      {more.hasNextPage && (
        <Button size="sm" busy={more.isFetchingNextPage} onClick={() => void more.fetchNextPage()}>
          {t("portal.overrides.more")}
        </Button>
      )}
    </section>
  );
}
