import { expect, test } from "vitest";
import { matches } from "./match.ts";

test("each word must begin a word, in any order, without case and accents", () => {
  expect(matches("Go to config", "con go")).toBe(true);
  expect(matches("Thème clair", "THEME cl")).toBe(true);
  expect(matches("Go to config", "fig")).toBe(false);
  expect(matches("Go to config", "config dark")).toBe(false);
});

test("nothing typed matches everything", () => {
  expect(matches("Go to config", "  ")).toBe(true);
});

test("in a script without spaces between words, any part matches", () => {
  expect(matches("表示言語を切り替える", "言語")).toBe(true);
  expect(matches("表示言語を切り替える", "設定")).toBe(false);
});
