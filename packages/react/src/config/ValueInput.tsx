"use client";
import { type KeyboardEvent, type ReactElement, type Ref, useEffect, useRef } from "react";
import { useMessages } from "../i18n/index.ts";
import { Field, Switch, TextArea, TextField } from "../ui/index.ts";
import { configMessages } from "./config.messages.ts";
import type { ValueDraft } from "./useValueDraft.ts";

export interface ValueInputProps {
  draft: ValueDraft;
  label: string;
  /** Keeps the label for screen readers only. Default false. */
  hideLabel?: boolean | undefined;
  /** Takes the focus, with the text selected, when it appears. Default false. */
  focus?: boolean | undefined;
  /** Called on Enter; on Ctrl or ⌘ + Enter where the text has several lines. */
  onSubmit?: (() => void) | undefined;
  /** Called on Escape, which then goes no further. */
  onCancel?: (() => void) | undefined;
}

/** Input of a typed value: a switch, a number, a line of text, or JSON with the place of its first error. */
export function ValueInput({
  draft,
  label,
  hideLabel,
  focus,
  onSubmit,
  onCancel,
}: ValueInputProps): ReactElement {
  const t = useMessages(configMessages);
  const control = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!focus) return;
    control.current?.focus();
    if (control.current instanceof HTMLInputElement) control.current.select();
  }, [focus]);
  const long = draft.kind === "json" || (draft.kind === "string" && draft.text.includes("\n"));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && onCancel) {
      event.stopPropagation();
      onCancel();
    }
    if (event.key === "Enter" && onSubmit && (!long || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit();
    }
  };
  const { problem } = draft;
  const error =
    problem && (problem.kind === "number" ? t("config.problem.number") : t("config.problem.json", problem));
  const shared = { onKeyDown, value: draft.text };
  const set = (event: { target: { value: string } }): void => draft.setText(event.target.value);
  return (
    <Field
      label={label}
      hideLabel={hideLabel}
      error={error}
      hint={long && onSubmit && t("config.save.keys")}
      className="st-value-input"
      data-kind={draft.kind}
    >
      {draft.kind === "boolean" ? (
        <span className="st-value-switch">
          <Switch
            ref={control as Ref<HTMLButtonElement>}
            checked={draft.value === true}
            onCheckedChange={(on) => draft.setText(String(on))}
            onKeyDown={onKeyDown}
          />
          <code aria-hidden>{draft.text}</code>
        </span>
      ) : long ? (
        <TextArea
          {...shared}
          ref={control as Ref<HTMLTextAreaElement>}
          mono={draft.kind === "json"}
          rows={Math.min(14, Math.max(3, draft.text.split("\n").length))}
          onChange={set}
        />
      ) : (
        <TextField
          {...shared}
          ref={control as Ref<HTMLInputElement>}
          inputMode={draft.kind === "number" ? "decimal" : "text"}
          onChange={set}
        />
      )}
    </Field>
  );
}
