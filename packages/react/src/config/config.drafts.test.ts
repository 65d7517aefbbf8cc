import type { ResolvedConfigEntry } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { draftState, rebased, toBatch, withChange, withDrafts } from "./config.drafts.ts";

const entry = (more: Partial<ResolvedConfigEntry> = {}): ResolvedConfigEntry => ({
  value: 30,
  sensitive: false,
  masked: false,
  fingerprint: null,
  source: "entry",
  source_tenant_id: "here",
  source_name: "Here",
  inherited: false,
  locked: false,
  locked_by: null,
  shadowed: null,
  version: 3,
  own_version: 3,
  ...more,
});
const inherited = entry({ inherited: true, own_version: null, source_tenant_id: "above" });

test("changes of one key become one draft, upon the version that was seen first", () => {
  let drafts = withChange({}, { action: "set", key: "a", value: 1 }, entry());
  drafts = withChange(drafts, { action: "lock", key: "a" }, entry({ version: 9, own_version: 9 }));
  expect(toBatch(drafts)).toEqual([{ key: "a", value: 1, locked: true, expected_version: 3 }]);
});

test("a change back to what was there leaves no draft", () => {
  const changed = withChange({}, { action: "set", key: "a", value: 1 }, entry());
  expect(withChange(changed, { action: "set", key: "a", value: 30 }, entry())).toEqual({});
  const locked = withChange({}, { action: "lock", key: "a" }, entry());
  expect(withChange(locked, { action: "unlock", key: "a" }, entry())).toEqual({});
});

test("an override of the inherited value stays a draft even if the value is the same", () => {
  const drafts = withChange({}, { action: "set", key: "a", value: 30 }, inherited);
  expect(toBatch(drafts)).toEqual([{ key: "a", value: 30, expected_version: 0 }]);
});

test("back to inherited drops the own entry, or the draft of a new one", () => {
  const own = withChange({}, { action: "inherit", key: "a" }, entry());
  expect(toBatch(own)).toEqual([{ key: "a", delete: true, expected_version: 3 }]);
  const typed = withChange({}, { action: "set", key: "b", value: 1 }, null);
  expect(withChange(typed, { action: "inherit", key: "b" }, null)).toEqual({});
});

test("a secret typed again is a change, since nobody can see what it was", () => {
  const masked = entry({ value: null, masked: true, sensitive: true });
  expect(Object.keys(withChange({}, { action: "set", key: "a", value: null }, masked))).toEqual(["a"]);
});

test("a draft knows that it is stale, or locked above, and can be put upon what is there now", () => {
  const drafts = withChange({}, { action: "set", key: "a", value: 1 }, entry());
  const now = entry({ value: 45, version: 4, own_version: 4 });
  const [draft] = Object.values(drafts);
  if (!draft) throw new Error("There is no draft.");
  expect(draftState(draft, { a: entry() })).toBe("ready");
  expect(draftState(draft, { a: now })).toBe("stale");
  expect(draftState(draft, {})).toBe("stale");
  expect(draftState(draft, { a: { ...inherited, locked: true } })).toBe("locked");
  expect(toBatch(rebased(drafts, "a", now))).toEqual([{ key: "a", value: 1, expected_version: 4 }]);
  expect(rebased(drafts, "a", entry({ value: 1, own_version: 4 }))).toEqual({});
});

test("drafts show as they will be, and a dropped entry stays in sight until it is saved", () => {
  const drafts = withChange({}, { action: "set", key: "new", value: "x" }, null);
  expect(withDrafts({ a: inherited }, drafts, "here").new).toMatchObject({ value: "x", inherited: false });
  const dropped = withChange({}, { action: "inherit", key: "a" }, entry());
  expect(withDrafts({ a: entry() }, dropped, "here").a).toMatchObject({ value: 30 });
});
