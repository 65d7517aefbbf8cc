"use client";
import type { ExplainedPermission } from "@stratum-hq/core";
import { Check, EyeOff, Lock, Minus, Network } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { inheritanceMessages } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { Button, Note, RelativeTime, Skeleton, useErrorText } from "../ui/index.ts";
import { valueText } from "./PermissionValue.tsx";
import { permissionDialogMessages } from "./permissions.dialogs.messages.ts";
import { usePermissionExplanation } from "./usePermissionExplanation.ts";
import { MODES } from "./usePolicyForm.ts";

type Level = ExplainedPermission["levels"][number];

const icons: Record<string, ReactNode> = {
  wins: <Check aria-hidden />,
  shadowed: <EyeOff aria-hidden />,
};
const words = {
  wins: "permissions.chain.wins",
  shadowed: "permissions.chain.shadowed",
  overridden: "permissions.chain.overridden",
  absent: "permissions.chain.absent",
} as const;
const reasons = {
  lock: "permissions.chain.reason.lock",
  inherited: "permissions.chain.reason.inherited",
  nearest: "permissions.chain.reason.nearest",
  none: "permissions.chain.reason.none",
} as const;

/** How a permission came about: each level of the chain, this tenant first, what it leaves to the next, and the rule. */
export function PermissionChain(props: {
  tenantId: string;
  of: string;
  /** Draws the key over the tree. */
  onShowTree: () => void;
}): ReactElement {
  const { tenantId, of: key } = props;
  const t = useMessages(permissionDialogMessages);
  const tree = useMessages(inheritanceMessages);
  const errorText = useErrorText();
  const trail = usePermissionExplanation(key, tenantId);
  if (trail.isPending) return <Skeleton width="100%" height={300} />;
  if (trail.isError) return <Note tone="red">{errorText(trail.error)}</Note>;
  const { levels, reason, ruled_by } = trail.data;
  const why = reasons[reason as keyof typeof reasons];
  const name = ruled_by?.tenant_id === tenantId ? t("permissions.here") : ruled_by?.name;
  return (
    <>
      <ol className="st-chain" data-slot="permission-chain" data-reason={reason}>
        {[...levels].reverse().map((level) => (
          <ChainLevel key={level.tenant_id} level={level} here={level.tenant_id === tenantId} />
        ))}
      </ol>
      {why && <p>{t(why, { name: name ?? t("permissions.above") })}</p>}
      <div className="st-origin-choice">
        <Button size="sm" variant="ghost" icon={<Network aria-hidden />} onClick={props.onShowTree}>
          {tree("inheritance.open")}
        </Button>
      </div>
    </>
  );
}

function ChainLevel({ level, here }: { level: Level; here: boolean }): ReactElement {
  const t = useMessages(permissionDialogMessages);
  const { policy, outcome } = level;
  const left = MODES.find((mode) => mode === level.mode);
  const locks = outcome === "wins" && level.mode === "LOCKED" && level.mode_above !== "LOCKED" && !here;
  return (
    <li data-outcome={outcome}>
      {locks ? <Lock aria-hidden /> : (icons[outcome] ?? <Minus aria-hidden />)}
      <div>
        <span className="st-chain-name">
          {here ? t("permissions.here") : (level.name ?? t("permissions.above"))}
        </span>
        <span className="st-muted">
          {" · "}
          {t(words[outcome as keyof typeof words] ?? "permissions.chain.absent")}
        </span>
        {policy && (
          <>
            <div>{valueText(policy.value, t)}</div>
            <span className="st-chain-when st-muted">
              {left && outcome !== "shadowed" && <>{t(`permissions.mode.${left}`)} · </>}
              <RelativeTime value={policy.updated_at} />
            </span>
          </>
        )}
      </div>
    </li>
  );
}
