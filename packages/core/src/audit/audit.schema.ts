import * as z from "zod";
import { Id, JsonObject, page, pageQuery, queryBoolean, Timestamp, text } from "../http/schema.ts";

/** The feature words: what begins with one of them is written by the engine alone. */
const RESERVED: readonly string[] = [
  "tenants",
  "config",
  "permissions",
  "isolation",
  "regions",
  "consent",
  "privacy",
  "audit",
  "access",
  "webhooks",
];
const verb = z
  .string()
  .max(127)
  .regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, "must be two words with a dot, for example invoice.paid");

/** Who changed what, when, from where. */
export const AuditEntry = z
  .object({
    id: Id,
    tenant_id: Id.nullable().describe("null for what belongs to the platform."),
    actor_type: z.string(),
    actor_id: z.string(),
    on_behalf_of: z.string().nullable(),
    action: z.string().describe("`feature.verb`, for example config.set."),
    resource_type: z.string().describe("The first word of the action."),
    resource_id: z.string(),
    request_id: z.string().nullable(),
    source_ip: z.string().nullable(),
    before: JsonObject.nullable().describe("null for what did not exist. Sensitive fields are redacted."),
    after: JsonObject.nullable().describe("null for what is gone. Sensitive fields are redacted."),
    created_at: Timestamp,
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** An event of the application's own. */
export const RecordAuditEvent = z
  .strictObject({
    tenant_id: Id.nullable().optional().describe("Absent or null: the platform's, for a platform caller."),
    action: verb
      .refine((action) => !RESERVED.includes(action.split(".")[0] ?? ""), {
        error: "must not begin with a word of Stratum's own, such as tenants or config",
      })
      .describe("`resource.verb`, for example invoice.paid."),
    resource_id: text(255),
    before: JsonObject.nullable().optional(),
    after: JsonObject.nullable().optional(),
  })
  .meta({ id: "RecordAuditEvent" });
export type RecordAuditEventInput = z.input<typeof RecordAuditEvent>;

export const AuditParams = z.strictObject({ id: Id });
const filter = {
  tenant_id: Id.optional().describe("Only of this tenant."),
  subtree: queryBoolean.optional().describe("With tenant_id: also of everything below it. Default false."),
  actor_id: text(255).optional(),
  action: verb.optional(),
  resource_type: text(63).optional(),
  resource_id: text(255).optional(),
  from: Timestamp.optional().describe("Not before this time."),
  to: Timestamp.optional().describe("Before this time."),
};
export const QueryAuditLogs = z.strictObject({ ...pageQuery, ...filter });
export const ExportAuditLogs = z.strictObject({
  ...filter,
  format: z.enum(["ndjson", "csv"]).optional().describe("Default `ndjson`: an entry as JSON on each line."),
});
export const AuditPage = page(AuditEntry).meta({ id: "AuditPage" });

export const VerifyAuditQuery = z.strictObject({
  tenant_id: Id.optional().describe("Of any status. Absent: the platform's own chain."),
});

/** The first entry of a chain with which something is wrong. */
export const AuditFault = z
  .object({
    position: z
      .number()
      .int()
      .nullable()
      .describe("In the chain, from 1; null for an entry that is not in it."),
    entry_id: Id.nullable().describe("null if nothing tells any more which entry stood there."),
    reason: z
      .string()
      .describe(
        "`altered`: not as it was written. `removed`: it, or its link, is gone. `added`: written past the engine. `broken`: the link does not follow from the one before, or the chain does not end where it should.",
      ),
  })
  .meta({ id: "AuditFault" });
export type AuditFault = z.infer<typeof AuditFault>;

/** What came of verifying a chain. */
export const AuditVerification = z
  .object({
    tenant_id: Id.nullable().describe("null for the platform's own chain."),
    ok: z.boolean(),
    entries: z.number().int().describe("How many were written, by what is kept of them."),
    sealed: z.number().int().describe("How many of these are in the chain; the newest follow in a moment."),
    head: z
      .string()
      .nullable()
      .describe(
        "SHA-256 at the end of the chain, in hex; null for an empty one. Kept elsewhere, it proves the chain up to here.",
      ),
    fault: AuditFault.nullable().describe("The first; null when `ok`."),
  })
  .meta({ id: "AuditVerification" });
export type AuditVerification = z.infer<typeof AuditVerification>;
