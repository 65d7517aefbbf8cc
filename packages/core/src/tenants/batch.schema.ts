import * as z from "zod";
import { text } from "../http/schema.ts";
import { CreateTenant, Tenant } from "./tenants.schema.ts";

const ref = text(100);
/** One tenant of a batch. */
const BatchTenant = z
  .strictObject({
    ...CreateTenant.shape,
    ref: ref.optional().describe("Name by which later tenants of the batch call this one; kept nowhere."),
    parent_ref: ref
      .optional()
      .describe("`ref` of an earlier tenant of the batch that becomes the parent. In place of `parent_id`."),
  })
  .meta({ id: "BatchTenant" });
export type BatchTenantInput = z.input<typeof BatchTenant>;

/** Names what is wrong with refs: one given twice, one that no earlier tenant has, one beside a `parent_id`. */
function checkRefs(tenants: z.output<typeof BatchTenant>[], context: z.RefinementCtx): void {
  const known = new Set<string>();
  const wrong = (i: number, field: string, message: string): void =>
    context.addIssue({ code: "custom", path: [i, field], message });
  for (const [i, { ref: own, parent_ref, parent_id }] of tenants.entries()) {
    if (parent_ref !== undefined && parent_id)
      wrong(i, "parent_ref", "must not stand beside parent_id; give one of them");
    if (parent_ref !== undefined && !known.has(parent_ref))
      wrong(i, "parent_ref", "must be the ref of an earlier tenant of the batch");
    if (own !== undefined && known.has(own)) wrong(i, "ref", "must be given to one tenant of the batch only");
    if (own !== undefined) known.add(own);
  }
}

export const BatchCreateTenants = z
  .strictObject({ tenants: z.array(BatchTenant).min(1).max(1000).superRefine(checkRefs) })
  .meta({ id: "BatchCreateTenants" });

export const BatchCreatedTenants = z
  .object({
    created: z.array(Tenant).describe("In the order of the batch."),
    errors: z.array(z.string()).describe("Always empty: a batch that fails creates nothing and is an error."),
  })
  .meta({ id: "BatchCreatedTenants" });
export type BatchCreatedTenants = z.infer<typeof BatchCreatedTenants>;
