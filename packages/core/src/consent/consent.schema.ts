import * as z from "zod";
import { Id, JsonObject, page, pageQuery, Timestamp, text } from "../http/schema.ts";

/** Purpose of a consent: what the data may be used for. */
export const ConsentPurpose = z
  .string()
  .regex(
    /^[a-z][a-z0-9_.-]{0,126}$/,
    "must start with a letter a–z and hold only a–z, 0–9, _ . -, 1–127 characters in all",
  );
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;
const SubjectId = text(255).describe("The person, as the application names them.");
/** Why the law allows the use (GDPR Art. 6(1)). */
export const LawfulBasis = z.enum([
  "consent",
  "contract",
  "legal_obligation",
  "vital_interests",
  "public_task",
  "legitimate_interests",
]);
/** Who caused the event: the person, somebody for them, or an import. */
export const ConsentActor = z.enum(["self", "on_behalf", "import"]);

/** The current state of one subject's consent to one purpose, derived from the ledger. */
export const Consent = z
  .object({
    tenant_id: Id,
    subject_id: z.string(),
    purpose: z.string(),
    status: z.string().describe("active, withdrawn or expired, by the database clock at reading."),
    lawful_basis: z.string(),
    channel: z.string().nullable(),
    actor: z.string(),
    granted_at: Timestamp,
    expires_at: Timestamp.nullable(),
    withdrawn_at: Timestamp.nullable(),
    metadata: JsonObject,
  })
  .meta({ id: "Consent" });
export type Consent = z.infer<typeof Consent>;

/** One row of the append-only ledger. */
export const ConsentEvent = z
  .object({
    id: Id,
    tenant_id: Id,
    subject_id: z.string(),
    purpose: z.string(),
    type: z.string().describe("granted, renewed or withdrawn; expiry is derived from expires_at."),
    lawful_basis: z.string(),
    channel: z.string().nullable(),
    actor: z.string(),
    expires_at: Timestamp.nullable(),
    occurred_at: Timestamp,
    metadata: JsonObject,
  })
  .meta({ id: "ConsentEvent" });
export type ConsentEvent = z.infer<typeof ConsentEvent>;

export const GrantConsent = z
  .strictObject({
    subject_id: SubjectId,
    purpose: ConsentPurpose,
    expires_at: Timestamp.nullable()
      .optional()
      .describe("Must lie in the future. Absent or null: until withdrawn."),
    lawful_basis: LawfulBasis.optional().describe("Default consent."),
    channel: text(63).optional().describe("Where it was given, e.g. web, phone."),
    actor: ConsentActor.optional().describe("Default self."),
    metadata: JsonObject.optional(),
  })
  .meta({ id: "GrantConsent" });
export type GrantConsentInput = z.input<typeof GrantConsent>;

export const ConsentTenantParams = z.strictObject({ tenantId: Id });
export const ConsentParams = z.strictObject({ tenantId: Id, purpose: ConsentPurpose });
export const RevokeConsentQuery = z.strictObject({ subject_id: SubjectId });
export const ListConsentQuery = z.strictObject({
  ...pageQuery,
  subject_id: SubjectId.optional(),
  purpose: ConsentPurpose.optional(),
});
export const ConsentPage = page(Consent).meta({ id: "ConsentPage" });
export const ConsentEventPage = page(ConsentEvent).meta({ id: "ConsentEventPage" });
