import { expect, test } from "vitest";
import type { Message, MessageTable } from "../i18n/messages.ts";
import { english, languages } from "./languages.ts";
import { PSEUDO_LOCALE, pseudoText } from "./pseudo.ts";

const forms = (message: Message): [string, string][] =>
  typeof message === "string" ? [["", message]] : Object.entries(message);
const places = (text: string): string[] => text.match(/\{\w+\}/g) ?? [];
const pseudo = languages[PSEUDO_LOCALE] as MessageTable;

test("a text is accented, longer and in brackets", () => {
  expect(pseudoText("Override {key} here")).toBe("[Ööṽééŕŕîîďéé {key} ĥééŕéé]");
});

test("each text keeps its places in their order", () => {
  expect(Object.keys(pseudo)).toEqual(Object.keys(english));
  for (const [key, message] of Object.entries(english))
    for (const [category, text] of forms(message)) {
      const other = Object.fromEntries(forms(pseudo[key] as Message))[category] as string;
      expect(places(other), key).toEqual(places(text));
      expect(other, key).toMatch(/^\[.*\]$/s);
      const letters = other.replace(/\{\w+\}/g, "");
      expect(letters, key).not.toMatch(/[a-pr-wyz]/i);
    }
});

test("the kit's texts grow by 35 to 50 %", () => {
  const length = (table: MessageTable): number =>
    Object.values(table)
      .flatMap(forms)
      .reduce((sum, [, text]) => sum + text.length, 0);
  const growth = length(pseudo) / length(english) - 1;
  expect(growth).toBeGreaterThan(0.35);
  expect(growth).toBeLessThan(0.5);
});
