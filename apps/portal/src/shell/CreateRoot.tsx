import {
  CreateTenantDialog,
  IconButton,
  useMessages,
  useSwitchTenant,
  useTenantActions,
} from "@stratum-hq/react";
import { Plus } from "lucide-react";
import { type ReactElement, useState } from "react";
import { portalMessages } from "../portal.messages.ts";

/** Creates a tenant without a parent and goes to it. Those below others are created in the tree. */
export function CreateRoot({ onCreated }: { onCreated: () => void }): ReactElement {
  const t = useMessages(portalMessages);
  const [open, setOpen] = useState(false);
  const switchTenant = useSwitchTenant();
  const { run } = useTenantActions({
    onAfterChange: (_change, tenant) => {
      switchTenant(tenant.id);
      onCreated();
    },
  });
  return (
    <>
      <IconButton
        label={t("portal.tenants.createRoot")}
        tooltip="bottom"
        variant="secondary"
        icon={<Plus aria-hidden />}
        onClick={() => setOpen(true)}
      />
      {open && <CreateTenantDialog parent={null} run={run} open onOpenChange={setOpen} />}
    </>
  );
}
