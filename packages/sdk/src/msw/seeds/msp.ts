import type { Json } from "@stratum-hq/core";
import type { Seed } from "../control-plane.ts";
import { createIds } from "../ids.ts";
import type { PlantTenant, Store } from "../store.ts";
import { config, consents, outline, policies } from "./msp.data.ts";
import { atMinute } from "./time.ts";

const MINUTES_A_DAY = 1440;
const slugOf = (name: string): string =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replace(/ø/g, "o")
    .replace(/[^a-z0-9 ]/g, "")
    .replace(/ +/g, "_");

/** The outline as tenants, by path of slugs below the root. Ids follow from the place in the outline. */
function readOutline(): Map<string, PlantTenant & { id: string }> {
  const nextId = createIds();
  const tenants = new Map<string, PlantTenant & { id: string }>();
  const path: string[] = [];
  for (const [index, line] of outline.trim().split("\n").entries()) {
    const [, indent = "", name = "", status = "active"] = /^( *)(.+?)(?: \((\w+)\))?$/.exec(line) ?? [];
    const level = indent.length / 2;
    const above = tenants.get(path.slice(1, level).join("."));
    path.splice(level, path.length, slugOf(name));
    const created_at = atMinute(index * 97);
    const id = nextId(Date.parse(created_at));
    const place = { id, parent_id: level === 0 ? null : (above?.id ?? null), created_at };
    tenants.set(path.slice(1).join("."), { ...place, name, slug: slugOf(name), status });
  }
  return tenants;
}
const tenants = readOutline();
const idOf = (path: string): string => {
  const tenant = tenants.get(path);
  if (!tenant) throw new Error(`The seed has no tenant at "${path}".`);
  return tenant.id;
};

/** Tenants of `mspSeed` that stories and tests start from. */
export const mspIds: Readonly<
  Record<
    "root" | "reseller" | "customer" | "site" | "clinics" | "otherReseller" | "suspended" | "archived",
    string
  >
> = {
  /** Northwind Security, which sets most of the config and policies. */
  root: idOf(""),
  /** Harbor IT Partners, which overrides some and locks the colour. */
  reseller: idOf("harbor_it_partners"),
  /** Bayside Credit Union, with own, inherited, locked and shadowed entries, policies and consents. */
  customer: idOf("harbor_it_partners.bayside_credit_union"),
  /** Marina Branch, whose own session length is hidden by its parent's lock. */
  site: idOf("harbor_it_partners.bayside_credit_union.marina_branch"),
  /** Coastal Family Clinics, with a revocation that leaves a permanent policy below. */
  clinics: idOf("harbor_it_partners.coastal_family_clinics"),
  /** Summit Managed Services, outside of the other reseller's sight. */
  otherReseller: idOf("summit_managed_services"),
  /** Pine Ridge Dental. */
  suspended: idOf("summit_managed_services.pine_ridge_dental"),
  /** Old Mill Theater. */
  archived: idOf("redwood_cyber.old_mill_theater"),
};

/** A security provider with four levels and about 60 tenants, with config, locks, policies and consents. */
export const mspSeed: Seed = (store) => {
  for (const tenant of tenants.values()) store.addTenant(tenant);
  for (const [path, key, value, locked] of config) {
    store.addConfig(idOf(path), key, value as Json, locked === "locked");
  }
  for (const [index, [path, key, mode, revocation_mode, value = true]] of policies.entries()) {
    const created_at = atMinute(10 * MINUTES_A_DAY + index);
    store.addPermission(idOf(path), key, { mode, revocation_mode, value: value as Json, created_at });
  }
  plantConsents(store);
};

function plantConsents(store: Store): void {
  for (const [index, [path, subject_id, purpose, then]] of consents.entries()) {
    const granted_at = atMinute((12 + index) * MINUTES_A_DAY);
    const later = atMinute((30 + index) * MINUTES_A_DAY);
    const base = { tenant_id: idOf(path), subject_id, purpose, channel: index % 3 === 0 ? "phone" : "web" };
    store.addConsent({ ...base, occurred_at: granted_at, expires_at: then === "expired" ? later : null });
    if (then === "withdrawn")
      store.addConsent({ ...base, type: "withdrawn", occurred_at: later, granted_at });
    if (then === "renewed") store.addConsent({ ...base, type: "renewed", occurred_at: later });
  }
  // In the order in which things happened, as a ledger is.
  store.consent.sort((a, b) => Date.parse(a.occurred_at) - Date.parse(b.occurred_at));
}
