"use client";
import { ForbiddenError, StratumError } from "@stratum-hq/core/client";
import { useCallback } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { uiMessages } from "./ui.messages.ts";

/** Tells a failure in a sentence: the server's own words, or that it was not reached. */
export function useErrorText(): (error: unknown) => string {
  const t = useMessages(uiMessages);
  return useCallback(
    (error) => {
      // What the server says of these is meant for who runs it.
      const scope = error instanceof ForbiddenError && error.details.required_scope;
      if (typeof scope === "string") return t("ui.forbidden.text", { scope });
      // fetch rejects with a TypeError when there is no answer at all
      if (error instanceof TypeError || (error instanceof StratumError && error.code === "NETWORK_ERROR"))
        return t("ui.error.offline");
      return (error instanceof Error && error.message) || t("ui.error.unknown");
    },
    [t],
  );
}
