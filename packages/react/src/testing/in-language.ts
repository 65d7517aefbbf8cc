/** Stories in another language, which prove that nothing of it is cut. Not part of the package. */
import { expect } from "storybook/test";
import { formatMessage } from "../i18n/messages.ts";
import { faultsAtEachSize } from "./at-each-size.ts";
import { languages } from "./languages.ts";
import { PSEUDO_LOCALE } from "./pseudo.ts";

/** Gives a text as the story's language says it, by its key. */
export type Say = (key: string, values?: Record<string, string | number>) => string;
/** Brings the story to something worth seeing. Must not know the words of one language. */
export type Step = (say: Say) => Promise<unknown>;

/** What a story needs to be one in another language; spread into it. */
export interface InLanguage {
  globals: { locale: string };
  play: () => Promise<void>;
}

/**
 * Takes the steps in turn and sees after each, on a phone, a tablet and a desk, that no text is cut: it stands in its box, or
 * is shortened and tells the whole in a title or tooltip.
 */
export function inLanguage(locale: string, ...steps: Step[]): InLanguage {
  const words = languages[locale];
  if (!words) throw new Error(`No words in ${locale}.`);
  const say: Say = (key, values = {}) => {
    const message = words[key];
    if (message === undefined) throw new Error(`No text has the key ${key}.`);
    return formatMessage(message, values, locale);
  };
  return {
    globals: { locale },
    play: async () => {
      const faults = new Map<string, string>();
      for (const [index, step] of steps.entries()) {
        await step(say);
        for (const [fault, width] of await faultsAtEachSize())
          if (!faults.has(fault)) faults.set(fault, `step ${index + 1}, ${width} px: ${fault}`);
      }
      await expect([...faults.values()]).toEqual([]);
    },
  };
}

/** The three languages that ask the most of a layout: long, longer, and from right to left. */
export const inPseudo = (...steps: Step[]): InLanguage => inLanguage(PSEUDO_LOCALE, ...steps);
export const inGerman = (...steps: Step[]): InLanguage => inLanguage("de", ...steps);
export const inArabic = (...steps: Step[]): InLanguage => inLanguage("ar", ...steps);
