import type { CreatePermissionInput } from "@stratum-hq/core";
import type { Random } from "./random.ts";
import type { TreePlan } from "./tree.ts";

// biome-ignore format: a table
const atRoot: readonly CreatePermissionInput[] = [
  { key: "api.access", value: true, mode: "INHERITED" },
  { key: "billing.manage", value: false, mode: "LOCKED" },
  { key: "billing.view", value: true, mode: "DELEGATED", revocation_mode: "SOFT" },
  { key: "data.export", value: true, mode: "DELEGATED", revocation_mode: "PERMANENT" },
  { key: "endpoints.isolate", value: true, mode: "DELEGATED" },
  { key: "endpoints.view", value: true, mode: "INHERITED", revocation_mode: "SOFT" },
  { key: "endpoints.wipe", value: false, mode: "LOCKED", revocation_mode: "PERMANENT" },
  { key: "integrations.manage", value: true, mode: "DELEGATED" },
  { key: "policies.edit", value: false, mode: "DELEGATED" },
  { key: "reports.export", value: true, mode: "DELEGATED", revocation_mode: "SOFT" },
  { key: "reports.view", value: true, mode: "INHERITED" },
  { key: "support.impersonate", value: true, mode: "LOCKED", revocation_mode: "PERMANENT" },
  { key: "tickets.close", value: true, mode: "DELEGATED" },
  { key: "tickets.create", value: true, mode: "INHERITED" },
  { key: "users.delete", value: false, mode: "INHERITED" },
  { key: "users.invite", value: true, mode: "DELEGATED" },
];

/** What partners make of what is delegated to them. They stay within the rules, whichever are chosen. */
// biome-ignore format: a table
const forPartners: readonly CreatePermissionInput[] = [
  { key: "endpoints.isolate", value: true, mode: "INHERITED" },
  { key: "integrations.manage", value: false, mode: "LOCKED" },
  { key: "policies.edit", value: true, mode: "DELEGATED" },
  { key: "reports.export", value: false, mode: "INHERITED", revocation_mode: "SOFT" },
  { key: "users.delete", value: true, mode: "INHERITED" },
  { key: "users.invite", value: true, mode: "LOCKED", revocation_mode: "PERMANENT" },
];
/** The same for customers: of keys that no partner touches, or that stay delegated. */
// biome-ignore format: a table
const forCustomers: readonly CreatePermissionInput[] = [
  { key: "api.access", value: false, mode: "INHERITED" },
  { key: "billing.view", value: false, mode: "LOCKED" },
  { key: "data.export", value: false, mode: "INHERITED", revocation_mode: "PERMANENT" },
  { key: "policies.edit", value: true, mode: "LOCKED", revocation_mode: "SOFT" },
  { key: "tickets.close", value: false, mode: "DELEGATED" },
];

/** Policies by tenant, top first: each is written under what governs it. */
export function planPermissions(
  random: Random,
  tree: TreePlan,
): { path: string; policies: CreatePermissionInput[] }[][] {
  const partners = tree.children.map((partner) => ({
    path: `${tree.slug}.${partner.slug}`,
    policies: random.some(forPartners, random.int(2, 4)),
  }));
  const customers = tree.children.flatMap((partner) =>
    partner.children
      .filter(() => random.oneIn(2))
      .map((customer) => ({
        path: `${tree.slug}.${partner.slug}.${customer.slug}`,
        policies: random.some(forCustomers, random.int(1, 2)),
      })),
  );
  return [[{ path: tree.slug, policies: [...atRoot] }], partners, customers];
}
