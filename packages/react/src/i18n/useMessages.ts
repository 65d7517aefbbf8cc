"use client";
import { type Context, createContext, useContext, useMemo } from "react";
import { formatMessage, type MessageTable, type Translate } from "./messages.ts";

/** The reader's language and the words that replace the English ones. */
export interface Locale {
  /** BCP 47 tag. Default `en`. */
  locale: string;
  /** Replacements for any key; what is missing stays English. */
  messages: MessageTable;
}
export const LocaleContext: Context<Locale> = createContext<Locale>({ locale: "en", messages: {} });

/** The language tag in use, for `Intl`. */
export const useLocale = (): string => useContext(LocaleContext).locale;

/**
 * The translate function over a feature's English table, with the provider's replacements applied.
 * A component takes only its own table, so an application carries no text of parts it does not use.
 */
export function useMessages<const T extends MessageTable>(table: T): Translate<T> {
  const { locale, messages } = useContext(LocaleContext);
  return useMemo<Translate<T>>(
    () =>
      (key, ...values) =>
        formatMessage(messages[key] ?? table[key] ?? key, values[0] ?? {}, locale),
    [table, messages, locale],
  );
}
