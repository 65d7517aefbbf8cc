"use client";
import type { PermissionOutcome, PermissionSimulation } from "@stratum-hq/core";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Skeleton } from "../ui/index.ts";
import { ImpactGroups } from "./PermissionImpact.tsx";
import { valueText } from "./PermissionValue.tsx";
import { permissionDialogMessages } from "./permissions.dialogs.messages.ts";
import { MODES } from "./usePolicyForm.ts";

/** What a draft would do, key by key: here, and to everyone below. */
export function WhatIfResult(props: {
  /** undefined until it is known. */
  simulation: PermissionSimulation | undefined;
  busy: boolean;
}): ReactElement {
  const t = useMessages(permissionDialogMessages);
  return (
    <section className="st-what-if" aria-label={t("permissions.impact")} data-slot="what-if-result">
      <h3 className="st-field-label">{t("permissions.impact")}</h3>
      {props.simulation ? (
        <ul className="st-review">
          {props.simulation.permissions.map((effects) => (
            <li key={effects.key} className="st-review-item">
              <span className="st-review-key">{effects.key}</span>
              <div className="st-review-values">
                <Outcome label={t("permissions.simulate.before")} of={effects.before} />
                <Outcome label={t("permissions.simulate.after")} of={effects.after} />
              </div>
              <ImpactGroups effects={effects} busy={props.busy} />
            </li>
          ))}
        </ul>
      ) : (
        <Skeleton width="100%" height={72} />
      )}
    </section>
  );
}

function Outcome({ label, of }: { label: string; of: PermissionOutcome | null }): ReactElement {
  const t = useMessages(permissionDialogMessages);
  const mode = MODES.find((one) => one === of?.mode);
  return (
    <div className="st-review-value">
      <span className="st-review-label st-muted">{label}</span>
      {of ? (
        <p>
          {valueText(of.value, t)}
          {mode && <span className="st-muted"> · {t(`permissions.mode.${mode}`)}</span>}
        </p>
      ) : (
        <p className="st-muted">{t("permissions.simulate.nothing")}</p>
      )}
    </div>
  );
}
