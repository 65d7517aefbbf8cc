import { type PermissionChange, StratumError } from "@stratum-hq/core";
import { hold, untilBlocked } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import fc from "fast-check";
import type { Pool } from "pg";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Stratum } from "../stratum.ts";

let stratum: Stratum;
let owner: Pool;
let root: string;
let mid: string;
let leaf: string;
let n = 0;
const nobody = "00000000-0000-4000-8000-000000000000";
let statements: string[] = [];
const code = (error: string) => expect.objectContaining({ code: error });
const effective = async (id: string) => (await stratum.resolvePermissions(id)).k;

beforeAll(async () => {
  const { app_pool, pool } = await testDatabase();
  owner = pool;
  stratum = new Stratum({ pool: app_pool, on_query: (text) => statements.push(text) });
  await stratum.initialize();
});
beforeEach(async () => {
  root = (await stratum.createTenant({ name: "Root", slug: `root_${++n}` })).id;
  mid = (await stratum.createTenant({ name: "Mid", slug: "mid", parent_id: root })).id;
  leaf = (await stratum.createTenant({ name: "Leaf", slug: "leaf", parent_id: mid })).id;
});

describe("the mode table on write", () => {
  it("nothing above: value and mode are free, defaults are true, INHERITED, CASCADE", async () => {
    expect(await stratum.createPermission(mid, { key: "k" })).toMatchObject({
      value: true,
      mode: "INHERITED",
      revocation_mode: "CASCADE",
    });
    await expect(stratum.createPermission(mid, { key: "k" })).rejects.toEqual(
      code("PERMISSION_ALREADY_EXISTS"),
    );
  });
  it("LOCKED above: nothing may be set", async () => {
    await stratum.createPermission(root, { key: "k", mode: "LOCKED" });
    await expect(stratum.createPermission(leaf, { key: "k" })).rejects.toEqual(code("PERMISSION_LOCKED"));
  });
  it("INHERITED above: the value may be set, the mode may not", async () => {
    await stratum.createPermission(root, { key: "k", mode: "INHERITED" });
    await expect(stratum.createPermission(mid, { key: "k", mode: "DELEGATED" })).rejects.toEqual(
      code("PERMISSION_NOT_DELEGATED"),
    );
    const own = await stratum.createPermission(mid, { key: "k", value: false });
    await expect(stratum.updatePermission(mid, own.id, { mode: "LOCKED" })).rejects.toEqual(
      code("PERMISSION_NOT_DELEGATED"),
    );
    expect(await stratum.updatePermission(mid, own.id, { value: 7 })).toMatchObject({ value: 7, version: 2 });
  });
  it("DELEGATED above: value and mode may be set; a LOCKED below it locks what is lower", async () => {
    await stratum.createPermission(root, { key: "k", mode: "DELEGATED" });
    await stratum.createPermission(mid, { key: "k", mode: "LOCKED" });
    await expect(stratum.createPermission(leaf, { key: "k" })).rejects.toEqual(code("PERMISSION_LOCKED"));
  });
});

describe("the mode table on read, whatever order writes came in", () => {
  it("a later lock above shadows what stands below", async () => {
    await stratum.createPermission(leaf, { key: "k", value: "leaf", mode: "DELEGATED" });
    await stratum.createPermission(root, { key: "k", value: "root", mode: "LOCKED" });
    expect(await effective(leaf)).toMatchObject({
      value: "root",
      mode: "LOCKED",
      locked: true,
      source_name: "Root",
      shadowed: { value: "leaf", mode: "DELEGATED" },
    });
  });
  it("a later INHERITED above keeps the lower value, and its mode counts as INHERITED", async () => {
    await stratum.createPermission(mid, { key: "k", value: "mid", mode: "LOCKED" });
    await stratum.createPermission(leaf, { key: "other" });
    await stratum.createPermission(root, { key: "k", value: "root" });
    expect(await effective(leaf)).toMatchObject({
      value: "mid",
      mode: "INHERITED",
      locked: false,
      delegated: false,
    });
    await stratum.createPermission(leaf, { key: "k", value: "leaf" });
    expect(await effective(leaf)).toMatchObject({ value: "leaf", inherited: false });
  });
  it("under DELEGATED a lower policy takes over value and mode", async () => {
    await stratum.createPermission(root, { key: "k", value: 1, mode: "DELEGATED" });
    expect(await effective(leaf)).toMatchObject({ value: 1, mode: "DELEGATED", delegated: true });
    await stratum.createPermission(mid, { key: "k", value: 2, mode: "INHERITED" });
    expect(await effective(leaf)).toMatchObject({ value: 2, mode: "INHERITED", delegated: false });
    expect(await effective(mid)).toMatchObject({ delegated: true, inherited: false });
  });
});

describe("revocation", () => {
  async function grantAll(revocation_mode: "CASCADE" | "SOFT" | "PERMANENT") {
    const top = await stratum.createPermission(root, { key: "k", mode: "DELEGATED", revocation_mode });
    const a = await stratum.createPermission(mid, { key: "k", mode: "DELEGATED" });
    const b = await stratum.createPermission(leaf, { key: "k", revocation_mode: "PERMANENT" });
    return { top, a, b };
  }
  it("CASCADE takes what is below but PERMANENT, and the preview says so first", async () => {
    const { top, a, b } = await grantAll("CASCADE");
    const preview = await stratum.previewRevocation(root, top.id);
    expect(preview.deleted.map((p) => p.policy_id)).toEqual([top.id, a.id]);
    expect(preview.kept).toEqual([{ policy_id: b.id, tenant_id: leaf, tenant_name: "Leaf" }]);
    expect(await stratum.deletePermission(root, top.id)).toEqual(preview);
    expect(await effective(mid)).toBeUndefined();
    expect(await effective(leaf)).toMatchObject({ policy_id: b.id });
  });
  it("SOFT takes only the one", async () => {
    const { top, a, b } = await grantAll("SOFT");
    const { deleted, kept } = await stratum.deletePermission(root, top.id);
    expect([deleted.map((p) => p.policy_id), kept.map((p) => p.policy_id)]).toEqual([[top.id], [a.id, b.id]]);
  });
  it("PERMANENT can be neither changed nor deleted", async () => {
    const { top } = await grantAll("PERMANENT");
    await expect(stratum.deletePermission(root, top.id)).rejects.toEqual(
      code("PERMISSION_REVOCATION_DENIED"),
    );
    await expect(stratum.previewRevocation(root, top.id)).rejects.toEqual(
      code("PERMISSION_REVOCATION_DENIED"),
    );
    await expect(stratum.updatePermission(root, top.id, { value: 1 })).rejects.toEqual(
      code("PERMISSION_REVOCATION_DENIED"),
    );
  });
  it("does not find a policy of another tenant", async () => {
    const { top } = await grantAll("CASCADE");
    await expect(stratum.deletePermission(mid, top.id)).rejects.toEqual(code("PERMISSION_NOT_FOUND"));
  });
});

describe("a cascade and a grant below at the same time", () => {
  it("a grant that commits later is a new one and stays", async () => {
    const top = await stratum.createPermission(root, { key: "k", mode: "DELEGATED" });
    const held = await hold(owner, "select from stratum.permissions where id = $1 for update", [top.id]);
    const revoked = stratum.deletePermission(root, top.id);
    await untilBlocked(owner, 1);
    const granted = stratum.createPermission(leaf, { key: "k", value: "new" });
    await untilBlocked(owner, 2);
    await held.commit();
    expect((await revoked).deleted.map((p) => p.policy_id)).toEqual([top.id]);
    const { id } = await granted;
    expect(await effective(leaf)).toMatchObject({ policy_id: id, value: "new" });
  });
  it("a grant that commits first is taken along", async () => {
    const top = await stratum.createPermission(root, { key: "k", mode: "DELEGATED" });
    const held = await hold(owner, "select from stratum.tenants where id = $1 for update", [leaf]);
    const granted = stratum.createPermission(leaf, { key: "k" });
    await untilBlocked(owner, 1);
    const revoked = stratum.deletePermission(root, top.id);
    await untilBlocked(owner, 2);
    await held.commit();
    expect((await revoked).deleted.map((p) => p.policy_id)).toEqual([top.id, (await granted).id]);
    expect(await effective(leaf)).toBeUndefined();
  });
});

describe("a simulation", () => {
  it("refuses what the write refuses, and gives what resolves after it, for random drafts", async () => {
    const pick = fc.constantFrom;
    const change = fc.record({
      at: pick(0, 1, 2),
      action: pick("create", "update", "delete"),
      value: fc.integer({ min: 0, max: 3 }),
      mode: pick("LOCKED", "INHERITED", "DELEGATED", undefined),
      revocation_mode: pick("CASCADE", "SOFT", "PERMANENT"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (drafts) => {
        const top = (await stratum.createTenant({ name: "Root", slug: `root_${++n}` })).id;
        const [a, b] = [await below(top), await below(top)];
        const tenants = [top, a, await below(a)] as const;
        const changes = drafts.map(({ at, action, value, mode, revocation_mode }): PermissionChange => {
          const where = { tenant_id: tenants[at as 0 | 1 | 2], key: "k" };
          if (action === "delete") return { action, ...where };
          return { action, ...where, value, revocation_mode, ...(mode ? { mode } : {}) };
        });
        const simulated = await stratum.simulatePermissions(tenants[2], changes);
        const codes = [];
        for (const one of changes) codes.push(await write(one));
        expect(simulated.changes.map(({ refused }) => refused?.code ?? null)).toEqual(codes);
        const shown = async (id: string) => {
          const now = await effective(id);
          return now ? [now.value, now.mode, now.source_tenant_id, now.locked, now.delegated] : null;
        };
        const [after] = simulated.permissions.map((one) => one.after);
        expect(
          after && [after.value, after.mode, after.source_tenant_id, after.locked, after.delegated],
        ).toEqual(await shown(tenants[2]));
        const holding = await Promise.all([...tenants, b].map(effective));
        expect(simulated.permissions[0]?.changed).toBe(holding.filter(Boolean).length);
      }),
      { numRuns: 60 },
    );
  });
  const below = async (parent_id: string): Promise<string> =>
    (await stratum.createTenant({ name: "Below", slug: `below_${++n}`, parent_id })).id;
  /** Makes one change of a draft; its error code, or null. */
  async function write({ action, tenant_id = "", key, ...fields }: PermissionChange): Promise<string | null> {
    try {
      if (action === "create") await stratum.createPermission(tenant_id, { key, ...fields });
      else {
        const own = (await stratum.resolvePermissions(tenant_id))[key]?.own_policy_id ?? nobody;
        if (action === "update") await stratum.updatePermission(tenant_id, own, fields);
        else await stratum.deletePermission(tenant_id, own);
      }
      return null;
    } catch (error) {
      if (error instanceof StratumError) return error.code;
      throw error;
    }
  }
});

describe("round trips", () => {
  async function trips(call: () => Promise<unknown>): Promise<number> {
    statements = [];
    await call();
    return statements.length;
  }
  it("a read takes one, a write at most four", async () => {
    let policy = "";
    const create = async () => {
      policy = (await stratum.createPermission(mid, { key: "k" })).id;
    };
    expect(await trips(create)).toBeLessThanOrEqual(4);
    expect(await trips(() => stratum.updatePermission(mid, policy, { value: 2 }))).toBeLessThanOrEqual(4);
    expect(await trips(() => stratum.resolvePermissions(leaf))).toBe(1);
    expect(await trips(() => stratum.explainPermission(leaf, "k"))).toBe(1);
    expect(await trips(() => stratum.previewRevocation(mid, policy))).toBe(1);
    const changes = [{ action: "update", tenant_id: mid, key: "k", value: 3 } as const];
    expect(await trips(() => stratum.simulatePermissions(leaf, changes))).toBe(1);
    expect(await trips(() => stratum.deletePermission(mid, policy))).toBeLessThanOrEqual(4);
    const createAbac = async () => {
      const anything = { actions: ["*"], resources: ["*"] };
      policy = (await stratum.createAbacPolicy(mid, { name: "p", effect: "deny", ...anything })).id;
    };
    expect(await trips(createAbac)).toBeLessThanOrEqual(4);
    expect(await trips(() => stratum.getAbacPolicies(mid))).toBe(1);
    expect(await trips(() => stratum.resolveAbacPolicies(leaf))).toBe(1);
    expect(await trips(() => stratum.evaluateAbac(leaf, { action: "a", resource: "r" }))).toBe(1);
    expect(await trips(() => stratum.deleteAbacPolicy(mid, policy))).toBeLessThanOrEqual(4);
  });
});
