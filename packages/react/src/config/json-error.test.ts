import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonErrorAt } from "./json-error.ts";

test.each([
  ["", 0],
  ["  ", 2],
  ["[1, 2,]", 6],
  ["[1 2]", 3],
  ['{"a" 1}', 5],
  ['{"a": 1,}', 8],
  ["{a: 1}", 1],
  ['{"a": [}', 7],
  ["[1]]", 3],
  ['"open', 0],
  ["01", 1],
  ["nul", 0],
])("%j is wrong at %i", (text, at) => {
  expect(jsonErrorAt(text)).toBe(at);
});

test("valid JSON is read to its end", () => {
  fc.assert(fc.property(fc.json(), (text) => jsonErrorAt(text) === text.length));
});

test("a text that JSON.parse refuses is never read past its first wrong character", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom(..."{}[],:x"), (json, position, character) => {
      const i = position % (json.length + 1);
      const text = json.slice(0, i) + character + json.slice(i);
      try {
        JSON.parse(text);
      } catch {
        // cut off behind the place, the text has the same fault: it does not depend on what follows
        const at = jsonErrorAt(text);
        if (at < text.length) expect(jsonErrorAt(text.slice(0, at))).toBe(at);
      }
    }),
  );
});
