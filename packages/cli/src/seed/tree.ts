import type { JsonObject } from "@stratum-hq/core";
import { companyWords, industries, type Partner, partners, ROOT_NAME } from "./names.ts";
import type { Random } from "./random.ts";

/** A tenant that the example will hold. */
export interface Plan {
  name: string;
  slug: string;
  metadata: JsonObject;
  children: Plan[];
}

/** One customer of a partner. */
export interface CustomerPlan extends Plan {
  industry: string;
}
/** One partner of the root. */
export interface PartnerPlan extends Plan {
  partner: Partner;
  children: CustomerPlan[];
}
/** The whole tree: root, partners, customers, sites. */
export interface TreePlan extends Plan {
  children: PartnerPlan[];
}

const CUSTOMERS_PER_PARTNER = 9;
const SITES_PER_CUSTOMER = [2, 4] as const;

/** Plans the example: a security provider, its partners, their customers and those's sites; some 300 tenants. */
export function planTree(random: Random): TreePlan {
  const words = random.some(companyWords, companyWords.length);
  return {
    ...named(ROOT_NAME, { kind: "provider", website: "https://northwall.example" }),
    children: partners.map((partner): PartnerPlan => {
      const customers = Array.from({ length: CUSTOMERS_PER_PARTNER }, () =>
        planCustomer(random, partner, words.pop() ?? ""),
      );
      return {
        ...named(partner.name, { kind: "partner", region: partner.region }),
        partner,
        children: customers,
      };
    }),
  };
}

function planCustomer(random: Random, partner: Partner, word: string): CustomerPlan {
  const industry = random.pick(industries);
  const name = `${word} ${random.pick(industry.companies)}`;
  const cities = random.some(partner.cities, random.int(...SITES_PER_CUSTOMER));
  const children = cities.map((city): Plan => {
    const seats = random.int(3, 240);
    return {
      ...named(`${city} ${random.pick(industry.sites)}`, { kind: "site", city, seats }),
      children: [],
    };
  });
  const since = `${random.int(2014, 2025)}-${String(random.int(1, 12)).padStart(2, "0")}-01`;
  const metadata = { kind: "customer", industry: industry.name, customer_since: since };
  return { ...named(name, metadata), industry: industry.name, children };
}

const named = (name: string, metadata: JsonObject): Omit<Plan, "children"> => ({
  name,
  slug: slugOf(name),
  metadata,
});

/** `Zürich Clinic` → `zurich_clinic` */
export const slugOf = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
