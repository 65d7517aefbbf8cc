"use client";
import type { Webhook } from "@stratum-hq/core";
import { VersionConflictError } from "@stratum-hq/core/client";
import { useState } from "react";
import { fieldError } from "../config/index.ts";
import { theirsOf } from "../ui/ConflictNote.tsx";
import { type Submission, useSubmit } from "../ui/index.ts";
import type { WebhookEditorState } from "./useWebhookEditor.ts";

export interface WebhookFields {
  url: string;
  description: string;
  /** `some`: those that `words` names, separated by commas or blanks. */
  which: "all" | "some";
  words: string;
}
export interface WebhookForm extends Submission {
  fields: WebhookFields;
  set: (patch: Partial<WebhookFields>) => void;
  /** True if all that must be there is there. */
  ready: boolean;
  /** What is wrong with the events: with the list as a whole, or with the first that is none. */
  eventsError: string | undefined;
  /** The webhook as somebody else has saved it meanwhile; null if nobody has. */
  theirs: Webhook | null;
  /** Fills the form with it. */
  takeTheirs: () => void;
  /** Goes on from it with what is in the form. */
  keepMine: () => void;
}

function fieldsOf(webhook: Webhook | undefined): WebhookFields {
  const words = webhook?.events.includes("*") === false ? webhook.events.join(", ") : "";
  const { url = "", description } = webhook ?? {};
  return { url, description: description ?? "", which: words ? "some" : "all", words };
}

/** The form of a new webhook, or of one that there is; that one closes when it is saved. */
export function useWebhookForm(editor: WebhookEditorState, webhook?: Webhook): WebhookForm {
  /** What the form began with, or the state of the webhook that it goes on from. */
  const [base, setBase] = useState(webhook);
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
  const theirs = theirsOf(error, base);
  return {
    ...submission,
    error: error instanceof VersionConflictError ? null : error,
    fields,
    set: (patch) => setFields((last) => ({ ...last, ...patch })),
    ready,
    eventsError: fieldError(error, "events"),
    theirs,
    takeTheirs: () => {
      if (!theirs) return;
      setBase(theirs);
      setFields(fieldsOf(theirs));
    },
    keepMine: () => {
      if (theirs) setBase(theirs);
    },
  };
}
