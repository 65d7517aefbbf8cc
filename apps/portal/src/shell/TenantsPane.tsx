import { IconButton, TenantTree, useMessages, useScope, useSession } from "@stratum-hq/react";
import { Archive, Plus } from "lucide-react";
import type { ReactElement } from "react";
import { useParam } from "../history.ts";
import { portalMessages } from "../portal.messages.ts";
import { useAsk } from "./ask.ts";

export interface TenantsPaneProps {
  /** The tenant whose view is borrowed: what is open in it is kept apart. */
  persona: string | null;
  /** Told when a tenant was chosen. */
  onSelect: () => void;
}

/** The tree of all that the sign-in may see, with its search. */
export function TenantsPane({ persona, onSelect }: TenantsPaneProps): ReactElement {
  const t = useMessages(portalMessages);
  const ask = useAsk();
  const canWrite = useScope("write") === true;
  const everything = useSession().data?.tenant_id === null;
  const [archived, setArchived] = useParam("archived");
  const [find, setFind] = useParam("find");
  const withArchived = archived !== "";
  return (
    <>
      <div className="portal-side-head">
        <h2>{t("portal.tenants")}</h2>
        <IconButton
          label={t("portal.archived")}
          tooltip="bottom"
          aria-pressed={withArchived}
          icon={<Archive aria-hidden />}
          onClick={() => setArchived(withArchived ? "" : "1")}
        />
        {canWrite && everything && (
          <IconButton
            label={t("portal.tenants.createRoot")}
            tooltip="bottom"
            icon={<Plus aria-hidden />}
            onClick={() => ask("createRoot")}
          />
        )}
      </div>
      <TenantTree
        className="portal-tree"
        onValueChange={onSelect}
        expandSingleRoot
        searchable
        query={find}
        onQueryChange={setFind}
        includeArchived={withArchived}
        storageKey={persona ? `stratum.tree.${persona}` : "stratum.tree"}
        readOnly={!canWrite}
      />
    </>
  );
}
