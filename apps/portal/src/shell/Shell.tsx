import { useMayLeave, useMessages } from "@stratum-hq/react";
import { type ReactElement, useEffect, useRef, useState } from "react";
import { follow } from "../history.ts";
import { HomePage } from "../pages/HomePage.tsx";
import { TenantPage } from "../pages/TenantPage.tsx";
import { UnknownPage } from "../pages/UnknownPage.tsx";
import { portalMessages } from "../portal.messages.ts";
import { usePreferences } from "../preferences.ts";
import type { Route } from "../router.ts";
import type { Session } from "../session.ts";
import { NARROW, useMediaQuery } from "../useMediaQuery.ts";
import { Asking } from "./Asking.tsx";
import { AskContext, type Asked } from "./ask.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { TenantsDrawer } from "./TenantsDrawer.tsx";
import { TenantsPane } from "./TenantsPane.tsx";
import { TopBar } from "./TopBar.tsx";
import { useHelpKey } from "./useHelpKey.ts";

export interface ShellProps {
  session: Session;
  route: Route;
}

/** The frame of every page: bar above, tenants at the side or in a drawer, the page itself. */
export function Shell({ session, route }: ShellProps): ReactElement {
  const t = useMessages(portalMessages);
  const narrow = useMediaQuery(NARROW);
  const [drawer, setDrawer] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const content = useRef<HTMLElement>(null);
  const mayLeave = useRef(useMayLeave());
  useEffect(() => follow((to) => mayLeave.current(to)), []);
  useHelpKey(usePreferences().helpKey, () => setAsked("shortcuts"));
  const closeDrawer = (): void => setDrawer(false);
  const openDrawer = narrow ? () => setDrawer(true) : undefined;
  const pane = <TenantsPane persona={session.persona} onSelect={closeDrawer} />;

  return (
    <AskContext.Provider value={setAsked}>
      <div className="portal-frame">
        <a className="portal-skip st-button" data-variant="primary" href="#content">
          {t("portal.skip")}
        </a>
        <TopBar session={session} onOpenTenants={openDrawer} />
        {narrow ? (
          <TenantsDrawer
            open={drawer}
            onOpenChange={setDrawer}
            // a tenant was chosen: the reader goes on in the page, not at the button that opened the drawer
            focusAfter={route.page === "tenant" ? content : undefined}
          >
            {pane}
          </TenantsDrawer>
        ) : (
          <aside className="portal-side" aria-label={t("portal.tenants")}>
            {pane}
          </aside>
        )}
        <main className="portal-main" id="content" tabIndex={-1} ref={content}>
          <ErrorBoundary key={JSON.stringify(route)} title={t("portal.broken.title")}>
            {route.page === "home" && <HomePage onOpenTenants={openDrawer} />}
            {route.page === "tenant" && (
              <TenantPage key={route.tenantId} tenantId={route.tenantId} tab={route.tab} />
            )}
            {route.page === "unknown" && <UnknownPage what="unknown" />}
          </ErrorBoundary>
        </main>
        <Asking asked={asked} onClose={() => setAsked(null)} onCreated={closeDrawer} />
      </div>
    </AskContext.Provider>
  );
}
