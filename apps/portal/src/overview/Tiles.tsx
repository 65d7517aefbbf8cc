import {
  countOrigins,
  type OriginRow,
  toConfigRows,
  toPermissionRows,
  useConfig,
  useConsents,
  useMessages,
  usePermissions,
} from "@stratum-hq/react";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";
import { tenantPath } from "../router.ts";
import { useTenantNode } from "../useTenantNode.ts";
import { Tile, type TileProps } from "./Tile.tsx";

/** The other views of a tenant in numbers. A number that cannot be had is left out; its view says why. */
export function Tiles({ tenantId }: { tenantId: string }): ReactElement {
  const t = useMessages(portalMessages);
  const config = useConfig(tenantId);
  const permissions = usePermissions(tenantId);
  const consents = useConsents(tenantId);
  const node = useTenantNode(tenantId);

  const origins = (rows: OriginRow[] | undefined, failed: boolean): Pick<TileProps, "count" | "facts"> => {
    if (!rows) return { count: failed ? "–" : undefined, facts: [] };
    const { set, locked } = countOrigins(rows);
    return {
      count: t("portal.tile.keys", { count: rows.length }),
      facts: [t("portal.tile.set", { count: set }), t("portal.tile.locked", { count: locked })],
    };
  };
  const recorded = (): Pick<TileProps, "count" | "facts"> => {
    const page = consents.data?.pages[0];
    if (!page) return { count: consents.isError ? "–" : undefined, facts: [] };
    const count = page.data.length;
    if (count === 0) return { count: t("portal.tile.noConsents"), facts: [] };
    const active = page.data.filter((one) => one.status === "active").length;
    return page.has_more
      ? { count: t("portal.tile.moreConsents", { count }), facts: [] }
      : { count: t("portal.tile.consents", { count }), facts: [t("portal.tile.active", { count: active })] };
  };
  const below = (): Pick<TileProps, "count" | "facts"> => {
    if (!node) return { count: undefined, facts: [] };
    const { child_count, descendant_count } = node;
    if (descendant_count === 0) return { count: t("portal.tile.noTenants"), facts: [] };
    return {
      count: t("portal.tile.tenants", { count: descendant_count }),
      facts: [t("portal.tile.direct", { count: child_count })],
    };
  };
  return (
    <div className="portal-tiles">
      <Tile
        path={tenantPath(tenantId, "config")}
        title={t("portal.tab.config")}
        {...origins(config.data && toConfigRows(config.data), config.isError)}
      />
      <Tile
        path={tenantPath(tenantId, "permissions")}
        title={t("portal.tab.permissions")}
        {...origins(permissions.data && toPermissionRows(permissions.data), permissions.isError)}
      />
      <Tile path={tenantPath(tenantId, "consent")} title={t("portal.tab.consent")} {...recorded()} />
      <Tile title={t("portal.tile.below")} {...below()} />
    </div>
  );
}
