"use client";
import type { MovePreview, TenantNode } from "@stratum-hq/core";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Note } from "../ui/Note.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { MoveImpact } from "./MoveImpact.tsx";
import { tenantsDialogMessages } from "./tenants.dialogs.messages.ts";
import type { MoverPreview } from "./useMovePreview.ts";

export interface MovesImpactProps {
  previews: readonly MoverPreview[];
  /** How many tenants move; those without a preview are told as a number. */
  total: number;
}

/** What a move of several tenants would change: in sum, and for each of them. */
export function MovesImpact({ previews, total }: MovesImpactProps): ReactElement {
  const t = useMessages(tenantsDialogMessages);
  const refused = refusedMoves(previews);
  const known = previews.flatMap(({ preview }) => (preview.data ? [preview.data] : []));
  const sum = (part: "config" | "permissions"): number =>
    known.reduce((count, one) => count + one[part].count, 0);
  const counts = (config: number, permissions: number, locks = 0): string[] => [
    ...(config > 0 ? [t("tenants.move.config", { count: config })] : []),
    ...(permissions > 0 ? [t("tenants.move.permissions", { count: permissions })] : []),
    ...(locks > 0 ? [t("tenants.move.locks", { count: locks })] : []),
  ];
  const inSum = counts(sum("config"), sum("permissions"));
  const brief = (one: MovePreview): string => {
    const parts = counts(one.config.count, one.permissions.count, one.locks.count);
    return parts.length > 0 ? parts.join(", ") : t("tenants.move.changesNothing");
  };
  return (
    <div className="st-moves-impact" data-slot="moves-impact">
      {refused.length > 0 && (
        <Note tone="red">
          {refused.map(({ tenant, reason }) => (
            <p key={tenant.id}>{t("tenants.bulk.refused", { name: tenant.name, reason })}</p>
          ))}
        </Note>
      )}
      {known.length < previews.length && !previews.some(({ preview }) => preview.isError) ? (
        <Skeleton width="60%" />
      ) : (
        // Where one cannot move none does, and there is no sum.
        refused.length === 0 && (
          <p className="st-moves-sum">
            {inSum.length > 0 ? inSum.join(", ") : t("tenants.move.changesNothing")}
          </p>
        )
      )}
      <ul className="st-move-impact">
        {previews.map(({ tenant, preview }) => (
          <li key={tenant.id} data-state={preview.data?.allowed === false ? "refused" : undefined}>
            <details>
              <summary>
                {tenant.name}
                <span className="st-muted">{preview.data?.allowed && brief(preview.data)}</span>
              </summary>
              <MoveImpact preview={preview} />
            </details>
          </li>
        ))}
      </ul>
      {total > previews.length && (
        <p className="st-muted">{t("tenants.bulk.uncounted", { count: total - previews.length })}</p>
      )}
    </div>
  );
}

/** Those of several that cannot move, as the server says, with its reason. */
export const refusedMoves = (previews: readonly MoverPreview[]): { tenant: TenantNode; reason: string }[] =>
  previews.flatMap(({ tenant, preview }) =>
    preview.data?.allowed === false
      ? [{ tenant, reason: preview.data.refusals.map(({ message }) => message).join(" ") }]
      : [],
  );
