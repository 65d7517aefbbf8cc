import * as z from "zod";
import { API_KEY_SCOPES } from "../context/context.ts";
import { Id, page, pageQuery, Timestamp, text } from "../http/schema.ts";

const scopes = z.array(z.enum(API_KEY_SCOPES)).min(1);
/** The person or service that a token speaks of, its `sub`. */
const principal = text(255);

/** A named set of scopes, for keys and principals in the subtree of its tenant. */
export const Role = z
  .object({
    id: Id,
    tenant_id: Id.nullable().describe("It can be held in this tenant's subtree; null: everywhere."),
    name: z.string(),
    description: z.string().nullable(),
    scopes: z.array(z.string()),
    keys: z.number().int().describe("How many API keys hold it."),
    principals: z.number().int().describe("How many principals hold it."),
    version: z.number().int(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: "Role" });
export type Role = z.infer<typeof Role>;

export const CreateRole = z
  .strictObject({
    tenant_id: Id.nullable()
      .optional()
      .describe("null or absent: the caller's own; the platform for a platform caller."),
    name: text(100).describe("Unique in its tenant."),
    description: text(1000).optional(),
    scopes: scopes.describe("Never more than the caller holds."),
  })
  .meta({ id: "CreateRole" });
export type CreateRoleInput = z.input<typeof CreateRole>;

export const UpdateRole = z
  .strictObject({
    name: text(100).optional(),
    description: text(1000).nullable().optional(),
    scopes: scopes
      .optional()
      .describe("All of them anew, for everyone who holds the role. What is added the caller must hold."),
    expected_version: z.number().int().optional(),
  })
  .meta({ id: "UpdateRole" });
export type UpdateRoleInput = z.input<typeof UpdateRole>;

const heldRole = z.object({
  id: Id,
  name: z.string().nullable().describe("null if the role lies outside the caller's view."),
  scopes: z.array(z.string()),
});
/** What a key may do, and by what. */
export const KeyScopes = z
  .object({
    key_id: Id,
    own: z.array(z.string()).describe("Scopes of the key itself."),
    roles: z.array(heldRole),
    scopes: z.array(z.string()).describe("All of them together."),
  })
  .meta({ id: "KeyScopes" });
export type KeyScopes = z.infer<typeof KeyScopes>;

/** What a principal may do in its tenant by roles. */
export const PrincipalScopes = z
  .object({
    tenant_id: Id,
    principal_id: z.string(),
    roles: z.array(heldRole),
    scopes: z.array(z.string()).describe("All of them together."),
  })
  .meta({ id: "PrincipalScopes" });
export type PrincipalScopes = z.infer<typeof PrincipalScopes>;

/** An API key, or a principal in its tenant, that holds a role. */
export const RoleHolder = z
  .object({
    kind: z.enum(["key", "principal"]),
    key_id: Id.nullable(),
    key_name: z.string().nullable(),
    principal_id: z.string().nullable(),
    tenant_id: Id.nullable().describe(
      "Of the key, or where the principal holds it; null: a key of the platform.",
    ),
    tenant_name: z.string().nullable(),
    counts: z
      .boolean()
      .describe(
        "Does the role count for it now? Not for a key that was revoked or has expired, nor outside the role's subtree, out of which a tenant may have been moved.",
      ),
  })
  .meta({ id: "RoleHolder" });
export type RoleHolder = z.infer<typeof RoleHolder>;

export const RoleParams = z.strictObject({ id: Id });
export const ListRolesQuery = z.strictObject({
  ...pageQuery,
  tenant_id: Id.optional().describe(
    "Roles that can be held at this tenant: its own, those of the tenants above it, and the platform's, as far as the caller sees them. Absent: all of the caller's subtree.",
  ),
});
/** Which roles to list. */
export type ListRolesInput = z.input<typeof ListRolesQuery>;
export const RolePage = page(Role).meta({ id: "RolePage" });
export const ListRoleHoldersQuery = z.strictObject({ ...pageQuery });
export const RoleHolderPage = page(RoleHolder).meta({ id: "RoleHolderPage" });
export const KeyParams = z.strictObject({ keyId: Id });
export const AssignRoleToKey = z.strictObject({ role_id: Id }).meta({ id: "AssignRoleToKey" });
export const RemoveRoleFromKeyQuery = z.strictObject({ role_id: Id });
export const PrincipalParams = z.strictObject({ tenantId: Id });
export const AssignRole = z.strictObject({ role_id: Id, principal_id: principal }).meta({ id: "AssignRole" });
export const RemoveRoleQuery = z.strictObject({ role_id: Id, principal_id: principal });
export const PrincipalScopesQuery = z.strictObject({ principal_id: principal });
