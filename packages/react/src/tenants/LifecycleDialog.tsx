"use client";
import type { TenantNode } from "@stratum-hq/core";
import { type ReactElement, useState } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Checkbox } from "../ui/Checkbox.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { useAnnounce } from "../ui/useAnnounce.tsx";
import { tenantsDialogMessages } from "./tenants.dialogs.messages.ts";
import type { TenantActions } from "./useTenantActions.ts";

export interface LifecycleDialogProps {
  /** What is asked for. */
  action: "suspend" | "resume" | "archive";
  /** The tenant that it is asked of. */
  tenant: TenantNode;
  /** More tenants to do the same with. */
  others?: readonly TenantNode[] | undefined;
  /** Makes the change: `run` of `useTenantActions`. */
  run: TenantActions["run"];
  /** Is it open? */
  open: boolean;
  /** Told when it opens or closes. */
  onOpenChange: (open: boolean) => void;
}

/** Asks before a tenant changes its status, and says what stops or starts with it. */
export function LifecycleDialog({
  action,
  tenant,
  others = [],
  run,
  open,
  onOpenChange,
}: LifecycleDialogProps): ReactElement {
  const t = useMessages(tenantsDialogMessages);
  const announce = useAnnounce();
  const [cascade, setCascade] = useState(true);
  const { name } = tenant;
  const all = [tenant, ...others];
  const count = all.reduce((sum, one) => sum + one.descendant_count, others.length);
  const resumes = action === "resume";
  const text = resumes
    ? t("tenants.resume.text")
    : count > 0
      ? t(`tenants.${action}.textBelow`, { count })
      : t(`tenants.${action}.text`);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={
        others.length > 0
          ? t(`tenants.bulk.${action}`, { count: all.length })
          : t(`tenants.${action}.title`, { name })
      }
      description={text}
      confirmLabel={t(`tenants.action.${action}`)}
      tone={resumes ? "primary" : "danger"}
      onConfirm={async () => {
        // One after the other: where one is refused, the dialog says so and those before it stay as they are.
        const quiet = others.length > 0;
        let done = 0;
        try {
          for (const one of all) {
            const change = { action, tenant: one, cascade: resumes ? cascade : one.child_count > 0 };
            if (await run(change, { quiet })) done++;
          }
        } finally {
          if (quiet && done > 0)
            announce(t(`tenants.bulk.${action}.done`, { count: done }), { tone: "success" });
        }
      }}
    >
      {resumes && all.some((one) => one.child_count > 0 || one.status === "archived") && (
        <Checkbox
          label={t("tenants.resume.cascade")}
          checked={cascade}
          onChange={(event) => setCascade(event.target.checked)}
        />
      )}
    </ConfirmDialog>
  );
}
