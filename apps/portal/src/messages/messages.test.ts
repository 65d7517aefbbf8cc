import { expect, test } from "vitest";
import { portalMessages } from "../portal.messages.ts";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";

/** The `{places}` of a message, those of all its plural forms together. */
const placesOf = (message: unknown): string[] =>
  [...new Set(JSON.stringify(message).match(/\{\w+\}/g))].sort();

test.each(Object.entries({ ar, de, es, fr, ja }))("%s says everything, with the same places", (_, table) => {
  expect(Object.keys(table).sort()).toEqual(Object.keys(portalMessages).sort());
  for (const [key, message] of Object.entries(portalMessages))
    expect([key, placesOf(table[key as keyof typeof table])]).toEqual([key, placesOf(message)]);
});
