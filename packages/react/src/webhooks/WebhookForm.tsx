"use client";
import type { Webhook } from "@stratum-hq/core";
import type { ReactElement } from "react";
import { FormFailure, fieldError } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { ConflictNote } from "../ui/ConflictNote.tsx";
import { FormFooter } from "../ui/FormFooter.tsx";
import { DialogBody, Field, Select, TextField } from "../ui/index.ts";
import type { WebhookEditorState } from "./useWebhookEditor.ts";
import { useWebhookForm } from "./useWebhookForm.ts";
import { webhooksMessages } from "./webhooks.messages.ts";

const FIELDS = ["url", "description", "events"] as const;

/** Asks for address and events of a new webhook, or of one that there is. */
export function WebhookForm({
  editor,
  webhook,
}: {
  editor: WebhookEditorState;
  webhook: Webhook | undefined;
}): ReactElement {
  const t = useMessages(webhooksMessages);
  const form = useWebhookForm(editor, webhook);
  const { fields, set, ready, busy, error, eventsError, submit } = form;
  const wordsOf = ({ url, description, events }: Webhook): string =>
    [url, description, events.includes("*") ? t("webhooks.events.all") : events.join(", ")]
      .filter(Boolean)
      .join(" · ");
  return (
    <form
      className="st-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <DialogBody>
        <Field
          label={t("webhooks.address")}
          hint={t("webhooks.address.hint")}
          error={fieldError(error, "url")}
          required
        >
          <TextField
            type="url"
            inputMode="url"
            placeholder="https://"
            value={fields.url}
            onChange={(event) => set({ url: event.target.value })}
          />
        </Field>
        <Field label={t("webhooks.description")} error={fieldError(error, "description")} optional>
          <TextField
            value={fields.description}
            onChange={(event) => set({ description: event.target.value })}
          />
        </Field>
        <Field label={t("webhooks.events")}>
          <Select
            value={fields.which}
            onChange={(event) => set({ which: event.target.value === "all" ? "all" : "some" })}
            options={[
              { value: "all", label: t("webhooks.events.all") },
              { value: "some", label: t("webhooks.events.some") },
            ]}
          />
        </Field>
        {fields.which === "some" && (
          <Field
            label={t("webhooks.events.names")}
            hint={t("webhooks.events.hint")}
            error={eventsError}
            required
          >
            <TextField value={fields.words} onChange={(event) => set({ words: event.target.value })} />
          </Field>
        )}
        <FormFailure error={error} fields={FIELDS} />
        <ConflictNote conflict={form}>
          {(theirs) => t("webhooks.conflict", { values: wordsOf(theirs) })}
        </ConflictNote>
      </DialogBody>
      <FormFooter busy={busy} disabled={!ready}>
        {t(webhook ? "webhooks.save" : "webhooks.add")}
      </FormFooter>
    </form>
  );
}
