"use client";
import type { Webhook } from "@stratum-hq/core";
import { type ReactElement, useState } from "react";
import { FormFailure, fieldError } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { Button, DialogBody, DialogClose, DialogFooter, Field, Select, TextField } from "../ui/index.ts";
import type { WebhookEditorState } from "./useWebhookEditor.ts";
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
  const before = webhook?.events.includes("*") === false ? webhook.events.join(", ") : "";
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [description, setDescription] = useState(webhook?.description ?? "");
  const [which, setWhich] = useState<"all" | "some">(before ? "some" : "all");
  const [words, setWords] = useState(before);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const chosen = words.split(/[\s,]+/).filter(Boolean);
  const ready = url.trim() !== "" && (which === "all" || chosen.length > 0);

  async function submit(): Promise<void> {
    if (!ready || busy) return;
    setBusy(true);
    setError(null);
    const input = {
      url: url.trim(),
      description: description.trim() || null,
      events: which === "all" ? ["*"] : chosen,
    };
    try {
      if (!webhook) await editor.change({ action: "create", ...input });
      else if (await editor.change({ action: "update", webhook, patch: input })) editor.close();
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  }
  /** Of the list as a whole, or of the first entry that is wrong. */
  const eventsError =
    fieldError(error, "events") ??
    chosen.map((_, i) => fieldError(error, `events.${i}`)).find((one) => one !== undefined);

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
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        </Field>
        <Field label={t("webhooks.description")} error={fieldError(error, "description")} optional>
          <TextField value={description} onChange={(event) => setDescription(event.target.value)} />
        </Field>
        <Field label={t("webhooks.events")}>
          <Select
            value={which}
            onChange={(event) => setWhich(event.target.value === "all" ? "all" : "some")}
            options={[
              { value: "all", label: t("webhooks.events.all") },
              { value: "some", label: t("webhooks.events.some") },
            ]}
          />
        </Field>
        {which === "some" && (
          <Field
            label={t("webhooks.events.some")}
            hint={t("webhooks.events.hint")}
            error={eventsError}
            required
          >
            <TextField value={words} onChange={(event) => setWords(event.target.value)} />
          </Field>
        )}
        <FormFailure error={error} fields={[...FIELDS, ...chosen.map((_, i) => `events.${i}`)]} of={url} />
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{t("webhooks.cancel")}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" busy={busy} disabled={!ready}>
          {t(webhook ? "webhooks.save" : "webhooks.add")}
        </Button>
      </DialogFooter>
    </form>
  );
}
