import type { ResolvedPermission } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { barrierOf, rightsOf } from "./permissions.rows.ts";

const entry = (patch: Partial<ResolvedPermission>): ResolvedPermission => ({
  policy_id: "p",
  value: true,
  mode: "INHERITED",
  revocation_mode: "CASCADE",
  source_tenant_id: "t",
  source_name: "T",
  inherited: false,
  locked: false,
  delegated: true,
  own_policy_id: "p",
  own_version: 1,
  shadowed: null,
  ...patch,
});
const from = (patch: Partial<ResolvedPermission>): ResolvedPermission =>
  entry({ inherited: true, own_policy_id: null, own_version: null, ...patch });

test("under LOCKED a tenant may set nothing", () => {
  expect(rightsOf(from({ mode: "LOCKED", locked: true, delegated: false }))).toEqual({
    override: false,
    edit: false,
    mode: false,
    revoke: false,
  });
});

test("under INHERITED a tenant may set a value but no mode", () => {
  expect(rightsOf(from({ delegated: false }))).toMatchObject({ override: true, mode: false });
});

test("under DELEGATED, and under nothing, a tenant may set value and mode", () => {
  expect(rightsOf(from({ mode: "DELEGATED" }))).toMatchObject({ override: true, mode: true });
  expect(rightsOf(entry({}))).toEqual({ override: false, edit: true, mode: true, revoke: true });
});

test("a permanent policy can be neither changed nor revoked", () => {
  expect(rightsOf(entry({ revocation_mode: "PERMANENT" }))).toMatchObject({ edit: false, revoke: false });
});

test("a permanent policy above binds no policy of the tenant's own", () => {
  expect(rightsOf(from({ revocation_mode: "PERMANENT" }))).toMatchObject({ override: true });
});

test("an own policy that a lock hides may only be revoked, unless it is permanent", () => {
  const hidden = (revocation_mode: string) =>
    entry({
      inherited: true,
      locked: true,
      delegated: false,
      shadowed: { policy_id: "p", value: false, mode: "INHERITED", revocation_mode },
    });
  expect(rightsOf(hidden("SOFT"))).toEqual({ override: false, edit: false, mode: false, revoke: true });
  expect(rightsOf(hidden("PERMANENT"))).toMatchObject({ revoke: false });
});

test("what is withheld has a reason: a lock, kept rules, or permanence", () => {
  expect(barrierOf(from({ mode: "LOCKED", locked: true, delegated: false }))).toBe("locked");
  expect(barrierOf(from({ delegated: false }))).toBe("rules");
  expect(barrierOf(entry({ delegated: false }))).toBe("rules");
  expect(barrierOf(entry({ revocation_mode: "PERMANENT" }))).toBe("permanent");
  expect(barrierOf(from({ revocation_mode: "PERMANENT" }))).toBeNull();
  expect(barrierOf(entry({}))).toBeNull();
});
