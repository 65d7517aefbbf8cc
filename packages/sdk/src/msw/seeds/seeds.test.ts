import {
  API_KEY_SCOPES,
  ConfigKey,
  Consent,
  Permission,
  PermissionMode,
  RevocationMode,
  SLUG_REGEX,
  Tenant,
} from "@stratum-hq/core";
import { expect, test } from "vitest";
import { createMockControlPlane, type Seed } from "../control-plane.ts";
import { chainSeed } from "./chain.ts";
import { flatSeed } from "./flat.ts";
import { mspIds, mspSeed } from "./msp.ts";

const now = () => Date.UTC(2026, 10, 1);
const plant = (seed: Seed) => createMockControlPlane({ seed, now, session: { scopes: [...API_KEY_SCOPES] } });

test("the MSP has four levels and about 60 tenants, all of them valid", () => {
  const { state } = plant(mspSeed);
  const tenants = [...state.tenants.values()].map((row) => Tenant.parse(state.tenant(row)));
  expect(tenants.length).toBeGreaterThanOrEqual(55);
  expect(Math.max(...tenants.map((tenant) => tenant.depth))).toBe(3);
  for (const tenant of tenants) {
    expect(tenant.slug).toMatch(SLUG_REGEX);
    const parent = tenant.parent_id ? state.tenants.get(tenant.parent_id) : undefined;
    if (tenant.status === "active" && parent) expect(parent.status).toBe("active");
  }
  const places = tenants.map((tenant) => `${tenant.parent_id} ${tenant.slug}`);
  expect(new Set(places).size).toBe(places.length);
});

test("the MSP's config, policies and consents are what the API could have taken", async () => {
  const { state, client } = plant(mspSeed);
  for (const entries of state.config.values()) for (const key of entries.keys()) ConfigKey.parse(key);
  for (const policies of state.permissions.values()) {
    for (const policy of policies.values()) {
      Permission.parse(policy);
      PermissionMode.parse(policy.mode);
      RevocationMode.parse(policy.revocation_mode);
    }
  }
  const statuses = new Set<string>();
  for (const { id, status } of state.tenants.values()) {
    if (status !== "active") continue;
    for (const consent of (await client.listConsent(id)).data) statuses.add(Consent.parse(consent).status);
  }
  expect(statuses).toEqual(new Set(["active", "withdrawn", "expired"]));
});

test("the MSP is the same in every run", () => {
  const snapshot = () => {
    const { tenants, config, permissions, consent } = plant(mspSeed).state;
    return JSON.stringify([
      [...tenants],
      [...config].map(([id, own]) => [id, ...own]),
      [...permissions.values()].map((own) => [...own]),
      consent,
    ]);
  };
  expect(snapshot()).toBe(snapshot());
});

test("the MSP's named tenants show every origin of an entry", async () => {
  const { client } = plant(mspSeed);
  expect(Object.keys(await client.resolveConfig(mspIds.root))).toHaveLength(30);
  const customer = await client.resolveConfig(mspIds.customer);
  expect(customer["network.vpn_required"]).toMatchObject({ inherited: false, locked: false });
  expect(customer["alerts.email"]).toMatchObject({
    inherited: true,
    locked: false,
    source_tenant_id: mspIds.reseller,
  });
  expect(customer["auth.session_minutes"]).toMatchObject({ inherited: false, locked: true });
  expect(customer["branding.primary_color"]).toMatchObject({
    locked_by: mspIds.reseller,
    shadowed: { value: "#7c3aed" },
  });
  expect((await client.resolveConfig(mspIds.site))["auth.session_minutes"]?.shadowed).toMatchObject({
    value: 45,
  });
  const policy = (await client.resolvePermissions(mspIds.clinics))["patient_data.view"];
  const preview = await client.previewRevocation(mspIds.clinics, policy?.policy_id ?? "");
  expect([preview.deleted.length, preview.kept.length]).toEqual([2, 1]);
  expect((await client.getTenant(mspIds.suspended, { include_archived: true })).status).toBe("suspended");
  expect((await client.getTenant(mspIds.archived, { include_archived: true })).status).toBe("archived");
});

test("the flat list is one root with as many children as asked for, in pages", async () => {
  const { client, state } = plant(flatSeed(50_000));
  const root = (await client.listRoots()).data[0];
  expect(root).toMatchObject({ child_count: 50_000, descendant_count: 50_000 });
  const page = await client.listChildren(root?.id ?? "", { limit: 200 });
  const next = await client.listChildren(root?.id ?? "", { limit: 200, cursor: page.next_cursor ?? "" });
  expect([page.data[0]?.sort_order, next.data[0]?.sort_order]).toEqual([0, 200]);
  expect((await client.searchTenants({ query: "site_49999" })).data).toHaveLength(1);
  expect(new Set([...state.tenants.values()].map((row) => row.slug)).size).toBe(50_001);
});

test("the chain fills every level and resolves through all of them", async () => {
  const { client, state } = plant(chainSeed(20));
  const leaf = [...state.tenants.values()].at(-1);
  const config = await client.resolveConfig(leaf?.id ?? "");
  expect(Object.keys(config)).toHaveLength(21);
  expect(config["shared.value"]?.value).toBe(20);
  const deeper = client.createTenant({ name: "x", slug: "x", parent_id: leaf?.id ?? null });
  await expect(deeper).rejects.toMatchObject({ code: "TENANT_DEPTH_EXCEEDED" });
});
