import type { GrantConsentInput } from "@stratum-hq/core";
import { firstNames, lastNames } from "./names.ts";
import type { Random } from "./random.ts";
import type { TreePlan } from "./tree.ts";

/** One consent, and whether it is withdrawn again. */
export interface ConsentPlan {
  grant: GrantConsentInput;
  withdrawn: boolean;
}

const purposes = [
  "analytics.usage",
  "marketing.email",
  "monitoring.recording",
  "product.research",
  "support.remote_access",
];
const channels = ["web", "phone", "paper", "import"];
const DAY_MS = 86_400_000;

/** Consents of the people of every other customer, the same ones at every run; expiries count from `now`. */
export function planConsent(
  random: Random,
  tree: TreePlan,
  now: Date,
): { path: string; consents: ConsentPlan[] }[] {
  const customers = tree.children.flatMap((partner) =>
    partner.children.map((customer) => ({ customer, path: `${tree.slug}.${partner.slug}.${customer.slug}` })),
  );
  return customers
    .filter(() => random.oneIn(2))
    .map(({ customer, path }) => {
      const domain = `${customer.slug.replaceAll("_", "-")}.example`;
      const people = random
        .some(firstNames, random.int(2, 6))
        .map((first) => `${first}.${random.pick(lastNames)}`.toLowerCase());
      const consents = people.flatMap((person) =>
        random.some(purposes, random.int(1, 3)).map((purpose): ConsentPlan => {
          const channel = random.pick(channels);
          const expires_at = new Date(now.getTime() + random.int(20, 700) * DAY_MS).toISOString();
          const grant: GrantConsentInput = {
            subject_id: `${person}@${domain}`,
            purpose,
            channel,
            actor: channel === "import" ? "import" : channel === "web" ? "self" : "on_behalf",
            lawful_basis: purpose === "monitoring.recording" ? "legitimate_interests" : "consent",
            ...(random.oneIn(3) ? { expires_at } : {}),
          };
          return { grant, withdrawn: random.oneIn(6) };
        }),
      );
      return { path, consents };
    });
}
