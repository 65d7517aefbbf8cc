/** `docs/rules.md` names a test for each rule: the files are there, and the tests in them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "./run.ts";

/** A row of the page's tables. */
interface Rule {
  rule: string;
  file: string;
  title: string;
}
const rulesIn = (page: string): Rule[] =>
  [...page.matchAll(/^\| (.+?) +\| \[.+?\]\(\.\.\/(.+?)\) +\| (.+?) +\|$/gm)].map(
    ([, rule = "", file = "", title = ""]) => ({ rule, file, title }),
  );
/** Is there such a test, by that very title? */
const isTitle = (code: string, title: string): boolean => code.includes(JSON.stringify(title));
/** What of the rules cannot be found below a folder. */
const missing = (rules: readonly Rule[], folder: string): string[] =>
  rules.flatMap(({ rule, file, title }) => {
    const place = join(folder, file);
    if (!existsSync(place)) return [`${rule}: there is no ${file}`];
    return isTitle(readFileSync(place, "utf8"), title) ? [] : [`${rule}: ${file} has no test "${title}"`];
  });

const page = readFileSync(join(root, "docs/rules.md"), "utf8");
const rules = rulesIn(page);

test("every rule has a test that exists", () => {
  expect(missing(rules, root)).toEqual([]);
});

test("every row of the page is read, and each of its parts has some", () => {
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && !/^\| (rule|-+) /.test(line));
  expect(rules).toHaveLength(rows.length);
  const parts = page.split(/^## /m).slice(1);
  expect(parts.map((part) => part.split("\n")[0])).toEqual([
    "Terms and levels",
    "Hierarchy",
    "Config",
    "Permissions",
    "Audit",
    "Errors",
  ]);
  for (const part of parts) expect(rulesIn(part).length, part).toBeGreaterThan(3);
});

describe("what is not there is told:", () => {
  const known = rules[0] as Rule;
  test.each([
    ["a file", { ...known, file: "packages/nowhere.test.ts" }, "there is no packages/nowhere.test.ts"],
    ["a test", { ...known, title: "nothing of the kind" }, 'has no test "nothing of the kind"'],
    ["a part of a title", { ...known, title: known.title.slice(0, -1) }, "has no test"],
  ])("%s", (_, rule, words) => {
    expect(missing([rule], root)).toEqual([expect.stringContaining(words)]);
  });
});
