"use client";
import type { PermissionSimulation, PermissionChange as PolicyChange } from "@stratum-hq/core";
import { Minus, PencilLine, Plus, SlidersHorizontal } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { useLocale, useMessages } from "../i18n/index.ts";
import { Note, Skeleton, useErrorText } from "../ui/index.ts";
import { permissionDialogMessages } from "./permissions.dialogs.messages.ts";
import { type ImpactExample, type ImpactGroup, type ImpactKind, impactOf } from "./permissions.impact.ts";
import { usePermissionSimulation } from "./usePermissionSimulation.ts";

const icons: Record<ImpactKind, ReactNode> = {
  loses: <Minus aria-hidden />,
  gains: <Plus aria-hidden />,
  value: <PencilLine aria-hidden />,
  rules: <SlidersHorizontal aria-hidden />,
};
/** The first names; more than that is a number, not a list to read. */
const FIRST = 4;

/** Who gains and who loses by one change, as the server works it out at this moment. */
export function PermissionImpact(props: {
  tenantId: string;
  changes: readonly PolicyChange[];
}): ReactElement | null {
  const t = useMessages(permissionDialogMessages);
  const errorText = useErrorText();
  const simulation = usePermissionSimulation(props.changes, props.tenantId);
  const key = props.changes[0]?.key;
  if (key === undefined) return null;
  const effects = simulation.data?.permissions.find((one) => one.key === key);
  return (
    <section className="st-outlook" data-slot="impact" aria-label={t("permissions.impact")}>
      <h3 className="st-field-label">{t("permissions.impact")}</h3>
      {simulation.isError ? (
        <Note>{t("permissions.impact.unknown", { reason: errorText(simulation.error) })}</Note>
      ) : effects ? (
        <ImpactGroups effects={effects} busy={simulation.isPlaceholderData} />
      ) : (
        <Skeleton width={220} />
      )}
    </section>
  );
}

/** The effects on one key: who loses, who gains, for whom the value or the rules become others. */
export function ImpactGroups({
  effects,
  busy,
}: {
  effects: PermissionSimulation["permissions"][number];
  /** The draft has changed since; the answer to it is on its way. Default false. */
  busy?: boolean | undefined;
}): ReactElement {
  const t = useMessages(permissionDialogMessages);
  const { groups, more } = impactOf(effects);
  if (effects.changed === 0)
    return (
      <p className="st-muted" aria-busy={busy}>
        {t("permissions.impact.none")}
      </p>
    );
  return (
    <ul className="st-effects" aria-busy={busy}>
      {groups.map((group) => (
        <Group key={group.kind} group={group} />
      ))}
      {more > 0 && <li className="st-muted">{t("permissions.impact.more", { count: more })}</li>}
    </ul>
  );
}

function Group({ group: { kind, tenants, examples } }: { group: ImpactGroup }): ReactElement {
  const t = useMessages(permissionDialogMessages);
  const locale = useLocale();
  const nameOf = ({ name, tenants: count }: ImpactExample): string =>
    count > 1 ? t("permissions.impact.with", { name, count: count - 1 }) : name;
  const rest = examples.slice(FIRST).reduce((sum, one) => sum + one.tenants, 0);
  const names = [
    ...examples.slice(0, FIRST).map(nameOf),
    ...(rest > 0 ? [t("permissions.impact.others", { count: rest })] : []),
  ];
  return (
    <li data-kind={kind}>
      {icons[kind]}
      <div>
        <span>{t(`permissions.impact.${kind}`, { count: tenants })}</span>{" "}
        <span className="st-muted">{new Intl.ListFormat(locale, { type: "conjunction" }).format(names)}</span>
      </div>
    </li>
  );
}
