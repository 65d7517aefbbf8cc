import { permissionsContracts } from "@stratum-hq/core";
import { afterAll, beforeAll } from "vitest";
import { type Forest, NOBODY, plantForest, type TestApp, testApp } from "../test-app.ts";
import { describeStatuses, seen } from "../test-contracts.ts";

let t: TestApp;
let forest: Forest;
/** Policies of `acme` by mode, and policies of `site` that no rule lets be changed. */
let permanent: string;
let under_lock: string;
let under_inherited: string;

beforeAll(async () => {
  t = await testApp();
  forest = await plantForest(t.stratum);
  const { acme, site } = forest;
  const policy = async (id: string, key: string, fields: object = {}): Promise<string> =>
    (await t.stratum.createPermission(id, { key, ...fields })).id;
  permanent = await policy(acme.id, "sign", { revocation_mode: "PERMANENT" });
  under_lock = await policy(site.id, "export");
  await policy(acme.id, "export", { mode: "LOCKED" });
  await policy(acme.id, "invite", { mode: "INHERITED" });
  under_inherited = await policy(site.id, "invite", { value: false });
});
afterAll(() => t.app.close());

let made = 0;
const resolve = (id: string) => t.call("resolvePermissions", { params: { id } });
const create = (id: string, body: object = {}) =>
  t.call("createPermission", { params: { id }, body: { key: `made_${++made}`, ...body } });
const update = (id: string, policyId: string, body: object = { value: false }) =>
  t.call("updatePermission", { params: { id, policyId }, body });
const remove = (id: string, policyId: string, query: object = {}) =>
  t.call("deletePermission", { params: { id, policyId }, query });
const preview = (id: string, policyId: string) => t.call("previewRevocation", { params: { id, policyId } });
const explain = (id: string) => t.call("explainPermission", { params: { id }, body: { key: "export" } });
const simulate = (id: string) =>
  t.call("simulatePermissions", { params: { id }, body: { changes: [{ action: "delete", key: "export" }] } });
const abac = (tenantId: string, body: object = {}) =>
  t.call("createAbacPolicy", {
    params: { tenantId },
    body: { name: `made_${++made}`, effect: "deny", actions: ["*"], resources: ["*"], ...body },
  });
const listAbac = (tenantId: string) => t.call("getAbacPolicies", { params: { tenantId } });
const resolveAbac = (tenantId: string) => t.call("resolveAbacPolicies", { params: { tenantId } });
const evaluate = (tenantId: string) =>
  t.call("evaluateAbac", { params: { tenantId }, body: { action: "read", resource: "report" } });
const removeAbac = (tenantId: string, policyId: string) =>
  t.call("deleteAbacPolicy", { params: { tenantId, policyId } });
/** A policy of `acme`, and one of the same name below it. */
const abacTwice = async (mode: string, below: object = {}) => {
  const name = `made_${++made}`;
  await abac(forest.acme.id, { name, mode });
  return abac(forest.north.id, { name, ...below });
};
const fresh = async (): Promise<string> => (await create(forest.north.id)).body.id;

describeStatuses(permissionsContracts, {
  resolvePermissions: { success: () => resolve(forest.site.id), ...seen(() => forest, resolve) },
  createPermission: {
    success: () => create(forest.north.id, { value: { limit: 5 }, mode: "DELEGATED" }),
    ...seen(() => forest, create),
    PERMISSION_LOCKED: () => create(forest.north.id, { key: "export" }),
    PERMISSION_NOT_DELEGATED: () => create(forest.north.id, { key: "invite", mode: "DELEGATED" }),
    PERMISSION_ALREADY_EXISTS: () => create(forest.acme.id, { key: "invite" }),
  },
  updatePermission: {
    success: async () => update(forest.north.id, await fresh()),
    ...seen(
      () => forest,
      (id) => update(id, NOBODY),
    ),
    PERMISSION_LOCKED: () => update(forest.site.id, under_lock),
    PERMISSION_NOT_DELEGATED: () => update(forest.site.id, under_inherited, { mode: "LOCKED" }),
    PERMISSION_NOT_FOUND: () => update(forest.north.id, NOBODY),
    PERMISSION_REVOCATION_DENIED: () => update(forest.acme.id, permanent),
    VERSION_CONFLICT: async () => update(forest.north.id, await fresh(), { value: 1, expected_version: 7 }),
  },
  deletePermission: {
    success: async () => remove(forest.north.id, await fresh()),
    ...seen(
      () => forest,
      (id) => remove(id, NOBODY),
    ),
    PERMISSION_NOT_FOUND: () => remove(forest.north.id, NOBODY),
    PERMISSION_REVOCATION_DENIED: () => remove(forest.acme.id, permanent),
    VERSION_CONFLICT: async () => remove(forest.north.id, await fresh(), { expected_version: 7 }),
  },
  previewRevocation: {
    success: async () => preview(forest.north.id, await fresh()),
    ...seen(
      () => forest,
      (id) => preview(id, NOBODY),
    ),
    PERMISSION_NOT_FOUND: () => preview(forest.north.id, NOBODY),
    PERMISSION_REVOCATION_DENIED: () => preview(forest.acme.id, permanent),
  },
  explainPermission: { success: () => explain(forest.site.id), ...seen(() => forest, explain) },
  simulatePermissions: { success: () => simulate(forest.acme.id), ...seen(() => forest, simulate) },
  createAbacPolicy: {
    success: () => abac(forest.north.id, { conditions: [{ attribute: "a", operator: "in", value: [1, 2] }] }),
    ...seen(() => forest, abac),
    PERMISSION_LOCKED: () => abacTwice("LOCKED"),
    PERMISSION_NOT_DELEGATED: () => abacTwice("INHERITED", { mode: "LOCKED" }),
    PERMISSION_ALREADY_EXISTS: async () =>
      abac(forest.north.id, { name: (await abac(forest.north.id)).body.name }),
  },
  getAbacPolicies: { success: () => listAbac(forest.north.id), ...seen(() => forest, listAbac) },
  resolveAbacPolicies: { success: () => resolveAbac(forest.site.id), ...seen(() => forest, resolveAbac) },
  evaluateAbac: { success: () => evaluate(forest.site.id), ...seen(() => forest, evaluate) },
  deleteAbacPolicy: {
    success: async () => removeAbac(forest.north.id, (await abac(forest.north.id)).body.id),
    ...seen(
      () => forest,
      (id) => removeAbac(id, NOBODY),
    ),
    PERMISSION_NOT_FOUND: () => removeAbac(forest.north.id, NOBODY),
  },
});
