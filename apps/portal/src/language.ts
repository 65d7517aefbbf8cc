import type { MessageTable } from "@stratum-hq/react";
import { useEffect, useState } from "react";
import { type Language, usePreferences } from "./preferences.ts";

/** The words of a language, the kit's and the portal's, loaded when somebody chooses it. */
const tables: Record<Exclude<Language, "en">, () => Promise<MessageTable>> = {
  ar: async () => ({
    ...(await import("@stratum-hq/react/messages/ar")).ar,
    ...(await import("./messages/ar.ts")).ar,
  }),
  de: async () => ({
    ...(await import("@stratum-hq/react/messages/de")).de,
    ...(await import("./messages/de.ts")).de,
  }),
  es: async () => ({
    ...(await import("@stratum-hq/react/messages/es")).es,
    ...(await import("./messages/es.ts")).es,
  }),
  fr: async () => ({
    ...(await import("@stratum-hq/react/messages/fr")).fr,
    ...(await import("./messages/fr.ts")).fr,
  }),
  ja: async () => ({
    ...(await import("@stratum-hq/react/messages/ja")).ja,
    ...(await import("./messages/ja.ts")).ja,
  }),
};

/** A language and its words. */
export interface Spoken {
  locale: Language;
  messages: MessageTable;
}
const ENGLISH: Spoken = { locale: "en", messages: {} };

/** The chosen language as soon as its words are there; until then, and where they cannot be loaded, the one before. */
export function useLanguage(): Spoken {
  const { language } = usePreferences();
  const [spoken, setSpoken] = useState(ENGLISH);
  useEffect(() => {
    if (language === "en") return setSpoken(ENGLISH);
    let wanted = true;
    tables[language]().then(
      (messages) => wanted && setSpoken({ locale: language, messages }),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [language]);
  return spoken;
}
