import {
  CreateTenantDialog,
  LifecycleDialog,
  type TenantActions,
  useActiveTenantId,
  useSwitchTenant,
  useTenantActions,
} from "@stratum-hq/react";
import { lazy, type ReactElement, Suspense } from "react";
import { useTenantNode } from "../useTenantNode.ts";
import type { Asked } from "./ask.ts";

const Palette = lazy(async () => ({ default: (await import("../palette/Palette.tsx")).Palette }));
const Shortcuts = lazy(async () => ({ default: (await import("../palette/Shortcuts.tsx")).Shortcuts }));

export interface AskingProps {
  asked: Asked | null;
  onClose: () => void;
  /** Told when a tenant was made and is shown. */
  onCreated: () => void;
}

/** What was asked for, over the page. */
export function Asking({ asked, onClose, onCreated }: AskingProps): ReactElement | null {
  const active = useActiveTenantId();
  const onOpenChange = (open: boolean): void => {
    if (!open) onClose();
  };
  if (asked === null) return null;
  if (asked === "palette" || asked === "shortcuts") {
    const Panel = asked === "palette" ? Palette : Shortcuts;
    return (
      <Suspense fallback={null}>
        <Panel onOpenChange={onOpenChange} />
      </Suspense>
    );
  }
  const task = { onOpenChange, onCreated };
  if (asked === "createRoot") return <CreateRoot {...task} />;
  return active === null ? null : <Task action={asked} tenantId={active} {...task} />;
}

interface TaskProps extends Pick<AskingProps, "onCreated"> {
  onOpenChange: (open: boolean) => void;
}

/** Makes changes; what was created is shown. */
function useRun(onCreated: () => void): TenantActions["run"] {
  const switchTenant = useSwitchTenant();
  const { run } = useTenantActions({
    onAfterChange: (change, tenant) => {
      if (change.action !== "create") return;
      void switchTenant(tenant.id);
      onCreated();
    },
  });
  return run;
}
function CreateRoot({ onCreated, onOpenChange }: TaskProps): ReactElement {
  const run = useRun(onCreated);
  return <CreateTenantDialog parent={null} run={run} open onOpenChange={onOpenChange} />;
}
function Task({
  action,
  tenantId,
  onOpenChange,
  onCreated,
}: TaskProps & {
  action: "create" | "suspend" | "resume" | "archive";
  tenantId: string;
}): ReactElement | null {
  const node = useTenantNode(tenantId);
  const run = useRun(onCreated);
  if (!node) return null;
  if (action === "create")
    return <CreateTenantDialog parent={node} run={run} open onOpenChange={onOpenChange} />;
  return <LifecycleDialog action={action} tenant={node} run={run} open onOpenChange={onOpenChange} />;
}
