import { expect, test } from "vitest";
import { componentDocs } from "./docs.ts";
import { strokesOf } from "./keys.ts";

test.each([
  ["Enter", "{Enter}"],
  ["Space", " "],
  ["+", "+"],
  ["*", "*"],
  ["Control+X", "{Control>}x{/Control}"],
  ["Control+Space", "{Control>} {/Control}"],
  ["Shift+F10", "{Shift>}{F10}{/Shift}"],
  ["Control+Shift+Z", "{Control>}{Shift>}z{/Shift}{/Control}"],
])("%s is pressed as %s", (keys, strokes) => expect(strokesOf({ keys })).toBe(strokes));

test("Mod is ⌘ on Apple’s devices and Control elsewhere", () => {
  expect(strokesOf({ keys: "Mod+Shift+Z" }, () => true)).toBe("{Meta>}{Shift>}z{/Shift}{/Meta}");
  expect(strokesOf({ keys: "Mod+K" }, () => false)).toBe("{Control>}k{/Control}");
});

const lines = Object.entries(componentDocs).flatMap(([name, { keys }]) =>
  (keys?.operations ?? []).map((one) => ({ ...one, title: `${name}: ${one.keys}, ${one.when}` })),
);

test("letters are given where they are told, and only there", () => {
  expect(lines.filter((one) => (one.keys === "Letters") !== (one.letters !== undefined))).toEqual([]);
});

test("no line stands twice in a table", () => {
  expect(lines.map(({ title }) => title)).toEqual([...new Set(lines.map(({ title }) => title))]);
});
