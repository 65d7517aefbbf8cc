import fc from "fast-check";
import { expect, it } from "vitest";
import { compilePattern } from "./pattern.ts";

const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\d", "\\W", "[a-c_-]", "\\.", "^", "$", "1");
const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc
    .array(tie("part"), { minLength: 1, maxLength: 3 })
    .chain((parts) => fc.constantFrom(parts.join(""), parts.join("|"))),
  part: fc.oneof(
    { maxDepth: 3 },
    atom,
    fc
      .tuple(tie("pattern"), fc.constantFrom("", "*", "+", "?", "{2}", "{1,}", "{0,2}", "*?"))
      .map(([inner, count]) => `(${inner})${count}`),
  ),
}));

it("says the same as JavaScript's own engine", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "1", ".", "-", "\n"), maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, (p, t) => {
      expect(compilePattern(p)(t), p).toBe(new RegExp(p, "u").test(t));
    }),
    { numRuns: 2_000 },
  );
});

it("takes patterns on which backtracking engines hang", () => {
  for (const p of ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(.*)*(.*)*(.*)*x$", "a*a*a*a*a*a*a*b"])
    expect(compilePattern(p)(`${"a".repeat(4_000)}!`)).toBe(false);
});

it("refuses what it does not do, in words that stand behind the field's name", () => {
  for (const p of [
    "(?=a)",
    "(a)\\1",
    "(?<n>a)",
    "a**",
    "[",
    "(",
    ")",
    "*",
    "[b-a]",
    "a{2,1}",
    "\\b",
    "(a{99}){99}",
    "\\p{L}",
  ])
    expect(() => compilePattern(p), p).toThrow(SyntaxError);
});
