/** Everything that the kit speaks. Not part of the package. */
import { ar } from "../i18n/ar/index.ts";
import { de } from "../i18n/de/index.ts";
import { es } from "../i18n/es/index.ts";
import { fr } from "../i18n/fr/index.ts";
import { ja } from "../i18n/ja/index.ts";
import { laterMessages } from "../i18n/later.messages.ts";
import type { MessageTable } from "../i18n/messages.ts";
import * as kit from "../index.ts";
import { PSEUDO_LOCALE, pseudoTable } from "./pseudo.ts";

const isTable = ([name, value]: [string, unknown]): boolean =>
  name.endsWith("Messages") && typeof value === "object";

/** Every English text of the kit, by its key. */
export const english: MessageTable = Object.assign(
  {},
  ...Object.entries<unknown>(kit)
    .filter(isTable)
    .map(([, table]) => table),
  ...Object.values(laterMessages),
);

/** The translations that the package ships. */
export const translations = { ar, de, es, fr, ja } satisfies Record<string, MessageTable>;

/** The words of each language that a story can be shown in, by its tag. */
export const languages: Readonly<Record<string, MessageTable>> = {
  en: english,
  ...translations,
  [PSEUDO_LOCALE]: pseudoTable(english),
};
