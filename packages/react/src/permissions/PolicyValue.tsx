"use client";
import type { ReactElement } from "react";
import { type ValueDraft, ValueInput, type ValueKind } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { Field, Select } from "../ui/index.ts";
import { permissionDialogMessages } from "./permissions.dialogs.messages.ts";

const KEEP = "";

export interface PolicyValueProps {
  /** The value being typed, from `useValueDraft`. */
  draft: ValueDraft;
  /** Offers to leave the value as it is; true while that is chosen. Default: not offered. */
  keep?: boolean | undefined;
  /** Told whether the value stays as it is. */
  onKeepChange?: ((keep: boolean) => void) | undefined;
}

/** A policy's value being typed: yes, no, or something more exact. */
export function PolicyValue({ draft, keep, onKeepChange }: PolicyValueProps): ReactElement {
  const t = useMessages(permissionDialogMessages);
  const choose = (choice: string): void => {
    onKeepChange?.(choice === KEEP);
    if (choice === KEEP) return;
    const yesOrNo = choice === "true" || choice === "false";
    draft.setKind(yesOrNo ? "boolean" : (choice as ValueKind));
    if (yesOrNo) draft.setText(choice);
  };
  return (
    <div className={keep || draft.kind === "boolean" ? undefined : "st-form-pair"}>
      <Field label={t("permissions.value")}>
        <Select
          value={keep ? KEEP : draft.kind === "boolean" ? draft.text : draft.kind}
          onChange={(event) => choose(event.target.value)}
          options={[
            ...(keep === undefined ? [] : [{ value: KEEP, label: t("permissions.simulate.asItIs") }]),
            { value: "true", label: t("permissions.allowed") },
            { value: "false", label: t("permissions.denied") },
            { value: "number", label: t("permissions.form.kind.number") },
            { value: "string", label: t("permissions.form.kind.string") },
            { value: "json", label: t("permissions.form.kind.json") },
          ]}
        />
      </Field>
      {!keep && draft.kind !== "boolean" && <ValueInput draft={draft} label={t("permissions.form.exact")} />}
    </div>
  );
}
