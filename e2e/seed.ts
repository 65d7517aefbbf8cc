/**
 * The forest of the end-to-end tests, made through the engine:
 *
 *     Northwind Security
 *     ├ Alpine MSP
 *     │ ├ Dental One
 *     │ │ └ Berlin Practice
 *     │ └ Lawson Legal
 *     └ Coastal IT
 *       └ Harbor Foods
 *     Contoso Group
 *     └ Contoso Retail
 */
import type { Stratum, Tenant } from "../packages/lib/src/index.ts";

/** Ids of the tenants by slug. */
export type Tenants = Record<
  "northwind" | "alpine" | "dental" | "berlin" | "lawson" | "coastal" | "harbor" | "contoso" | "retail",
  string
>;
export interface Seed {
  tenants: Tenants;
  /** Keys to sign in with: one for everything, one for Coastal IT and below, one that may only read there. */
  keys: Record<"platform" | "coastal" | "reader", { id: string; text: string }>;
}

/** Fills an empty database. Deterministic but for ids and keys. */
export async function seed(stratum: Stratum): Promise<Seed> {
  const create = async (name: string, slug: string, parent?: Tenant): Promise<Tenant> =>
    stratum.createTenant({ name, slug, parent_id: parent?.id ?? null });
  const northwind = await create("Northwind Security", "northwind");
  const alpine = await create("Alpine MSP", "alpine_msp", northwind);
  const dental = await create("Dental One", "dental_one", alpine);
  const berlin = await create("Berlin Practice", "berlin", dental);
  const lawson = await create("Lawson Legal", "lawson", alpine);
  const coastal = await create("Coastal IT", "coastal_it", northwind);
  const harbor = await create("Harbor Foods", "harbor", coastal);
  const contoso = await create("Contoso Group", "contoso");
  const retail = await create("Contoso Retail", "retail", contoso);

  await stratum.setConfig(northwind.id, "session.timeout_minutes", { value: 30 });
  await stratum.setConfig(northwind.id, "auth.mfa_required", { value: true, locked: true });
  await stratum.setConfig(northwind.id, "branding.product_name", { value: "Northwind Shield" });
  await stratum.setConfig(northwind.id, "alerts.channels", { value: ["email", "sms"] });
  await stratum.setConfig(alpine.id, "branding.product_name", { value: "Alpine Guard" });
  await stratum.setConfig(alpine.id, "seats.max", { value: 250 });
  await stratum.setConfig(dental.id, "retention.days", { value: 365 });
  await stratum.setConfig(coastal.id, "coastal.secret_plan", { value: "harbour" });

  await stratum.createPermission(northwind.id, { key: "reports.view" });
  await stratum.createPermission(northwind.id, { key: "users.invite", mode: "DELEGATED" });
  await stratum.createPermission(northwind.id, { key: "billing.manage", value: false, mode: "LOCKED" });
  await stratum.createPermission(alpine.id, { key: "tickets.close", mode: "DELEGATED" });

  await stratum.grantConsent(dental.id, {
    subject_id: "patient-17",
    purpose: "marketing.email",
    channel: "web",
  });
  await stratum.grantConsent(dental.id, { subject_id: "patient-42", purpose: "analytics" });
  await stratum.revokeConsent(dental.id, "patient-42", "analytics");

  const key = async (tenant: Tenant | null, ...scopes: ("read" | "write" | "admin")[]) => {
    const { id, plaintext_key: text } = await stratum.createApiKey(tenant?.id ?? null, {
      name: scopes.join(" "),
      scopes,
    });
    return { id, text };
  };
  return {
    tenants: {
      northwind: northwind.id,
      alpine: alpine.id,
      dental: dental.id,
      berlin: berlin.id,
      lawson: lawson.id,
      coastal: coastal.id,
      harbor: harbor.id,
      contoso: contoso.id,
      retail: retail.id,
    },
    keys: {
      platform: await key(null, "admin"),
      coastal: await key(coastal, "write"),
      reader: await key(coastal, "read"),
    },
  };
}
