import type { Consent, GrantConsentInput } from "@stratum-hq/core";

/** State of a consent at the time of reading, as the database clock had it. */
export type ConsentStatus = "active" | "withdrawn" | "expired";
/** The states in the order in which they are offered as filters. */
export const CONSENT_STATUSES: readonly ConsentStatus[] = ["active", "withdrawn", "expired"];
/** Why the law allows the use (GDPR Art. 6(1)), consent first. */
export const LAWFUL_BASES: readonly LawfulBasis[] = [
  "consent",
  "contract",
  "legal_obligation",
  "vital_interests",
  "public_task",
  "legitimate_interests",
];
export type LawfulBasis = NonNullable<GrantConsentInput["lawful_basis"]>;
/** Who caused an event. */
export const CONSENT_ACTORS: readonly ConsentActor[] = ["self", "on_behalf", "import"];
export type ConsentActor = NonNullable<GrantConsentInput["actor"]>;

/** A consent's state; one that this version does not know counts as no longer active. */
export const statusOf = (consent: Pick<Consent, "status">): ConsentStatus =>
  CONSENT_STATUSES.find((status) => status === consent.status) ?? "expired";

/** The purposes that occur, sorted. */
export const purposesOf = (consents: readonly Pick<Consent, "purpose">[]): string[] =>
  [...new Set(consents.map((consent) => consent.purpose))].sort();
