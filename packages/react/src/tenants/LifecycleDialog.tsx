"use client";
import type { TenantNode } from "@stratum-hq/core";
import { type ReactElement, useState } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Checkbox } from "../ui/Checkbox.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { tenantsMessages } from "./tenants.messages.ts";
import type { TenantActions } from "./useTenantActions.ts";

export interface LifecycleDialogProps {
  action: "suspend" | "resume" | "archive";
  tenant: TenantNode;
  run: TenantActions["run"];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Asks before a tenant changes its status, and says what stops or starts with it. */
export function LifecycleDialog({
  action,
  tenant,
  run,
  open,
  onOpenChange,
}: LifecycleDialogProps): ReactElement {
  const t = useMessages(tenantsMessages);
  const [cascade, setCascade] = useState(true);
  const { name, descendant_count: count, child_count } = tenant;
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
      title={t(`tenants.${action}.title`, { name })}
      description={text}
      confirmLabel={t(`tenants.action.${action}`)}
      tone={resumes ? "primary" : "danger"}
      onConfirm={() => run({ action, tenant, cascade: resumes ? cascade : child_count > 0 })}
    >
      {resumes && (child_count > 0 || tenant.status === "archived") && (
        <Checkbox
          label={t("tenants.resume.cascade")}
          checked={cascade}
          onChange={(event) => setCascade(event.target.checked)}
        />
      )}
    </ConfirmDialog>
  );
}
