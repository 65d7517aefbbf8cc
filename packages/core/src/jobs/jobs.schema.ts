import * as z from "zod";
import { Id, JsonObject, page, pageQuery, Timestamp } from "../http/schema.ts";

/**
 * What a job can do. `tenants.purge`: what `purgeTenant` does; the result is its certificate. `audit.verify`: verifies the
 * audit chain of the tenant and of each below it; the result is an `AuditSweep`.
 */
export const JobKind = z.enum(["tenants.purge", "audit.verify"]);
export type JobKind = z.infer<typeof JobKind>;
/** `queued`: waits for a worker, also after one that ended in the middle. The last two are for good. */
export const JobStatus = z.enum(["queued", "running", "succeeded", "failed"]);
export type JobStatus = z.infer<typeof JobStatus>;

export const StartJob = z
  .strictObject({
    kind: JobKind,
    tenant_id: Id.describe("What it is about."),
    cascade: z
      .boolean()
      .optional()
      .describe("For `tenants.purge`: with all that is below, which refuses it otherwise. Default false."),
  })
  .superRefine(({ kind, cascade }, context) => {
    if (cascade === undefined || kind === "tenants.purge") return;
    const message = `is for tenants.purge only; ${kind} always goes through the whole subtree`;
    context.addIssue({ code: "custom", path: ["cascade"], message });
  })
  .meta({ id: "StartJob" });
export type StartJobInput = z.input<typeof StartJob>;

/** Something that takes long, done in the background in the name of whoever started it. */
export const Job = z
  .object({
    id: Id,
    kind: z.string(),
    tenant_id: Id.describe("What it is about. It may be gone by now."),
    status: z.string().describe("`queued`, `running`, `succeeded` or `failed`."),
    progress: z.object({
      done: z.number().int(),
      total: z.number().int().nullable().describe("null as long as it is not known."),
    }),
    result: JsonObject.nullable().describe("What came of it, by kind; null until it has succeeded."),
    error: z
      .object({ code: z.string(), status: z.number().int(), message: z.string(), details: JsonObject })
      .nullable()
      .describe("Why it failed; null unless it has."),
    started_by: z.string().describe("Id of the person, key or program."),
    created_at: Timestamp,
    started_at: Timestamp.nullable(),
    finished_at: Timestamp.nullable(),
  })
  .meta({ id: "Job" });
export type Job = z.infer<typeof Job>;

/** What came of verifying the chains of a subtree; the result of `audit.verify`. */
export interface AuditSweep {
  ok: boolean;
  /** Chains that were verified. */
  tenants: number;
  /** Entries in them. */
  entries: number;
  /** The first 100 chains with which something is wrong. */
  faults: { tenant_id: string; position: number | null; entry_id: string | null; reason: string }[];
}

export const JobParams = z.strictObject({ id: Id });
export const ListJobsQuery = z.strictObject({
  ...pageQuery,
  tenant_id: Id.optional().describe("Only those about this tenant."),
  status: JobStatus.optional(),
});
export const JobPage = page(Job).meta({ id: "JobPage" });
