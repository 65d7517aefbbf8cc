/** The pages of Storybook know every component, and name nothing that is not there. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import sizes from "../../../../.storybook/sizes.json" with { type: "json" };
import * as kit from "../index.ts";
import { componentDocs } from "./docs.ts";

const folder = new URL("..", import.meta.url).pathname;
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
  /\.tsx?$/.test(file),
);
const read = (wanted: (file: string) => boolean): string[] =>
  files.filter(wanted).map((file) => readFileSync(folder + file, "utf8"));
const sources = read((file) => !/^(testing|i18n)\/|\.(stories|test|docs|keys|messages)\./.test(file)).join(
  "\n",
);
const titles = read((file) => file.endsWith(".stories.tsx")).map(
  (text) => /title: "([^"]+)"/.exec(text)?.[1],
);

const isComponent = (name: string, value: unknown): boolean =>
  /^[A-Z][a-z]/.test(name) &&
  (typeof value === "function" ||
    (value as { $$typeof?: symbol } | null)?.$$typeof === Symbol.for("react.forward_ref"));
const components = Object.entries(kit)
  .filter(([name, value]) => isComponent(name, value))
  .map(([name]) => name);

/** Interfaces of the sources: what they extend, and their members. */
const interfaces = new Map(
  [...sources.matchAll(/export interface (\w+)(?:<\w+[^{]*?>)?\s*(?:extends ([^{]+))?\{\n(.*?)\n\}/gs)].map(
    ([, name = "", bases = "", members = ""]) => [name, { bases, members }],
  ),
);
/** Members without a word about them, own ones and those of what is extended. */
function silentMembers(name: string): string[] {
  const found = interfaces.get(name);
  if (!found) return [];
  const own = found.members
    .split("\n")
    .flatMap((line, index, lines) =>
      lines[index - 1]?.endsWith("*/") ? [] : (/^ {2}(\w+)\??:/.exec(line)?.[1] ?? []),
    );
  return [...own, ...(found.bases.match(/\w+(?:Options|Props|Hooks)\b/g) ?? []).flatMap(silentMembers)];
}

/** `error-state` is written as `${state}-state`. */
const drawn = new Set([
  ...[...sources.matchAll(/data-slot="([a-z-]+)"/g)].map(([, slot]) => slot),
  ...["empty", "error", "forbidden"].map((state) => `${state}-state`),
]);

test("every exported component has a place on a page, and nothing else has", () => {
  expect(Object.keys(componentDocs).sort()).toEqual(components.sort());
});

test("every slot in the sources is told on some page", () => {
  const told = Object.values(componentDocs).flatMap(({ slots = {} }) => Object.keys(slots));
  expect([...drawn].filter((slot) => !told.includes(slot ?? ""))).toEqual([]);
});

test("every page with something to press tells its keys", () => {
  const told = new Set(Object.values(componentDocs).flatMap(({ page, keys }) => (keys ? [page] : [])));
  const silent = new Set(Object.values(componentDocs).flatMap(({ page }) => (told.has(page) ? [] : [page])));
  // These draw nothing of their own.
  expect([...silent].sort()).toEqual(["permissions/Can", "provider/TenantProvider"]);
});

describe.each(Object.entries(componentDocs))("%s", (name, { page, slots = {}, attributes = {} }) => {
  test("its page has stories", () => expect(titles).toContain(page));
  test("its slots are drawn", () => {
    expect(Object.keys(slots).filter((slot) => !drawn.has(slot))).toEqual([]);
  });
  test("its attributes are set", () => {
    expect(Object.keys(attributes).filter((attribute) => !sources.includes(attribute))).toEqual([]);
  });
  test("its props say what they do", () => expect(silentMembers(`${name}Props`)).toEqual([]));
  test("its size is measured", () => {
    expect(sizes).toHaveProperty(name, { first: expect.any(Number), later: expect.any(Number) });
  });
});
