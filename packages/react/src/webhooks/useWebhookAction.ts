"use client";
import { useAnnounce, useErrorText } from "../ui/index.ts";
import type { WebhookEditorState } from "./useWebhookEditor.ts";
import type { WebhookChange } from "./webhooks.mutations.ts";

/** Makes a change that has no form of its own: what goes wrong is announced. */
export function useWebhookAction({
  change,
}: Pick<WebhookEditorState, "change">): (change: WebhookChange) => Promise<void> {
  const announce = useAnnounce();
  const errorText = useErrorText();
  return async (wanted) => {
    try {
      await change(wanted);
    } catch (error) {
      announce(errorText(error), { tone: "error" });
    }
  };
}
