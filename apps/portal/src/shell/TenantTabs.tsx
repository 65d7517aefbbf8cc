import { useMessages } from "@stratum-hq/react";
import {
  Fingerprint,
  Info,
  KeyRound,
  type LucideIcon,
  ShieldCheck,
  SlidersHorizontal,
  Webhook,
} from "lucide-react";
import type { ReactElement } from "react";
import { linkTo } from "../history.ts";
import { portalMessages } from "../portal.messages.ts";
import { TABS, type Tab, tenantPath } from "../router.ts";

/** A picture for each view. */
export const tabIcons: Record<Tab, LucideIcon> = {
  overview: Info,
  config: SlidersHorizontal,
  permissions: KeyRound,
  consent: ShieldCheck,
  access: Fingerprint,
  webhooks: Webhook,
};

/** On a narrow screen the row scrolls, and an address may lead to its end. */
function bringIntoSight(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView?.({ block: "nearest", inline: "center" });
}

/** The views of a tenant. They are links, as each has an address of its own. */
export function TenantTabs({ tenantId, tab }: { tenantId: string; tab: Tab }): ReactElement {
  const t = useMessages(portalMessages);
  return (
    <nav className="st-tabs-list" aria-label={t("portal.tabs")}>
      {TABS.map((one) => {
        const Icon = tabIcons[one];
        return (
          <a
            key={one}
            ref={one === tab ? bringIntoSight : undefined}
            className="st-tab"
            aria-current={one === tab ? "page" : undefined}
            {...linkTo(tenantPath(tenantId, one))}
          >
            <Icon aria-hidden />
            {t(`portal.tab.${one}`)}
          </a>
        );
      })}
    </nav>
  );
}
