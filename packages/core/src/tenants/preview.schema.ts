import * as z from "zod";
import { Id, Json } from "../http/schema.ts";

const change = { tenant_id: Id, name: z.string(), key: z.string() };
const configValue = z.object({
  value: Json.describe("null while it is masked."),
  masked: z.boolean().describe("true if the value is sensitive and not shown."),
});
const permissionValue = z.object({ value: Json, mode: z.string() });
const side = <T extends z.ZodType>(value: T) => value.nullable().describe("null if nothing resolves.");
const counted = <T extends z.ZodType>(example: T, what: string) =>
  z.object({
    count: z.number().int().describe(what),
    examples: z.array(example).describe("The first 20: by depth, tenant and key."),
  });

/** What a move would do. */
export const MovePreview = z
  .object({
    tenant_id: Id,
    parent_id: Id.nullable().describe("Where it would go; null makes it a root."),
    allowed: z.boolean().describe("Would the move be made?"),
    refusals: z
      .array(z.object({ code: z.string(), message: z.string() }))
      .describe("Why not: each error that the move would meet. Empty if it is allowed."),
    tenants: z.number().int().describe("Tenants that would come along, itself included, without archived."),
    config: counted(
      z.object({ ...change, before: side(configValue), after: side(configValue) }),
      "Effective config values that would change, one per tenant and key.",
    ),
    permissions: counted(
      z.object({ ...change, before: side(permissionValue), after: side(permissionValue) }),
      "Effective permissions whose value or mode would change, one per tenant and key.",
    ),
    locks: z.object({
      count: z.number().int().describe("Locks above the new place that do not apply today."),
      examples: z
        .array(
          z.object({
            feature: z.string().describe("`config` or `permissions`."),
            key: z.string(),
            source_tenant_id: Id.describe("The tenant that locks."),
            source_name: z.string().nullable().describe("Its name; null if the caller may not see it."),
            shadowed: z.number().int().describe("Tenants that come along whose own setting it would hide."),
          }),
        )
        .describe("The first 20, by feature and key."),
    }),
  })
  .meta({ id: "MovePreview" });
export type MovePreview = z.infer<typeof MovePreview>;
