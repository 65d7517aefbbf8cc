"use client";
import type { ConfigEntry, DeletedConfig } from "@stratum-hq/core";
import { useMessages } from "../i18n/index.ts";
import { useAnnounce } from "../ui/index.ts";
import { configMessages } from "./config.messages.ts";
import { toLine } from "./config.values.ts";
import type { ConfigChange } from "./useConfigActions.ts";

/** Says what a change came to: what shows now, and what it hid or brought back below. */
export function useConfigOutcome(): (
  change: ConfigChange,
  result: ConfigEntry | DeletedConfig,
  undo: () => void,
) => void {
  const t = useMessages(configMessages);
  const announce = useAnnounce();
  return (change, result, undo) => {
    const { key } = change;
    const topic = key;
    const released = result.unshadowed.length;
    if ("effective" in result) {
      const { effective } = result;
      const name = effective?.source_name ?? t("config.origin.above");
      const what = effective
        ? t("config.done.inherit", { key, value: toLine(effective.value), name })
        : t("config.done.removed", { key });
      const below = released > 0 ? ` ${t("config.done.released", { count: released })}` : "";
      announce(what + below, {
        tone: "success",
        topic,
        action: { label: t("config.done.undo"), onSelect: undo },
      });
      return;
    }
    const hidden = result.shadowed.length;
    if (hidden > 0) announce(t("config.done.lock.shadowed", { key, count: hidden }), { topic });
    else if (released > 0) announce(t("config.done.unlock.unshadowed", { key, count: released }), { topic });
    else if (change.action === "lock") announce(t("config.done.lock", { key }), { tone: "success", topic });
    else if (change.action === "unlock")
      announce(t("config.done.unlock", { key }), { tone: "success", topic });
    else announce(t("config.done.set", { key }), { silent: true });
  };
}
