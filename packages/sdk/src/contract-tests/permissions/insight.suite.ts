import type { PermissionChange } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { ids, invalid, nobody, type World } from "../world.ts";

/** Why a permission is what it is, and what a draft of policies would do. */
export function permissionInsightSuite(given: () => World): void {
  test("explain tells each level's policy, the mode that reaches it, which one wins and why", async () => {
    const { api, as, chain } = given();
    const [root, mid, leaf] = await chain(3);
    const trail = async () => {
      const { reason, levels } = await api.explainPermission(leaf.id, { key: "k" });
      return [reason, ...levels.map((level) => level.outcome)];
    };
    expect(await trail()).toEqual(["none", "absent", "absent", "absent"]);
    await api.createPermission(leaf.id, { key: "k", value: 3 });
    const upper = await api.createPermission(root.id, { key: "k", value: 1, mode: "DELEGATED" });
    expect(await trail()).toEqual(["nearest", "overridden", "absent", "wins"]);
    const middle = await api.createPermission(mid.id, { key: "k", value: 2, mode: "DELEGATED" });
    await api.updatePermission(root.id, upper.id, { mode: "INHERITED" });
    expect(await api.explainPermission(leaf.id, { key: "k" })).toMatchObject({
      reason: "inherited",
      may_set_value: true,
      may_set_mode: false,
      ruled_by: { tenant_id: root.id, name: root.name },
      levels: [
        { mode_above: null, mode: "INHERITED", outcome: "overridden" },
        { mode_above: "INHERITED", mode: "INHERITED", outcome: "overridden", policy: { mode: "DELEGATED" } },
        { mode_above: "INHERITED", mode: "INHERITED", outcome: "wins" },
      ],
    });
    await api.updatePermission(root.id, upper.id, { mode: "DELEGATED" });
    await api.updatePermission(mid.id, middle.id, { mode: "LOCKED" });
    expect(await trail()).toEqual(["lock", "overridden", "wins", "shadowed"]);
    const resolved = (await api.resolvePermissions(leaf.id)).k;
    const explained = await api.explainPermission(leaf.id, { key: "k" });
    expect(explained.may_set_value).toBe(false);
    expect(resolved).toMatchObject(explained.effective ?? {});
    const mine = await as({ tenant_id: leaf.id, scopes: ["read"] });
    expect(await mine.explainPermission(leaf.id, { key: "k" })).toMatchObject({
      ruled_by: { tenant_id: mid.id, name: null },
      effective: { source_name: null },
      levels: [
        { tenant_id: mid.id, name: null, outcome: "wins" },
        { tenant_id: leaf.id, name: leaf.name, outcome: "shadowed" },
      ],
    });
    await invalid(api.explainPermission(leaf.id, { key: "a b" }), "body.key");
  });

  test("a simulation says what a draft gives, for whom it changes, and writes nothing", async () => {
    const { api, plant } = given();
    const root = await plant();
    const [a, b] = ids([await plant({ parent_id: root.id }), await plant({ parent_id: root.id })]);
    const below = (await plant({ parent_id: a })).id;
    await api.createPermission(root.id, { key: "k", value: 1, mode: "DELEGATED" });
    await api.createPermission(a, { key: "k", value: 2, mode: "DELEGATED" });
    const before = await Promise.all([root.id, a, b, below].map((id) => api.resolvePermissions(id)));
    const simulate = async (changes: PermissionChange[]) => await api.simulatePermissions(below, { changes });
    expect(await simulate([{ action: "update", tenant_id: root.id, key: "k", value: 9 }])).toMatchObject({
      changes: [{ tenant_id: root.id, key: "k", action: "update", refused: null }],
      permissions: [
        {
          key: "k",
          before: { value: 2 },
          after: { value: 2 },
          changed: 2,
          examples: [{ tenant_id: root.id, before: { value: 1 }, after: { value: 9 }, tenants: 2 }],
        },
      ],
    });
    const locked = await simulate([{ action: "update", tenant_id: root.id, key: "k", mode: "LOCKED" }]);
    expect(locked.permissions[0]).toMatchObject({ changed: 4, after: { value: 1, locked: true } });
    const revoked = await simulate([{ action: "delete", tenant_id: root.id, key: "k" }]);
    expect(revoked.permissions[0]).toMatchObject({ before: { value: 2 }, after: null, changed: 4 });
    const own = await simulate([{ action: "create", key: "new" }]);
    expect(own.permissions[0]).toMatchObject({
      before: null,
      after: { value: true, mode: "INHERITED" },
      changed: 1,
    });
    const same = await simulate([{ action: "update", tenant_id: a, key: "k", value: 2 }]);
    expect(same.permissions[0]).toMatchObject({ changed: 0, examples: [] });
    expect(await Promise.all([root.id, a, b, below].map((id) => api.resolvePermissions(id)))).toEqual(before);
  });

  test("a simulation judges each write as the write itself would be, on top of those before it", async () => {
    const { api, as, chain, plant } = given();
    const [root, mid, leaf] = ids(await chain(3));
    const aside = (await plant({ parent_id: root })).id;
    const asleep = (await plant({ parent_id: mid })).id;
    await api.suspendTenant(asleep);
    await api.createPermission(mid, { key: "p", revocation_mode: "PERMANENT" });
    const codes = async (caller: typeof api, changes: PermissionChange[]) =>
      (await caller.simulatePermissions(mid, { changes })).changes.map(
        (change) => change.refused?.code ?? null,
      );
    expect(
      await codes(api, [
        { action: "create", tenant_id: root, key: "k", mode: "LOCKED" },
        { action: "create", key: "k" },
        { action: "update", tenant_id: root, key: "k", mode: "INHERITED" },
        { action: "create", key: "k", mode: "DELEGATED" },
        { action: "create", key: "k", value: null },
        { action: "create", key: "k" },
        { action: "delete", tenant_id: leaf, key: "k" },
        { action: "update", key: "p", value: 1 },
        { action: "delete", key: "p" },
        { action: "create", tenant_id: asleep, key: "k" },
        { action: "create", tenant_id: aside, key: "k" },
        { action: "create", tenant_id: nobody(), key: "k" },
      ]),
    ).toEqual([
      null,
      "PERMISSION_LOCKED",
      null,
      "PERMISSION_NOT_DELEGATED",
      null,
      "PERMISSION_ALREADY_EXISTS",
      "PERMISSION_NOT_FOUND",
      "PERMISSION_REVOCATION_DENIED",
      "PERMISSION_REVOCATION_DENIED",
      "TENANT_SUSPENDED",
      "TENANT_NOT_FOUND",
      "TENANT_NOT_FOUND",
    ]);
    const mine = await as({ tenant_id: mid, scopes: ["read"] });
    expect(await codes(mine, [{ action: "create", tenant_id: root, key: "k" }])).toEqual([
      "TENANT_NOT_FOUND",
    ]);
    await invalid(api.simulatePermissions(mid, { changes: [] }), "body.changes");
    const wrong = { changes: [{ action: "delete", key: "k", value: 1 }] };
    await invalid(api.simulatePermissions(mid, wrong as never), "body.changes.0.value");
    const unknown = { changes: [{ action: "grant", key: "k" }] };
    const error = await invalid(api.simulatePermissions(mid, unknown as never), "body.changes.0.action");
    expect(error.details.errors?.[0]?.message).toContain("create, update, delete");
  });
}
