import * as z from "zod";
import { Id, Timestamp } from "../http/schema.ts";

/** What a purge removed. Holds ids, counts and a time; no name and no value. */
export const PurgeCertificate = z
  .object({
    id: Id.describe("Of the audit entry that keeps the certificate."),
    tenant_id: Id.describe("The tenant that is gone."),
    parent_id: Id.nullable().describe("Below whom it stood; the audit entry is filed there."),
    tenants: z.number().int().describe("Tenants removed, itself included."),
    rows: z
      .record(z.string(), z.number().int())
      .describe("Rows removed, by table; tables without any are left out."),
    purged_at: Timestamp,
  })
  .meta({ id: "PurgeCertificate" });
export type PurgeCertificate = z.infer<typeof PurgeCertificate>;
