import { expect, test } from "vitest";
import { filterRows, type OriginRow, originIn, withOrigin } from "./origin-rows.ts";

const rows: OriginRow[] = [
  { key: "auth.mfa", value: true, origin: "locked", locked: true },
  { key: "auth.minutes", value: 15, origin: "set", locked: true },
  { key: "mail.from", value: "soc@acme.example", origin: "inherited", locked: false },
];
const found = (query: string): string[] => filterRows(rows, query).map((row) => row.key);

test("every word must be in the key or in the value", () => {
  expect(found("AUTH")).toEqual(["auth.mfa", "auth.minutes"]);
  expect(found("auth 15")).toEqual(["auth.minutes"]);
});

test("key: looks into keys only", () => {
  expect(found("acme")).toEqual(["mail.from"]);
  expect(found("key:acme")).toEqual([]);
});

test("an own lock counts as set here and as locked", () => {
  expect(found("@origin:locked")).toEqual(["auth.mfa", "auth.minutes"]);
  expect(found("@origin:set")).toEqual(["auth.minutes"]);
});

test("an unfinished @origin: keeps every row, another @word is searched for", () => {
  expect(found("@ori")).toHaveLength(3);
  expect(found("@origin:lo")).toHaveLength(3);
  expect(found("@acme")).toEqual(["mail.from"]);
});

test("choosing an origin replaces the one in the query and keeps the words", () => {
  expect(withOrigin("auth @origin:set", "locked")).toBe("@origin:locked auth");
  expect(withOrigin("@origin:set auth", null)).toBe("auth");
  expect(originIn("auth @Origin:Set")).toBe("set");
});
