import * as z from "zod";
import { ConfigKey } from "../config/config.schema.ts";
import { Id, Json, JsonValue, Timestamp } from "../http/schema.ts";

/** What a policy allows those below: nothing, another value, or everything. */
export const PermissionMode = z.enum(["LOCKED", "INHERITED", "DELEGATED"]);
export type PermissionMode = z.infer<typeof PermissionMode>;
/** What deleting a policy takes along: what stands below, nothing else, or it cannot be deleted at all. */
export const RevocationMode = z.enum(["CASCADE", "SOFT", "PERMANENT"]);
export type RevocationMode = z.infer<typeof RevocationMode>;

/** A policy that a tenant sets itself. */
export const Permission = z
  .object({
    id: Id,
    tenant_id: Id,
    key: z.string(),
    value: Json,
    mode: z.string(),
    revocation_mode: z.string(),
    version: z.number().int(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: "Permission" });
export type Permission = z.infer<typeof Permission>;

/** The effective permission of one key for one tenant. */
export const ResolvedPermission = z
  .object({
    policy_id: Id.describe("The policy whose value is effective."),
    value: Json,
    mode: z.string().describe("Effective mode: what this tenant's children may do."),
    revocation_mode: z.string().describe("Of the policy whose value is effective."),
    source_tenant_id: Id,
    source_name: z.string().nullable().describe("Its name; null if the caller may not see it."),
    inherited: z.boolean(),
    locked: z
      .boolean()
      .describe("true if an ancestor's LOCKED policy governs, so that this tenant may set nothing."),
    delegated: z.boolean().describe("true if this tenant may choose value and mode."),
    own_policy_id: Id.nullable().describe("The tenant's own policy for the key; null without one."),
    own_version: z.number().int().nullable(),
    shadowed: z
      .object({ policy_id: Id, value: Json, mode: z.string(), revocation_mode: z.string() })
      .nullable()
      .describe("The tenant's own policy, when an ancestor's lock hides it."),
  })
  .meta({ id: "ResolvedPermission" });
export type ResolvedPermission = z.infer<typeof ResolvedPermission>;

/** Effective permissions by key. */
export const ResolvedPermissions = z
  .record(z.string(), ResolvedPermission)
  .meta({ id: "ResolvedPermissions" });
export type ResolvedPermissions = z.infer<typeof ResolvedPermissions>;

export const CreatePermission = z
  .strictObject({
    key: ConfigKey,
    value: JsonValue.optional().describe("Default true."),
    mode: PermissionMode.optional().describe("Default INHERITED."),
    revocation_mode: RevocationMode.optional().describe("Default CASCADE."),
  })
  .meta({ id: "CreatePermission" });
export type CreatePermissionInput = z.input<typeof CreatePermission>;

export const UpdatePermission = z
  .strictObject({
    value: JsonValue.optional(),
    mode: PermissionMode.optional(),
    revocation_mode: RevocationMode.optional(),
    expected_version: z.number().int().optional(),
  })
  .meta({ id: "UpdatePermission" });
export type UpdatePermissionInput = z.input<typeof UpdatePermission>;

const affected = z.object({ policy_id: Id, tenant_id: Id, tenant_name: z.string() });
/** What a revocation took, or would take, and what stays. */
export const Revocation = z
  .object({
    deleted: z.array(affected).describe("Policies that go: the one named and, with CASCADE, those below."),
    kept: z.array(affected).describe("Policies for the key below that stay."),
  })
  .meta({ id: "Revocation" });
export type Revocation = z.infer<typeof Revocation>;

export const PermissionParams = z.strictObject({ id: Id, policyId: Id });
export const DeletePermissionQuery = z.strictObject({
  expected_version: z.coerce.number<number>().int().min(1).optional(),
});
