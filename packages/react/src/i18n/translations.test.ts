import { expect, test } from "vitest";
import { english, translations } from "../testing/languages.ts";
import type { Message, MessageTable } from "./messages.ts";

const forms = (message: Message): string[] =>
  typeof message === "string" ? [message] : Object.values(message);
const places = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();

/** Words and names that a language shares with English. */
const shared: Record<string, RegExp> = {
  ar: /^JSON$/,
  de: /^(optional|Name|Region|Slug|Status|JSON|Text|Schema)$/,
  es: /^(Slug|JSON|Roles|\{count\} (webhooks?|roles))$/,
  fr: /^(Slug|JSON|Type|Actions|Configuration|Secret|Isolation|Active|\{count\} webhooks?)$/,
  ja: /^(ID|JSON)$/,
};
const hasWords = (text: string): boolean => /\p{L}/u.test(text.replace(/\{\w+\}/g, ""));

const languages: [string, MessageTable][] = Object.entries(translations);

test.each(languages)("%s has a text for every English one", (_, words) => {
  expect(Object.keys(english).filter((key) => !(key in words))).toEqual([]);
});

test.each(languages)("%s says the same as English, in its own words", (language, words) => {
  expect(Object.keys(words).filter((key) => !(key in english))).toEqual([]);
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  for (const [key, message] of Object.entries(words)) {
    const original = english[key] as Message;
    const wanted = places(forms(original).join());
    expect(typeof message, key).toBe(typeof original);
    if (typeof message !== "string")
      expect(Object.keys(message).sort(), key).toEqual([...pluralCategories].sort());
    // A form for one, two or none may say its number in words.
    for (const text of forms(message))
      expect(places(text).concat(typeof message === "string" ? [] : "{count}"), key).toEqual(
        expect.arrayContaining(wanted),
      );
    expect(wanted, key).toEqual(expect.arrayContaining(places(forms(message).join())));
    for (const text of forms(message).filter(hasWords))
      if (forms(original).includes(text)) expect(text, key).toMatch(shared[language] as RegExp);
  }
});
