import type { CreatePermissionInput, PermissionMode } from "@stratum-hq/core";
import { describe, expect, test } from "vitest";
import { abacSuite } from "./permissions/abac.suite.ts";
import { permissionInsightSuite } from "./permissions/insight.suite.ts";
import { ids, invalid, nobody, refused, type World } from "./world.ts";

/** Every operation of the feature `permissions`. */
export function permissionsSuite(given: () => World): void {
  describe("resolution", () => resolutionSuite(given));
  describe("what the mode above allows", () => modesSuite(given));
  describe("changing a policy", () => updateSuite(given));
  describe("revoking", () => revocationSuite(given));
  describe("policies over attributes", () => abacSuite(given));
  describe("explaining and simulating", () => permissionInsightSuite(given));
}

function resolutionSuite(given: () => World): void {
  test("a policy has defaults and reaches everything below", async () => {
    const { api, chain } = given();
    const [root, , leaf] = await chain(3);
    const policy = await api.createPermission(root.id, { key: "export" });
    expect(policy).toMatchObject({
      tenant_id: root.id,
      key: "export",
      value: true,
      mode: "INHERITED",
      revocation_mode: "CASCADE",
      version: 1,
    });
    expect(await api.resolvePermissions(leaf.id)).toEqual({
      export: {
        policy_id: policy.id,
        value: true,
        mode: "INHERITED",
        revocation_mode: "CASCADE",
        source_tenant_id: root.id,
        source_name: root.name,
        inherited: true,
        locked: false,
        delegated: false,
        own_policy_id: null,
        own_version: null,
        shadowed: null,
      },
    });
    expect((await api.resolvePermissions(root.id)).export).toMatchObject({
      inherited: false,
      delegated: true,
      own_policy_id: policy.id,
      own_version: 1,
    });
  });

  /** Sets policies leaf first, so that the rules for writing do not stand in the way, and resolves the leaf. */
  async function resolved(upper: PermissionMode, lower: PermissionMode) {
    const { api, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    const own = await api.createPermission(mid, { key: "k", value: "mid", mode: lower });
    await api.createPermission(root, { key: "k", value: "root", mode: upper });
    return {
      root,
      mid,
      own,
      atMid: (await api.resolvePermissions(mid)).k,
      atLeaf: (await api.resolvePermissions(leaf)).k,
    };
  }

  test("under LOCKED, lower policies are shadowed", async () => {
    const { root, own, atMid, atLeaf } = await resolved("LOCKED", "DELEGATED");
    expect(atMid).toMatchObject({
      value: "root",
      mode: "LOCKED",
      source_tenant_id: root,
      locked: true,
      delegated: false,
      own_policy_id: own.id,
      shadowed: { policy_id: own.id, value: "mid", mode: "DELEGATED", revocation_mode: "CASCADE" },
    });
    expect(atLeaf).toMatchObject({ value: "root", locked: true, shadowed: null, own_policy_id: null });
  });

  test.each<PermissionMode>(["LOCKED", "INHERITED", "DELEGATED"])(
    "under INHERITED, a lower policy of mode %s changes the value and counts as INHERITED",
    async (lower) => {
      const { mid, atMid, atLeaf } = await resolved("INHERITED", lower);
      expect(atMid).toMatchObject({
        value: "mid",
        mode: "INHERITED",
        source_tenant_id: mid,
        locked: false,
        delegated: false,
      });
      expect(atLeaf).toMatchObject({ value: "mid", mode: "INHERITED", locked: false, delegated: false });
    },
  );

  test.each<PermissionMode>(["LOCKED", "INHERITED", "DELEGATED"])(
    "under DELEGATED, a lower policy of mode %s takes over value and mode",
    async (lower) => {
      const { mid, atMid, atLeaf } = await resolved("DELEGATED", lower);
      expect(atMid).toMatchObject({
        value: "mid",
        mode: lower,
        source_tenant_id: mid,
        locked: false,
        delegated: true,
      });
      expect(atLeaf).toMatchObject({
        value: "mid",
        mode: lower,
        locked: lower === "LOCKED",
        delegated: lower === "DELEGATED",
      });
    },
  );

  test("the name of a source outside the caller's subtree is null", async () => {
    const { api, as, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.createPermission(root, { key: "k" });
    const mine = await as({ tenant_id: child, scopes: ["read"] });
    expect((await mine.resolvePermissions(child)).k).toMatchObject({ value: true, source_name: null });
  });

  test("a value is any JSON value", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    for (const [i, value] of [null, false, 0, "", { max: [3] }].entries()) {
      await api.createPermission(id, { key: `k${i}`, value });
      expect((await api.resolvePermissions(id))[`k${i}`]?.value).toEqual(value);
    }
  });
}

function modesSuite(given: () => World): void {
  const modes = ["LOCKED", "INHERITED", "DELEGATED"] as const;
  /** A tenant two levels below a policy of this mode. */
  async function under(mode: PermissionMode): Promise<string> {
    const { api, chain } = given();
    const [root, , leaf] = ids(await chain(3));
    await api.createPermission(root, { key: "k", mode });
    return leaf;
  }

  test.each(modes)("with nothing above, mode %s may be chosen", async (mode) => {
    const { api, plant } = given();
    expect((await api.createPermission((await plant()).id, { key: "k", mode })).mode).toBe(mode);
  });

  test("under LOCKED nothing may be set", async () => {
    const leaf = await under("LOCKED");
    const inputs: CreatePermissionInput[] = [
      { key: "k" },
      { key: "k", value: false },
      { key: "k", mode: "DELEGATED" },
    ];
    for (const input of inputs) await refused(given().api.createPermission(leaf, input), "PERMISSION_LOCKED");
    expect((await given().api.createPermission(leaf, { key: "other" })).key).toBe("other");
  });

  test("under INHERITED a value may be set, but no other mode", async () => {
    const { api } = given();
    const leaf = await under("INHERITED");
    for (const mode of ["LOCKED", "DELEGATED"] as const) {
      await refused(api.createPermission(leaf, { key: "k", mode }), "PERMISSION_NOT_DELEGATED");
    }
    expect(await api.createPermission(leaf, { key: "k", value: 7, mode: "INHERITED" })).toMatchObject({
      value: 7,
    });
  });

  test.each(modes)("under DELEGATED, mode %s may be chosen", async (mode) => {
    const leaf = await under("DELEGATED");
    expect((await given().api.createPermission(leaf, { key: "k", mode })).mode).toBe(mode);
  });

  test("the effective mode counts: a DELEGATED policy under INHERITED delegates nothing", async () => {
    const { api, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    await api.createPermission(mid, { key: "k", mode: "DELEGATED" });
    await api.createPermission(root, { key: "k", mode: "INHERITED" });
    await refused(api.createPermission(leaf, { key: "k", mode: "LOCKED" }), "PERMISSION_NOT_DELEGATED");
  });

  test("a refusal names the tenant that rules, but only to those who may see it", async () => {
    const { api, as, chain } = given();
    const [root, mid, leaf] = await chain(3);
    await api.createPermission(root.id, { key: "k", mode: "INHERITED" });
    await api.createPermission(mid.id, { key: "k", value: 2 });
    const details = async (caller: typeof api) =>
      (
        await refused(
          caller.createPermission(leaf.id, { key: "k", mode: "LOCKED" }),
          "PERMISSION_NOT_DELEGATED",
        )
      ).details;
    expect(await details(api)).toEqual({ key: "k", source_tenant_id: root.id, source_name: root.name });
    const mine = await as({ tenant_id: mid.id, scopes: ["write"] });
    expect(await details(mine)).toEqual({ key: "k", source_tenant_id: root.id, source_name: null });
  });

  test("a policy narrowed to INHERITED later takes the modes below away, and gives them back when widened", async () => {
    const { api, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    const upper = await api.createPermission(root, { key: "k", value: 1, mode: "DELEGATED" });
    await api.createPermission(mid, { key: "k", value: 2, mode: "LOCKED" });
    const atLeaf = async () => (await api.resolvePermissions(leaf)).k;
    expect(await atLeaf()).toMatchObject({ value: 2, mode: "LOCKED", locked: true });
    await api.updatePermission(root, upper.id, { mode: "INHERITED" });
    expect(await atLeaf()).toMatchObject({ value: 2, mode: "INHERITED", locked: false, delegated: false });
    await api.createPermission(leaf, { key: "k", value: 3 });
    expect(await atLeaf()).toMatchObject({ value: 3, mode: "INHERITED" });
    await api.updatePermission(root, upper.id, { mode: "DELEGATED" });
    expect(await atLeaf()).toMatchObject({ value: 2, mode: "LOCKED", locked: true, shadowed: { value: 3 } });
  });

  test("a tenant has one policy for a key", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.createPermission(id, { key: "k" });
    await refused(api.createPermission(id, { key: "k", value: false }), "PERMISSION_ALREADY_EXISTS");
  });

  test("a tenant outside the subtree answers as unknown, also for a key that it has a policy for", async () => {
    const { api, as, plant } = given();
    const [mine, other] = ids([await plant(), await plant()]);
    const policy = await api.createPermission(other, { key: "k" });
    const create = (caller: typeof api) =>
      caller.createAbacPolicy(other, { name: "p", effect: "deny", actions: ["*"], resources: ["*"] });
    const { id } = await create(api);
    const stranger = await as({ tenant_id: mine, scopes: ["write"] });
    await refused(stranger.createPermission(other, { key: "k" }), "TENANT_NOT_FOUND");
    await refused(stranger.updatePermission(other, policy.id, { value: 1 }), "TENANT_NOT_FOUND");
    await refused(stranger.deletePermission(other, policy.id), "TENANT_NOT_FOUND");
    await refused(create(stranger), "TENANT_NOT_FOUND");
    await refused(stranger.deleteAbacPolicy(other, id), "TENANT_NOT_FOUND");
    expect((await api.resolvePermissions(other)).k).toMatchObject({ own_version: 1 });
  });

  test("bad input is named", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const wrong = { key: "a b", mode: "OPEN", revocation_mode: "NEVER", values: 1 };
    const paths = ["key", "mode", "revocation_mode", "values"].map((field) => `body.${field}`);
    await invalid(api.createPermission(id, wrong as never), ...paths);
    await invalid(api.createPermission(id, {} as never), "body.key");
    await refused(api.createPermission(nobody(), { key: "k" }), "TENANT_NOT_FOUND");
    await refused(api.resolvePermissions(nobody()), "TENANT_NOT_FOUND");
  });
}

function updateSuite(given: () => World): void {
  test("an update changes what it names and raises the version", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const policy = await api.createPermission(id, {
      key: "k",
      value: 1,
      mode: "LOCKED",
      revocation_mode: "SOFT",
    });
    const changed = await api.updatePermission(id, policy.id, { value: null });
    expect(changed).toMatchObject({
      id: policy.id,
      value: null,
      mode: "LOCKED",
      revocation_mode: "SOFT",
      version: 2,
    });
    expect(
      await api.updatePermission(id, policy.id, { mode: "DELEGATED", revocation_mode: "CASCADE" }),
    ).toMatchObject({
      value: null,
      mode: "DELEGATED",
      revocation_mode: "CASCADE",
      version: 3,
    });
    expect((await api.resolvePermissions(id)).k).toMatchObject({ mode: "DELEGATED", own_version: 3 });
  });

  test("the mode above governs updates as it governs new policies", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    const own = await api.createPermission(child, { key: "k", mode: "DELEGATED" });
    const upper = await api.createPermission(root, { key: "k", mode: "INHERITED" });
    await refused(api.updatePermission(child, own.id, { mode: "LOCKED" }), "PERMISSION_NOT_DELEGATED");
    expect((await api.updatePermission(child, own.id, { value: 2 })).value).toBe(2);
    await api.updatePermission(root, upper.id, { mode: "LOCKED" });
    await refused(api.updatePermission(child, own.id, { value: 3 }), "PERMISSION_LOCKED");
    await api.updatePermission(root, upper.id, { mode: "DELEGATED" });
    expect((await api.updatePermission(child, own.id, { mode: "LOCKED" })).mode).toBe("LOCKED");
  });

  test("a stale version is VERSION_CONFLICT with the current policy", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const policy = await api.createPermission(id, { key: "k" });
    await api.updatePermission(id, policy.id, { value: 2, expected_version: 1 });
    const error = await refused(
      api.updatePermission(id, policy.id, { value: 3, expected_version: 1 }),
      "VERSION_CONFLICT",
    );
    expect(error.details.current).toMatchObject({ id: policy.id, value: 2, version: 2 });
    await refused(api.updatePermission(id, policy.id, { value: 3 }, { if_match: 1 }), "VERSION_CONFLICT");
    expect((await api.updatePermission(id, policy.id, { value: 3 }, { if_match: 2 })).version).toBe(3);
  });

  test("a PERMANENT policy can be changed in no field", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const policy = await api.createPermission(id, { key: "k", revocation_mode: "PERMANENT" });
    const patches = [{ value: 2 }, { mode: "LOCKED" }, { revocation_mode: "CASCADE" }] as const;
    for (const patch of patches) {
      await refused(api.updatePermission(id, policy.id, patch), "PERMISSION_REVOCATION_DENIED");
    }
    expect((await api.resolvePermissions(id)).k).toMatchObject({ value: true, own_version: 1 });
  });

  test("only a policy of this tenant is found under it", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    const policy = await api.createPermission(root, { key: "k" });
    for (const [tenant, id] of [
      [child, policy.id],
      [root, nobody()],
    ] as const) {
      await refused(api.updatePermission(tenant, id, { value: 2 }), "PERMISSION_NOT_FOUND");
      await refused(api.deletePermission(tenant, id), "PERMISSION_NOT_FOUND");
      await refused(api.previewRevocation(tenant, id), "PERMISSION_NOT_FOUND");
    }
    await refused(api.deletePermission(nobody(), policy.id), "TENANT_NOT_FOUND");
    await invalid(api.deletePermission(root, "k"), "params.policyId");
    await invalid(api.updatePermission(root, policy.id, { key: "other" } as never), "body.key");
  });
}

function revocationSuite(given: () => World): void {
  /** A policy at the root, one below it and a permanent one below that. */
  async function tower(revocation_mode: "CASCADE" | "SOFT") {
    const { api, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    const top = await api.createPermission(root, {
      key: "k",
      value: "root",
      mode: "DELEGATED",
      revocation_mode,
    });
    const below = await api.createPermission(mid, { key: "k", value: "mid", mode: "DELEGATED" });
    const last = await api.createPermission(leaf, { key: "k", value: "leaf", revocation_mode: "PERMANENT" });
    await api.createPermission(mid, { key: "other" });
    return { root, mid, leaf, top, below, last };
  }
  const policies = (rows: readonly { policy_id: string }[]): string[] =>
    rows.map((row) => row.policy_id).sort();

  test("CASCADE takes what stands below for the key, except what is permanent", async () => {
    const { api } = given();
    const { root, mid, leaf, top, below, last } = await tower("CASCADE");
    const preview = await api.previewRevocation(root, top.id);
    expect(policies(preview.deleted)).toEqual([top.id, below.id].sort());
    expect(preview.kept).toEqual([{ policy_id: last.id, tenant_id: leaf, tenant_name: "A tenant" }]);
    expect((await api.resolvePermissions(mid)).k?.value).toBe("mid");
    expect(await api.deletePermission(root, top.id)).toEqual(preview);
    expect(Object.keys(await api.resolvePermissions(mid))).toEqual(["other"]);
    expect((await api.resolvePermissions(leaf)).k).toMatchObject({ value: "leaf", inherited: false });
  });

  test("a revocation that names a stale version takes nothing", async () => {
    const { api } = given();
    const { root, mid, top, below } = await tower("CASCADE");
    await api.updatePermission(root, top.id, { value: 2 });
    const error = await refused(
      api.deletePermission(root, top.id, { expected_version: 1 }),
      "VERSION_CONFLICT",
    );
    expect(error.details.current).toEqual({
      ...top,
      value: 2,
      version: 2,
      updated_at: expect.stringMatching(/T.*Z$/),
    });
    await refused(api.deletePermission(root, top.id, {}, { if_match: 1 }), "VERSION_CONFLICT");
    expect((await api.resolvePermissions(mid)).k?.policy_id).toBe(below.id);
    expect((await api.deletePermission(root, top.id, {}, { if_match: 2 })).deleted).toHaveLength(2);
  });

  test("SOFT takes only the policy itself", async () => {
    const { api } = given();
    const { root, mid, top, below, last } = await tower("SOFT");
    const preview = await api.previewRevocation(root, top.id);
    expect([policies(preview.deleted), policies(preview.kept)]).toEqual([
      [top.id],
      [below.id, last.id].sort(),
    ]);
    expect(await api.deletePermission(root, top.id)).toEqual(preview);
    expect(await api.resolvePermissions(root)).toEqual({});
    expect((await api.resolvePermissions(mid)).k?.value).toBe("mid");
  });

  test("PERMANENT refuses, also in the preview", async () => {
    const { api } = given();
    const { leaf, last } = await tower("SOFT");
    await refused(api.previewRevocation(leaf, last.id), "PERMISSION_REVOCATION_DENIED");
    await refused(api.deletePermission(leaf, last.id), "PERMISSION_REVOCATION_DENIED");
    expect((await api.resolvePermissions(leaf)).k?.value).toBe("leaf");
  });

  test("a cascade leaves siblings and tenants above alone", async () => {
    const { api, plant } = given();
    const root = await plant();
    const [a, b] = ids([await plant({ parent_id: root.id }), await plant({ parent_id: root.id })]);
    await api.createPermission(root.id, { key: "k", mode: "DELEGATED" });
    const own = await api.createPermission(a, { key: "k", value: 1 });
    await api.createPermission(b, { key: "k", value: 2 });
    expect((await api.deletePermission(a, own.id)).deleted).toHaveLength(1);
    expect((await api.resolvePermissions(b)).k?.value).toBe(2);
    expect((await api.resolvePermissions(a)).k).toMatchObject({ value: true, inherited: true });
  });

  test("an own policy under a lock may be revoked, and a grant after a cascade is a new one", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    const own = await api.createPermission(child, { key: "k", value: 1 });
    const lock = await api.createPermission(root, { key: "k", mode: "LOCKED" });
    expect((await api.deletePermission(child, own.id)).deleted).toHaveLength(1);
    expect((await api.resolvePermissions(child)).k).toMatchObject({ locked: true, shadowed: null });
    await api.deletePermission(root, lock.id);
    expect((await api.createPermission(child, { key: "k", value: 2 })).version).toBe(1);
  });
}
