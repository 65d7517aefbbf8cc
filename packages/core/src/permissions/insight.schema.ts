import * as z from "zod";
import { ConfigKey } from "../config/config.schema.ts";
import { Id, Json, JsonValue, Timestamp } from "../http/schema.ts";
import { PermissionMode, RevocationMode } from "./permissions.schema.ts";

/** A permission as far as it answers "may this tenant do it". */
export const PermissionOutcome = z
  .object({
    value: Json,
    mode: z.string().describe("Effective mode: what this tenant's children may do."),
    source_tenant_id: Id,
    source_name: z.string().nullable().describe("Its name; null if the caller may not see it."),
    locked: z.boolean().describe("true if an ancestor's LOCKED policy governs."),
    delegated: z.boolean().describe("true if the tenant may choose value and mode."),
  })
  .meta({ id: "PermissionOutcome" });
export type PermissionOutcome = z.infer<typeof PermissionOutcome>;

export const ExplainPermission = z.strictObject({ key: ConfigKey }).meta({ id: "ExplainPermission" });

const ExplainedPermissionLevel = z.object({
  tenant_id: Id,
  name: z.string().nullable().describe("null if the caller may not see the tenant."),
  depth: z.number().int(),
  policy: z
    .object({
      policy_id: Id,
      value: Json,
      mode: z.string(),
      revocation_mode: z.string(),
      version: z.number().int(),
      updated_at: Timestamp,
    })
    .nullable(),
  mode_above: z.string().nullable().describe("Effective mode that reaches this level; null if nothing does."),
  mode: z.string().nullable().describe("Effective mode that this level leaves to those below."),
  outcome: z
    .string()
    .describe("`wins`, `shadowed` (by a lock above), `overridden` (by one nearer) or `absent`."),
});

/** Why a permission resolves to what it does. */
export const ExplainedPermission = z
  .object({
    tenant_id: Id,
    key: z.string(),
    reason: z
      .string()
      .describe("`lock`, `inherited` (a policy above leaves only the value), `nearest` or `none`."),
    effective: PermissionOutcome.nullable(),
    may_set_value: z.boolean().describe("May the tenant hold a policy of its own?"),
    may_set_mode: z.boolean().describe("May it choose that policy's mode?"),
    ruled_by: z
      .object({ tenant_id: Id, name: z.string().nullable() })
      .nullable()
      .describe("The highest tenant whose policy is not DELEGATED."),
    levels: z
      .array(ExplainedPermissionLevel)
      .describe("Root first. Above the caller's view only the levels that win or rule are told."),
  })
  .meta({ id: "ExplainedPermission" });
export type ExplainedPermission = z.infer<typeof ExplainedPermission>;

const at = {
  tenant_id: Id.optional().describe("In the chain or the subtree of the tenant. Default: the tenant itself."),
  key: ConfigKey,
};
const fields = {
  value: JsonValue.optional(),
  mode: PermissionMode.optional(),
  revocation_mode: RevocationMode.optional(),
};
const change = z.discriminatedUnion(
  "action",
  [
    z.strictObject({ action: z.literal("create"), ...at, ...fields }),
    z.strictObject({ action: z.literal("update"), ...at, ...fields }),
    z.strictObject({ action: z.literal("delete"), ...at }),
  ],
  { error: ({ code }) => (code === "invalid_union" ? "must be one of create, update, delete" : undefined) },
);
/** A write to weigh: the tenant's policy is named by its key, since a draft has no id. */
export type PermissionChange = z.input<typeof change>;

export const SimulatePermissions = z
  .strictObject({ changes: z.array(change).min(1).max(50) })
  .meta({ id: "SimulatePermissions" });

/** What a draft of policies would do. */
export const PermissionSimulation = z
  .object({
    changes: z
      .array(
        z.object({
          tenant_id: Id,
          key: z.string(),
          action: z.string(),
          refused: z
            .object({ code: z.string(), message: z.string() })
            .nullable()
            .describe("Why the write would be refused; null if it would be made."),
        }),
      )
      .describe("In the order given, each judged on top of those before it that were not refused."),
    permissions: z
      .array(
        z.object({
          key: z.string(),
          before: PermissionOutcome.nullable().describe(
            "Of the tenant itself; null: it has no such permission.",
          ),
          after: PermissionOutcome.nullable(),
          changed: z.number().int().describe("Tenants whose effective value or mode would change."),
          examples: z
            .array(
              z.object({
                tenant_id: Id,
                name: z.string(),
                before: PermissionOutcome.nullable(),
                after: PermissionOutcome.nullable(),
                tenants: z.number().int().describe("This one and those below that take after it."),
              }),
            )
            .describe("Up to 20 places where the change shows, top first."),
        }),
      )
      .describe("Each key of the draft, in its order."),
  })
  .meta({ id: "PermissionSimulation" });
export type PermissionSimulation = z.infer<typeof PermissionSimulation>;
