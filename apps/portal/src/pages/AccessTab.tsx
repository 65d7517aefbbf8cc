import { ApiKeyManager, RoleEditor, useMessages } from "@stratum-hq/react";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";
import type { ViewProps } from "./ConfigTab.tsx";

/** Who may come in, and what they may do: a tenant's API keys and roles. */
export function AccessTab(view: ViewProps): ReactElement {
  const t = useMessages(portalMessages);
  return (
    <div className="portal-overview">
      <section className="portal-section" aria-labelledby="portal-keys">
        <h2 id="portal-keys">{t("portal.access.keys")}</h2>
        <ApiKeyManager {...view} />
      </section>
      <section className="portal-section" aria-labelledby="portal-roles">
        <h2 id="portal-roles">{t("portal.access.roles")}</h2>
        <RoleEditor {...view} />
      </section>
    </div>
  );
}
