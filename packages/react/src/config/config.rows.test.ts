import type { ResolvedConfig, ResolvedConfigEntry } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { groupRows, toConfigRows } from "./config.rows.ts";

const entry = (patch: Partial<ResolvedConfigEntry> = {}): ResolvedConfigEntry => ({
  value: 1,
  source_tenant_id: "t",
  source_name: "T",
  source: "entry",
  sensitive: false,
  masked: false,
  fingerprint: null,
  inherited: false,
  locked: false,
  locked_by: null,
  shadowed: null,
  version: 1,
  own_version: 1,
  ...patch,
});
const groups = (config: ResolvedConfig) =>
  groupRows(toConfigRows(config)).map((group) => [group.name, group.rows.map((row) => row.key)]);

test("an origin is set, inherited, or locked by one above; an own lock is still set here", () => {
  const rows = toConfigRows({
    a: entry({ locked: true }),
    b: entry({ inherited: true }),
    c: entry({ inherited: true, locked: true }),
  });
  expect(rows.map((row) => row.origin)).toEqual(["set", "inherited", "locked"]);
});

test("a search leaves a key in its group, and the groups in their order", () => {
  const rows = toConfigRows({ "a.x": entry(), "a.y": entry(), "b.x": entry(), plain: entry() });
  const found = groupRows(
    rows.filter(({ key }) => key !== "a.y"),
    rows,
  );
  expect(found.map((group) => [group.name, group.rows.length])).toEqual([
    ["", 2],
    ["a", 1],
  ]);
});

test("keys with the same prefix stand together, keys that stand alone come first", () => {
  const config = { "z.one": entry(), "a.x": entry(), "a:y": entry(), plain: entry() };
  expect(groups(config)).toEqual([
    ["", ["plain", "z.one"]],
    ["a", ["a.x", "a:y"]],
  ]);
});
