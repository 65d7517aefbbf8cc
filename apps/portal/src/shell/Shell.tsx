import { useMessages } from "@stratum-hq/react";
import { type ReactElement, useRef, useState } from "react";
import { HomePage } from "../pages/HomePage.tsx";
import { TenantPage } from "../pages/TenantPage.tsx";
import { UnknownPage } from "../pages/UnknownPage.tsx";
import { portalMessages } from "../portal.messages.ts";
import type { Route } from "../router.ts";
import type { Session } from "../session.ts";
import type { Theme } from "../theme.ts";
import { NARROW, useMediaQuery } from "../useMediaQuery.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { TenantsDrawer } from "./TenantsDrawer.tsx";
import { TenantsPane } from "./TenantsPane.tsx";
import { TopBar } from "./TopBar.tsx";

export interface ShellProps {
  session: Session;
  route: Route;
  theme: Theme;
  onThemeChange: (theme: Theme) => void;
}

/** The frame of every page: bar above, tenants at the side or in a drawer, the page itself. */
export function Shell({ session, route, theme, onThemeChange }: ShellProps): ReactElement {
  const t = useMessages(portalMessages);
  const narrow = useMediaQuery(NARROW);
  const [drawer, setDrawer] = useState(false);
  const content = useRef<HTMLElement>(null);
  const pane = <TenantsPane persona={session.persona} onSelect={() => setDrawer(false)} />;

  return (
    <div className="portal-frame">
      <a className="portal-skip st-button" data-variant="primary" href="#content">
        {t("portal.skip")}
      </a>
      <TopBar
        session={session}
        theme={theme}
        onThemeChange={onThemeChange}
        onOpenTenants={narrow ? () => setDrawer(true) : undefined}
      />
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
          {route.page === "home" && <HomePage onOpenTenants={narrow ? () => setDrawer(true) : undefined} />}
          {route.page === "tenant" && (
            <TenantPage key={route.tenantId} tenantId={route.tenantId} tab={route.tab} />
          )}
          {route.page === "unknown" && <UnknownPage what="unknown" />}
        </ErrorBoundary>
      </main>
    </div>
  );
}
