"use client";
import type { ConfigDefinition } from "@stratum-hq/core";
import { type KeyboardEvent, type ReactElement, type Ref, useEffect, useRef } from "react";
import { type Translate, useMessages } from "../i18n/index.ts";
import { Field, Switch, TextArea, TextField } from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import { ChoiceInput, LinesInput } from "./DefinedInputs.tsx";
import { type BrokenRule, brokenRule, inputOf } from "./definition-rules.ts";
import type { ValueDraft } from "./useValueDraft.ts";

export interface ValueInputProps {
  /** The value being typed, from `useValueDraft`. */
  draft: ValueDraft;
  /** What the key means: the input follows its rules. */
  definition?: ConfigDefinition | undefined;
  /** Names the field. */
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
  definition,
  label,
  hideLabel,
  focus,
  onSubmit,
  onCancel,
}: ValueInputProps): ReactElement {
  const t = useMessages(configDialogMessages);
  const control = useRef<HTMLElement>(null);
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
  const schema = definition?.schema;
  // A definition that comes late changes the input only as long as nothing was typed into it.
  const last = useRef<ReturnType<typeof inputOf>>(undefined);
  if (!draft.touched) last.current = inputOf(schema);
  const defined = last.current;
  const input = defined?.input ?? "plain";
  const focused = useRef<string | null>(null);
  useEffect(() => {
    if (!focus || focused.current === input) return;
    focused.current = input;
    control.current?.focus();
    if (control.current instanceof HTMLInputElement) control.current.select();
  }, [focus, input]);
  const broken = draft.touched && draft.value !== undefined ? brokenRule(schema, draft.value) : undefined;
  const error = problem
    ? problem.kind === "number"
      ? t("config.problem.number")
      : t("config.problem.json", problem)
    : broken && ruleText(t, broken);
  const shared = { onKeyDown, value: draft.text };
  const set = (event: { target: { value: string } }): void => draft.setText(event.target.value);
  return (
    <Field
      label={label}
      hideLabel={hideLabel}
      error={error}
      hint={[definition?.description, long && onSubmit && t("config.save.keys")].filter(Boolean).join(" ")}
      className="st-value-input"
      data-kind={draft.kind}
    >
      {defined?.input === "choice" ? (
        <ChoiceInput draft={draft} choices={defined.choices} control={control} onKeyDown={onKeyDown} />
      ) : defined?.input === "lines" && Array.isArray(draft.value) ? (
        <LinesInput draft={draft} control={control} onKeyDown={onKeyDown} />
      ) : draft.kind === "boolean" ? (
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

/** A broken rule in a sentence that says what would be right. */
function ruleText(t: Translate<typeof configDialogMessages>, broken: BrokenRule): string {
  if (broken.rule === "type") return t("config.rule.type", { types: broken.types });
  if (broken.rule === "enum") return t("config.rule.enum", { choices: broken.choices });
  return t(`config.rule.${broken.rule}`, { bound: broken.bound });
}
