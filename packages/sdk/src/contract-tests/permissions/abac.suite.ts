import type { CreateAbacPolicyInput, PermissionMode } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { ids, invalid, nobody, refused, type World } from "../world.ts";

const everything = { actions: ["*"], resources: ["*"] };
const allow = (name: string, more: Partial<CreateAbacPolicyInput> = {}): CreateAbacPolicyInput => ({
  name,
  effect: "allow",
  ...everything,
  ...more,
});
const deny = (name: string, more: Partial<CreateAbacPolicyInput> = {}): CreateAbacPolicyInput => ({
  ...allow(name, more),
  effect: "deny",
});

/** Policies over attributes: what is written, what is inherited, what is decided. */
export function abacSuite(given: () => World): void {
  test("a policy has defaults, is listed where it stands, and is resolved below", async () => {
    const { api, as, chain } = given();
    const [root, leaf] = await chain(2);
    const policy = await api.createAbacPolicy(root.id, allow("read"));
    expect(policy).toMatchObject({ tenant_id: root.id, ...allow("read"), conditions: [], mode: "INHERITED" });
    expect(await api.getAbacPolicies(root.id)).toEqual([policy]);
    expect(await api.getAbacPolicies(leaf.id)).toEqual([]);
    const resolved = {
      policy_id: policy.id,
      ...allow("read"),
      conditions: [],
      mode: "INHERITED",
      source_tenant_id: root.id,
      source_name: root.name,
      inherited: true,
      locked: false,
      delegated: false,
      own_policy_id: null,
      shadowed: false,
    };
    expect(await api.resolveAbacPolicies(leaf.id)).toEqual([resolved]);
    const mine = await as({ tenant_id: leaf.id, scopes: ["read"] });
    expect(await mine.resolveAbacPolicies(leaf.id)).toEqual([{ ...resolved, source_name: null }]);
    const request = { action: "read", resource: "report" };
    expect((await mine.evaluateAbac(leaf.id, request)).trail).toMatchObject([
      { name: "read", source_name: null },
    ]);
  });

  test.each<[PermissionMode, PermissionMode, "upper" | "lower", PermissionMode]>([
    ["LOCKED", "DELEGATED", "upper", "LOCKED"],
    ["INHERITED", "LOCKED", "lower", "INHERITED"],
    ["DELEGATED", "LOCKED", "lower", "LOCKED"],
  ])(
    "under %s, a policy of the same name and mode %s: the %s one holds, as %s",
    async (upper, lower, holds, mode) => {
      const { api, chain } = given();
      const [root, mid, leaf] = ids(await chain(3));
      const own = await api.createAbacPolicy(mid, deny("p", { mode: lower }));
      const above = await api.createAbacPolicy(root, allow("p", { mode: upper }));
      const policy_id = holds === "upper" ? above.id : own.id;
      expect(await api.resolveAbacPolicies(leaf)).toMatchObject([{ policy_id, mode, inherited: true }]);
      expect(await api.resolveAbacPolicies(mid)).toMatchObject([
        { policy_id, own_policy_id: own.id, shadowed: holds === "upper", locked: upper === "LOCKED" },
      ]);
    },
  );

  test("the mode above governs what may be written", async () => {
    const { api, as, chain } = given();
    const [root, leaf] = await chain(2);
    await api.createAbacPolicy(root.id, deny("locked", { mode: "LOCKED" }));
    await api.createAbacPolicy(root.id, deny("inherited"));
    await api.createAbacPolicy(root.id, deny("delegated", { mode: "DELEGATED" }));
    const locked = await refused(api.createAbacPolicy(leaf.id, allow("locked")), "PERMISSION_LOCKED");
    expect(locked.details).toEqual({ key: "locked", source_tenant_id: root.id, source_name: root.name });
    const mine = await as({ tenant_id: leaf.id, scopes: ["write"] });
    const hidden = await refused(mine.createAbacPolicy(leaf.id, allow("locked")), "PERMISSION_LOCKED");
    expect(hidden.details.source_name).toBeNull();
    await refused(
      api.createAbacPolicy(leaf.id, allow("inherited", { mode: "LOCKED" })),
      "PERMISSION_NOT_DELEGATED",
    );
    expect((await api.createAbacPolicy(leaf.id, allow("inherited"))).mode).toBe("INHERITED");
    expect((await api.createAbacPolicy(leaf.id, allow("delegated", { mode: "LOCKED" }))).mode).toBe("LOCKED");
    await refused(api.createAbacPolicy(leaf.id, allow("delegated")), "PERMISSION_ALREADY_EXISTS");
  });

  test("deny beats allow down the tree, a missing attribute counts for the deny, and the trail says why", async () => {
    const { api, chain } = given();
    const [root, leaf] = ids(await chain(2));
    const decide = (attributes: object) =>
      api.evaluateAbac(leaf, {
        action: "report.export",
        resource: "report/7",
        attributes: attributes as never,
      });
    expect(await decide({})).toEqual({ decision: "deny", reason: "none", trail: [] });
    await api.createAbacPolicy(leaf, allow("export", { actions: ["report.*"], resources: ["report/*"] }));
    await api.createAbacPolicy(leaf, allow("other", { actions: ["invoice.*"] }));
    await api.createAbacPolicy(
      root,
      deny("young", { conditions: [{ attribute: "user.age", operator: "lt", value: 18 }] }),
    );
    expect(await decide({ user: { age: 30 } })).toMatchObject({
      decision: "allow",
      reason: "allow",
      trail: [
        { name: "export", effect: "allow", applies: true, because: "matched", source_tenant_id: leaf },
        { name: "other", applies: false, because: "action", attribute: null },
        { name: "young", effect: "deny", applies: false, because: "condition", attribute: "user.age" },
      ],
    });
    expect(await decide({ user: { age: 17 } })).toMatchObject({ decision: "deny", reason: "deny" });
    for (const [attributes, because] of [
      [{}, "missing_attribute"],
      [{ user: { age: "30" } }, "type_mismatch"],
    ] as const) {
      const { decision, trail } = await decide(attributes);
      expect([decision, trail[2]?.because, trail[2]?.applies]).toEqual(["deny", because, true]);
    }
  });

  test("a deleted policy is gone, the one above shows again, and only a tenant's own is found", async () => {
    const { api, chain } = given();
    const [root, leaf] = ids(await chain(2));
    const upper = await api.createAbacPolicy(root, deny("p"));
    const own = await api.createAbacPolicy(leaf, allow("p"));
    await refused(api.deleteAbacPolicy(leaf, upper.id), "PERMISSION_NOT_FOUND");
    await refused(api.deleteAbacPolicy(leaf, nobody()), "PERMISSION_NOT_FOUND");
    expect(await api.deleteAbacPolicy(leaf, own.id)).toEqual(own);
    expect(await api.resolveAbacPolicies(leaf)).toMatchObject([{ policy_id: upper.id, effect: "deny" }]);
  });

  test("every write leaves an audit entry", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const policy = await api.createAbacPolicy(id, allow("p"));
    await api.deleteAbacPolicy(id, policy.id);
    const { data } = await api.queryAuditLogs({ tenant_id: id });
    const entries = data.filter((entry) => entry.resource_id === policy.id);
    expect(entries.map((entry) => entry.action).sort()).toEqual([
      "permissions.abac_created",
      "permissions.abac_deleted",
    ]);
    expect(entries.find((entry) => entry.before === null)?.after).toEqual({
      ...allow("p"),
      conditions: [],
      mode: "INHERITED",
    });
  });

  test("a malformed policy is refused by the field and in words", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const create = (more: object) => api.createAbacPolicy(id, { ...allow("p"), ...more } as never);
    await invalid(
      create({ name: "a b", effect: "maybe", actions: [], extra: 1 }),
      ...["actions", "effect", "extra", "name"].map((f) => `body.${f}`),
    );
    const condition = async (one: object, path: string) => {
      const error = await invalid(create({ conditions: [one] }), `body.conditions.0.${path}`);
      return error.details.errors?.[0]?.message;
    };
    const a = { attribute: "a" };
    expect(await condition({ ...a, operator: "like", value: 1 }, "operator")).toContain("not_in");
    expect(await condition({ ...a, operator: "in", value: 1 }, "value")).toContain("list");
    expect(await condition({ ...a, operator: "in", value: [1, "x"] }, "value")).toContain("one type");
    expect(await condition({ ...a, operator: "eq", value: [1] }, "value")).toContain("single value");
    expect(await condition({ ...a, operator: "gt", value: true }, "value")).toContain("number");
    expect(await condition({ ...a, operator: "eq", value: null }, "value")).toContain("string");
    await condition({ ...a, operator: "eq", value: 1, values: 2 }, "values");
    await condition({ attribute: "a..b", operator: "eq", value: 1 }, "attribute");
    await invalid(api.evaluateAbac(id, { action: "", resource: "x" }), "body.action");
    expect(await api.getAbacPolicies(id)).toEqual([]);
  });
}
