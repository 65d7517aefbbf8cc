import * as z from "zod";
import { Id, page, pageQuery, Timestamp, text } from "../http/schema.ts";

/** Largest quantity of one record, in both directions. */
const MOST = 1_000_000_000_000;
const DECIMALS = 6;

/** What is counted, e.g. `api_calls` or `storage.gb_hours`. */
const Metric = z
  .string()
  .max(127)
  .regex(
    /^[a-z][a-z0-9_.-]*$/,
    "must start with a letter a–z and hold only a–z, 0–9, _ . -, for example api_calls",
  );

/** One measurement, as it stands in the ledger. */
export const UsageRecord = z
  .object({
    id: Id,
    tenant_id: Id,
    metric: z.string(),
    quantity: z.number(),
    occurred_at: Timestamp,
    idempotency_key: z.string().nullable(),
    created_at: Timestamp,
  })
  .meta({ id: "UsageRecord" });
export type UsageRecord = z.infer<typeof UsageRecord>;

export const RecordUsage = z
  .strictObject({
    metric: Metric,
    quantity: z
      .number()
      .min(-MOST)
      .max(MOST)
      .refine((n) => Number(n.toFixed(DECIMALS)) === n, `must have at most ${DECIMALS} decimals`)
      .describe("How much was used, with at most 6 decimals. A negative one corrects."),
    occurred_at: Timestamp.optional().describe(
      "At most 5 minutes ahead of the database clock. Default: now.",
    ),
    idempotency_key: text(255)
      .optional()
      .describe("Of this measurement. Sent again with the same one it is counted once."),
  })
  .meta({ id: "RecordUsage" });
export type RecordUsageInput = z.input<typeof RecordUsage>;

/** What one total stands for: all of the subtree, one child's subtree, or one day. */
export const UsageGrouping = z.enum(["metric", "child", "day"]);

export const AggregateUsageQuery = z.strictObject({
  ...pageQuery,
  tenant_id: Id.describe("Its whole subtree is counted."),
  metric: Metric.optional(),
  from: Timestamp.optional().describe("Not before this time."),
  to: Timestamp.optional().describe("Before this time."),
  by: UsageGrouping.optional().describe(
    "Default `metric`: one total for each. `child`: one for each child's subtree and for the tenant itself. `day`: one for each day in UTC.",
  ),
});

/** How much of a metric was used. */
export const UsageTotal = z
  .object({
    metric: z.string(),
    quantity: z.number(),
    records: z.number().int().describe("How many records it sums."),
    tenant_id: Id.describe("Whose it is: with `by=child` the child, or the tenant itself for its own."),
    tenant_name: z.string(),
    day: z.string().nullable().describe("`YYYY-MM-DD` with `by=day`, else null."),
  })
  .meta({ id: "UsageTotal" });
export type UsageTotal = z.infer<typeof UsageTotal>;
export const UsageTotalPage = page(UsageTotal).meta({ id: "UsageTotalPage" });
