"use client";
import type { Tenant } from "@stratum-hq/core";
import { type ReactElement, Suspense, useState } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Dialog, DialogBody, DialogContent } from "../ui/Dialog.tsx";
import { later } from "../ui/later.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { tenantsDialogMessages } from "./tenants.dialogs.messages.ts";
import type { TenantActions } from "./useTenantActions.ts";

const CreateTenantForm = later(async () => (await import("./CreateTenantForm.tsx")).CreateTenantForm);

export interface CreateTenantDialogProps {
  /** The tenant to create below; null creates a root. */
  parent: Tenant | null;
  /** Makes the change: `run` of `useTenantActions`. */
  run: TenantActions["run"];
  /** Is it open? */
  open: boolean;
  /** Told when it opens or closes. */
  onOpenChange: (open: boolean) => void;
}

/** Creates a tenant: name, slug and how its data is kept apart. The form is loaded when it is first opened. */
export function CreateTenantDialog({
  parent,
  run,
  open,
  onOpenChange,
}: CreateTenantDialogProps): ReactElement {
  const t = useMessages(tenantsDialogMessages);
  const [busy, setBusy] = useState(false);
  return (
    <Dialog open={open} onOpenChange={(next) => !busy && onOpenChange(next)}>
      <DialogContent
        closable={!busy}
        title={parent ? t("tenants.create.title") : t("tenants.create.titleRoot")}
        description={parent && t("tenants.create.below", { name: parent.name })}
      >
        <Suspense
          fallback={
            <DialogBody>
              <Skeleton width="100%" height={192} />
            </DialogBody>
          }
        >
          <CreateTenantForm
            parent={parent}
            run={run}
            onBusyChange={setBusy}
            onDone={() => onOpenChange(false)}
          />
        </Suspense>
      </DialogContent>
    </Dialog>
  );
}
