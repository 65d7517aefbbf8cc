import { IconButton, TenantSwitcher, useMessages, useSession, useShortcut } from "@stratum-hq/react";
import { Command, Menu as MenuIcon } from "lucide-react";
import type { ReactElement } from "react";
import { linkTo } from "../history.ts";
import { portalMessages } from "../portal.messages.ts";
import type { Session } from "../session.ts";
import { useAsk } from "./ask.ts";
import { Brand } from "./Brand.tsx";
import { PersonaNote } from "./PersonaNote.tsx";
import { PreferencesMenu } from "./PreferencesMenu.tsx";
import { SessionMenu } from "./SessionMenu.tsx";

export interface TopBarProps {
  session: Session;
  /** There where the tenants are out of sight. */
  onOpenTenants?: (() => void) | undefined;
}

/** Product, the tenant that is shown and the way to any other, and what concerns the reader. */
export function TopBar({ session, onOpenTenants }: TopBarProps): ReactElement {
  const t = useMessages(portalMessages);
  const ask = useAsk();
  const actor = useSession().data?.actor_id;
  const palette = useShortcut("mod+j", () => {
    // What is open over the page holds the keyboard.
    if (!document.querySelector('[data-slot="overlay"]')) ask("palette");
  });
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
      <TenantSwitcher
        className="portal-switcher"
        // Recent tenants are kept by sign-in: the next one on this browser may not see them.
        storageKey={actor === undefined ? null : `stratum.switcher.${session.persona ?? actor}`}
      />
      {session.persona && <PersonaNote tenantId={session.persona} />}
      <div className="portal-tools">
        <IconButton
          label={t("portal.palette")}
          tooltip="bottom"
          aria-keyshortcuts={palette?.aria}
          icon={<Command aria-hidden />}
          onClick={() => ask("palette")}
        />
        <PreferencesMenu />
        <SessionMenu session={session} />
      </div>
    </header>
  );
}
