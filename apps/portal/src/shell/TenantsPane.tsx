import { TenantSearch, TenantTree, useScope, useSession, useSwitchTenant } from "@stratum-hq/react";
import type { ReactElement } from "react";
import { CreateRoot } from "./CreateRoot.tsx";

export interface TenantsPaneProps {
  /** The tenant whose view is borrowed: what is open in it is kept apart. */
  persona: string | null;
  /** Told when a tenant was chosen. */
  onSelect: () => void;
}

/** The search and the tree of all that the sign-in may see. */
export function TenantsPane({ persona, onSelect }: TenantsPaneProps): ReactElement {
  const canWrite = useScope("write") === true;
  const everything = useSession().data?.tenant_id === null;
  const switchTenant = useSwitchTenant();
  return (
    <>
      <div className="portal-side-head">
        <TenantSearch
          className="portal-search"
          onSelect={(hit) => {
            switchTenant(hit.id);
            onSelect();
          }}
        />
        {canWrite && everything && <CreateRoot onCreated={onSelect} />}
      </div>
      <TenantTree
        className="portal-tree"
        onValueChange={onSelect}
        expandSingleRoot
        storageKey={persona ? `stratum.tree.${persona}` : "stratum.tree"}
        readOnly={!canWrite}
      />
    </>
  );
}
