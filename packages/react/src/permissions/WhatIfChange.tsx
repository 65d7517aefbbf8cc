"use client";
import type { PermissionChange as PolicyChange } from "@stratum-hq/core";
import { X } from "lucide-react";
import type { ReactElement } from "react";
import { type Translate, useMessages } from "../i18n/index.ts";
import { useTenant } from "../tenants/index.ts";
import { IconButton, Note } from "../ui/index.ts";
import { valueText } from "./PermissionValue.tsx";
import { permissionDialogMessages } from "./permissions.dialogs.messages.ts";

export interface WhatIfChangeProps {
  change: PolicyChange;
  /** Id of the tenant that the draft is about. */
  here: string;
  /** Why it would be refused; null if it would be made, or that is not known yet. */
  refused: { code: string; message: string } | null;
  onRemove: () => void;
}

/** One change of a draft in a sentence, and why it would be refused. */
export function WhatIfChange({ change, here, refused, onRemove }: WhatIfChangeProps): ReactElement {
  const t = useMessages(permissionDialogMessages);
  const { key } = change;
  const id = change.tenant_id ?? here;
  const tenant = useTenant(id);
  const name = id === here ? t("permissions.here") : (tenant.data?.name ?? "…");
  return (
    <li data-slot="what-if-change" data-state={refused ? "refused" : undefined}>
      <div className="st-review-head">
        <span className="st-review-key">{key}</span>
        <span className="st-muted">{[name, ...parts(change, t)].join(" · ")}</span>
        <IconButton
          size="sm"
          label={t("permissions.simulate.remove", { key })}
          icon={<X aria-hidden />}
          onClick={onRemove}
        />
      </div>
      {refused && (
        <Note tone="amber">
          {t("permissions.simulate.refused", { reason: refusalText(refused, key, t) })}
        </Note>
      )}
    </li>
  );
}

/** What a change does, in words. */
function parts(change: PolicyChange, t: Translate<typeof permissionDialogMessages>): string[] {
  const action = t(`permissions.simulate.${change.action}`);
  if (change.action === "delete") return [action];
  return [
    action,
    ...(change.value !== undefined ? [valueText(change.value, t)] : []),
    ...(change.mode ? [t(`permissions.mode.${change.mode}`)] : []),
    ...(change.revocation_mode ? [t(`permissions.revocation.${change.revocation_mode}`)] : []),
  ];
}

const REFUSALS = {
  PERMISSION_LOCKED: "permissions.refused.locked",
  PERMISSION_NOT_DELEGATED: "permissions.refused.rules",
  PERMISSION_ALREADY_EXISTS: "permissions.refused.exists",
  PERMISSION_NOT_FOUND: "permissions.refused.none",
  PERMISSION_REVOCATION_DENIED: "permissions.refused.permanent",
} as const;

function refusalText(
  { code, message }: { code: string; message: string },
  key: string,
  t: Translate<typeof permissionDialogMessages>,
): string {
  const known = REFUSALS[code as keyof typeof REFUSALS];
  return known ? t(known, { key }) : message;
}
