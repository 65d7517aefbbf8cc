"use client";
import type { Json } from "@stratum-hq/core";
import { type KeyboardEvent, type ReactElement, type Ref, type RefObject, useState } from "react";
import { useMessages } from "../i18n/index.ts";
import { Select, TextArea } from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import { toLine } from "./config.values.ts";
import type { ValueDraft } from "./useValueDraft.ts";

interface InputProps {
  draft: ValueDraft;
  control: RefObject<HTMLElement | null>;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** One of the values that a definition allows. */
export function ChoiceInput({
  draft,
  choices,
  control,
  onKeyDown,
}: InputProps & { choices: readonly Json[] }): ReactElement {
  const t = useMessages(configDialogMessages);
  const texts = choices.map((choice) => JSON.stringify(choice));
  const now = draft.value === undefined ? "" : JSON.stringify(draft.value);
  return (
    <Select
      ref={control as Ref<HTMLSelectElement>}
      value={texts.includes(now) ? now : ""}
      onChange={(event) => draft.setValue(JSON.parse(event.target.value) as Json)}
      onKeyDown={onKeyDown}
      options={[
        ...(texts.includes(now) ? [] : [{ value: "", label: t("config.value.choose"), disabled: true }]),
        ...choices.map((choice, i) => ({ value: texts[i] ?? "", label: toLine(choice) })),
      ]}
    />
  );
}

/** A list of texts, one per line. */
export function LinesInput({ draft, control, onKeyDown }: InputProps): ReactElement {
  const t = useMessages(configDialogMessages);
  // What is typed is kept as it is: an empty last line is where the next one is begun.
  const [text, setText] = useState(() => (draft.value as string[]).join("\n"));
  return (
    <TextArea
      ref={control as Ref<HTMLTextAreaElement>}
      value={text}
      placeholder={t("config.value.add")}
      rows={Math.min(14, Math.max(3, text.split("\n").length))}
      onKeyDown={onKeyDown}
      onChange={(event) => {
        setText(event.target.value);
        draft.setValue(event.target.value.split("\n").filter((line) => line.trim() !== ""));
      }}
    />
  );
}
