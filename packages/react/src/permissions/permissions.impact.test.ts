import type { Json, PermissionOutcome } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { impactKind, impactOf } from "./permissions.impact.ts";

const outcome = (value: Json, mode = "INHERITED"): PermissionOutcome => ({
  value,
  mode,
  source_tenant_id: "t",
  source_name: "T",
  locked: false,
  delegated: true,
});

test("whoever may now and could not gains; the other way round loses", () => {
  expect(impactKind(null, outcome(true))).toBe("gains");
  expect(impactKind(outcome(false), outcome(3))).toBe("gains");
  expect(impactKind(outcome(true), null)).toBe("loses");
  expect(impactKind(outcome(true), outcome(0))).toBe("loses");
});

test("another value is told apart from other rules", () => {
  expect(impactKind(outcome(3), outcome(8))).toBe("value");
  expect(impactKind(outcome({ a: 1 }), outcome({ a: 1 }, "LOCKED"))).toBe("rules");
});

test("an example counts for all that take after it, and what has no example is counted apart", () => {
  const place = (tenant_id: string, tenants: number, before: Json, after: Json) => ({
    ...{ tenant_id, name: tenant_id, tenants },
    before: outcome(before),
    after: outcome(after),
  });
  const examples = [place("a", 4, true, false), place("b", 2, false, true), place("c", 1, true, false)];
  const { groups, more } = impactOf({ key: "k", before: null, after: null, changed: 10, examples });
  expect(groups.map(({ kind, tenants }) => [kind, tenants])).toEqual([
    ["loses", 5],
    ["gains", 2],
  ]);
  expect(groups[0]?.examples.map(({ name }) => name)).toEqual(["a", "c"]);
  expect(more).toBe(3);
});
