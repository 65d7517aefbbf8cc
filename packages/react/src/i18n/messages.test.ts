import { expect, test } from "vitest";
import { formatMessage } from "./messages.ts";

const loaded = { one: "{count} tenant loaded", other: "{count} tenants loaded" };

test("a plural is chosen by the rules of the locale", () => {
  expect(formatMessage(loaded, { count: 1 }, "en")).toBe("1 tenant loaded");
  expect(formatMessage(loaded, { count: 0 }, "en")).toBe("0 tenants loaded");
  const polish = { one: "{count} najemca", few: "{count} najemcy", other: "{count} najemców" };
  expect(formatMessage(polish, { count: 3 }, "pl")).toBe("3 najemcy");
  expect(formatMessage(polish, { count: 5 }, "pl")).toBe("5 najemców");
});

test("a category that a translation lacks falls back to other", () => {
  expect(formatMessage({ other: "{count} Mandanten" }, { count: 1 }, "de")).toBe("1 Mandanten");
});

test("numbers are written as the locale writes them", () => {
  expect(formatMessage(loaded, { count: 12345 }, "en")).toBe("12,345 tenants loaded");
  expect(formatMessage(loaded, { count: 12345 }, "de")).toBe("12.345 tenants loaded");
});

test("a value is put in as it is, even if it looks like a place or a replacement pattern", () => {
  expect(formatMessage("Rename {name}", { name: "{count} $& $1" }, "en")).toBe("Rename {count} $& $1");
});

test("from right to left, a text that is put in keeps its own direction; a number needs no marks", () => {
  expect(formatMessage("{name}: {count}", { name: "a.b", count: 2 }, "ar")).toBe("\u2068a.b\u2069: 2");
  expect(formatMessage("{name}: {count}", { name: "a.b", count: 2 }, "de")).toBe("a.b: 2");
});
