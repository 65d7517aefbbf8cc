import { SLUG_REGEX } from "@stratum-hq/core/client";
import { expect, test } from "vitest";
import { slugFrom } from "./slug.ts";

test.each([
  ["Northwind Traders", "northwind_traders"],
  ["  Müller & Söhne  ", "muller_sohne"],
  ["Straße 7", "strasse_7"],
  ["24/7 Support", "support"],
  ["日本", ""],
  ["a".repeat(80), "a".repeat(63)],
  [`${"a".repeat(62)} b`, "a".repeat(62)],
])("%s is proposed as %s", (name, slug) => {
  expect(slugFrom(name)).toBe(slug);
  if (slug) expect(slug).toMatch(SLUG_REGEX);
});
