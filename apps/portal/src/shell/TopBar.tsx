import { IconButton, TenantBreadcrumb, useActiveTenantId, useMessages } from "@stratum-hq/react";
import { Menu as MenuIcon } from "lucide-react";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";
import { linkTo } from "../router.ts";
import type { Session } from "../session.ts";
import type { Theme } from "../theme.ts";
import { Brand } from "./Brand.tsx";
import { PersonaNote } from "./PersonaNote.tsx";
import { SessionMenu } from "./SessionMenu.tsx";
import { ThemeMenu } from "./ThemeMenu.tsx";

export interface TopBarProps {
  session: Session;
  theme: Theme;
  onThemeChange: (theme: Theme) => void;
  /** There where the tenants are out of sight. */
  onOpenTenants?: (() => void) | undefined;
}

/** Product, the way to the tenant that is shown, and what concerns the reader. */
export function TopBar({ session, theme, onThemeChange, onOpenTenants }: TopBarProps): ReactElement {
  const t = useMessages(portalMessages);
  const active = useActiveTenantId();
  return (
    <header className="portal-bar">
      {onOpenTenants && (
        <IconButton
          label={t("portal.tenants.open")}
          tooltip={false}
          icon={<MenuIcon aria-hidden />}
          onClick={onOpenTenants}
        />
      )}
      <a className="portal-home" {...linkTo("/")}>
        <Brand />
      </a>
      {active && <TenantBreadcrumb key={active} className="portal-breadcrumb" tenantId={active} />}
      {session.persona && <PersonaNote tenantId={session.persona} />}
      <div className="portal-tools">
        <ThemeMenu theme={theme} onThemeChange={onThemeChange} />
        <SessionMenu session={session} />
      </div>
    </header>
  );
}
