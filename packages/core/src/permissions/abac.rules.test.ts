import { describe, expect, it } from "vitest";
import { decideAbac, matchesPattern } from "./abac.rules.ts";
import type { ResolvedAbacPolicy } from "./abac.schema.ts";

type Condition = ResolvedAbacPolicy["conditions"][number];
const policy = (effect: "allow" | "deny", conditions: Condition[]): ResolvedAbacPolicy => ({
  policy_id: effect,
  name: effect,
  effect,
  actions: ["*"],
  resources: ["*"],
  conditions,
  mode: "INHERITED",
  source_tenant_id: "t",
  source_name: null,
  inherited: false,
  locked: false,
  delegated: true,
  own_policy_id: null,
  shadowed: false,
});
/** How a single condition turns out for an allow and for a deny. */
function outcomes(operator: string, value: Condition["value"], a?: unknown): string {
  const attributes = a === undefined ? {} : { a: a as never };
  const of = (effect: "allow" | "deny") =>
    decideAbac([policy(effect, [{ attribute: "a", operator, value }])], {
      action: "x",
      resource: "y",
      attributes,
    }).trail[0];
  const [allow, deny] = [of("allow"), of("deny")];
  expect(deny?.because).toBe(allow?.because);
  return `${allow?.applies ? "allows" : "-"} ${deny?.applies ? "denies" : "-"} ${allow?.because}`;
}
const HOLDS = "allows denies matched";
const FAILS = "- - condition";
const MISSING = "- denies missing_attribute";
const MISMATCH = "- denies type_mismatch";

describe("a condition", () => {
  it.each<[string, Condition["value"], unknown, string]>([
    ["eq", "x", "x", HOLDS],
    ["eq", "x", "y", FAILS],
    ["eq", 5, "5", MISMATCH],
    ["neq", "x", "y", HOLDS],
    ["neq", "x", "x", FAILS],
    ["neq", "x", null, MISMATCH],
    ["neq", "x", undefined, MISSING],
    ["in", ["x", "y"], "y", HOLDS],
    ["in", ["x", "y"], "z", FAILS],
    ["in", [1, 2], "1", MISMATCH],
    ["not_in", ["x", "y"], "z", HOLDS],
    ["not_in", ["x", "y"], "x", FAILS],
    ["not_in", ["x"], ["z"], MISMATCH],
    ["not_in", ["x"], undefined, MISSING],
    ["contains", "b", "abc", HOLDS],
    ["contains", "d", "abc", FAILS],
    ["contains", "b", ["a", "b"], HOLDS],
    ["contains", "b", ["a"], FAILS],
    ["contains", "b", [], FAILS],
    ["contains", "1", [1], MISMATCH],
    ["contains", true, true, MISMATCH],
    ["gt", 5, 6, HOLDS],
    ["gt", 5, 5, FAILS],
    ["gte", 5, 5, HOLDS],
    ["gte", 5, 4, FAILS],
    ["lt", 5, 4, HOLDS],
    ["lt", 5, 5, FAILS],
    ["lte", 5, 5, HOLDS],
    ["lte", 5, 6, FAILS],
    ["lt", "2026-02-01T00:00:00Z", "2026-01-31T00:00:00Z", HOLDS],
    ["gt", 5, "6", MISMATCH],
    ["gt", 5, undefined, MISSING],
    ["like", "x", "x", MISMATCH],
  ])("%s %j of %j: %s", (operator, value, given, expected) => {
    expect(outcomes(operator, value, given)).toBe(expected);
  });

  it("looks attributes up by their own names only, along dots", () => {
    const decide = (attribute: string, attributes: object) =>
      decideAbac([policy("deny", [{ attribute, operator: "eq", value: "x" }])], {
        action: "x",
        resource: "y",
        attributes: attributes as never,
      }).trail[0]?.because;
    expect(decide("user.team.name", { user: { team: { name: "x" } } })).toBe("matched");
    expect(decide("user.team.name", { user: { team: "x" } })).toBe("missing_attribute");
    expect(decide("constructor.name", {})).toBe("missing_attribute");
    expect(decide("users.0", { users: ["x"] })).toBe("missing_attribute");
  });

  it("that fails does not save a deny from another one whose attribute is missing", () => {
    const conditions = [
      { attribute: "a", operator: "eq", value: "x" },
      { attribute: "b", operator: "eq", value: "x" },
    ];
    const request = { action: "x", resource: "y", attributes: { a: "other" } };
    expect(decideAbac([policy("deny", conditions)], request).trail[0]).toMatchObject({
      applies: true,
      because: "missing_attribute",
      attribute: "b",
    });
    expect(decideAbac([policy("allow", conditions)], request).decision).toBe("deny");
  });
});

it("deny beats allow, and nothing that applies is a denial", () => {
  const request = { action: "x", resource: "y" };
  const decide = (...policies: ResolvedAbacPolicy[]) => {
    const { decision, reason } = decideAbac(policies, request);
    return [decision, reason];
  };
  expect(decide()).toEqual(["deny", "none"]);
  expect(decide(policy("allow", []))).toEqual(["allow", "allow"]);
  expect(decide(policy("allow", []), policy("deny", []))).toEqual(["deny", "deny"]);
});

it.each([
  ["*", "", true],
  ["*", "anything:at/all", true],
  ["report.*", "report.read", true],
  ["report.*", "reports", false],
  ["*.read", "report.read", true],
  ["a*b*c", "a-b-c", true],
  ["a*b*c", "a-c", false],
  ["ab*ba", "aba", false],
  ["a*a", "a", false],
  ["a.c", "abc", false],
  ["**", "x", true],
  ["x", "X", false],
])("the pattern %s on %j: %s", (pattern, given, expected) => {
  expect(matchesPattern(pattern, given)).toBe(expected);
});
