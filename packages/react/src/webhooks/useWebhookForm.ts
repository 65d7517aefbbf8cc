"use client";
import type { Webhook } from "@stratum-hq/core";
import { useState } from "react";
import { fieldError } from "../config/index.ts";
import { type Submission, useSubmit } from "../ui/index.ts";
import { type Conflict, useBase } from "../ui/useBase.ts";
import type { WebhookEditorState } from "./useWebhookEditor.ts";

export interface WebhookFields {
  url: string;
  description: string;
  /** `some`: those that `words` names, separated by commas or blanks. */
  which: "all" | "some";
  words: string;
}
export interface WebhookForm extends Submission, Conflict<Webhook> {
  fields: WebhookFields;
  set: (patch: Partial<WebhookFields>) => void;
  /** True if all that must be there is there. */
  ready: boolean;
  /** What is wrong with the events: with the list as a whole, or with the first that is none. */
  eventsError: string | undefined;
}

function fieldsOf(webhook: Webhook | undefined): WebhookFields {
  const words = webhook?.events.includes("*") === false ? webhook.events.join(", ") : "";
  const { url = "", description } = webhook ?? {};
  return { url, description: description ?? "", which: words ? "some" : "all", words };
}

/** The form of a new webhook, or of one that there is; that one closes when it is saved. */
export function useWebhookForm(editor: WebhookEditorState, webhook?: Webhook): WebhookForm {
  const { base, conflictIn } = useBase(webhook);
  const [fields, setFields] = useState(() => fieldsOf(webhook));
  const url = fields.url.trim();
  const events = fields.which === "all" ? ["*"] : fields.words.split(/[\s,]+/).filter(Boolean);
  const ready = url !== "" && events.length > 0;
  const submission = useSubmit(async () => {
    const input = { url, description: fields.description.trim() || null, events };
    // A new one shows its secret next.
    if (!base) await editor.change({ action: "create", ...input });
    else if (await editor.change({ action: "update", webhook: base, patch: input })) editor.close();
  }, ready);
  const { error } = submission;
  return {
    ...submission,
    ...conflictIn(error, (theirs) => setFields(fieldsOf(theirs))),
    fields,
    set: (patch) => setFields((last) => ({ ...last, ...patch })),
    ready,
    eventsError: fieldError(error, "events"),
  };
}
