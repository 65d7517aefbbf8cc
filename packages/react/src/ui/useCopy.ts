"use client";
import { useCallback } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { uiMessages } from "./ui.messages.ts";
import { useAnnounce } from "./useAnnounce.tsx";

/** Copies a text. Resolves to whether the browser let it. `done` is shown, where nothing else says that it is copied. */
export type Copy = (text: string, done?: string) => Promise<boolean>;

/** Copies and says so. A browser refuses where it was told to, and on a page without https, which is said too. */
export function useCopy(): Copy {
  const t = useMessages(uiMessages);
  const announce = useAnnounce();
  return useCallback(
    async (text, done) => {
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        announce(t("ui.copy.failed"), { tone: "error" });
        return false;
      }
      announce(done ?? t("ui.copied"), { tone: "success", silent: done === undefined });
      return true;
    },
    [announce, t],
  );
}
