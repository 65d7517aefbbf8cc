import type { MessageTable } from "@stratum-hq/react";
import { expect, test } from "vitest";
import { portalMessages } from "../portal.messages.ts";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";

const english: MessageTable = portalMessages;
const tables: [string, MessageTable][] = Object.entries({ ar, de, es, fr, ja });
const forms = (message: MessageTable[string] = ""): string[] =>
  typeof message === "string" ? [message] : Object.values(message);

/** The `{places}` of a message, those of all its plural forms together. */
const placesOf = (message: MessageTable[string] | undefined): string[] =>
  [
    ...new Set(
      forms(message)
        .join()
        .match(/\{\w+\}/g),
    ),
  ].sort();

test.each(tables)("%s says everything, with the same places", (_, table) => {
  expect(Object.keys(table).sort()).toEqual(Object.keys(english).sort());
  for (const key of Object.keys(english))
    expect([key, placesOf(table[key])]).toEqual([key, placesOf(english[key])]);
});

test.each(tables)(
  "%s has a form for each plural category that it knows, and no code in its words",
  (language, table) => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const [key, message] of Object.entries(table)) {
      const categories = typeof english[key] === "string" ? [] : [...pluralCategories].sort();
      expect([key, typeof message === "string" ? [] : Object.keys(message).sort()]).toEqual([
        key,
        categories,
      ]);
      for (const text of forms(message)) expect(text.replace(/\{\w+\}/g, ""), key).not.toMatch(/[{}]/);
    }
  },
);
