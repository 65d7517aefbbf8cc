import * as z from "zod";
import { Id, JsonObject, page, pageQuery, queryBoolean, Timestamp, text } from "../http/schema.ts";
import { SLUG_REGEX } from "./tenants.paths.ts";

/** How a tenant's application data is kept apart. */
export const IsolationStrategy = z.enum(["SHARED_RLS", "SCHEMA_PER_TENANT", "DB_PER_TENANT"]);
export type IsolationStrategy = z.infer<typeof IsolationStrategy>;
/** Where a tenant stands in its lifecycle. */
export const TenantStatus = z.enum(["active", "suspended", "archived"]);
export type TenantStatus = z.infer<typeof TenantStatus>;

const name = text(255).describe("Name for people, 1–255 characters.");
const slug = z
  .string()
  .regex(SLUG_REGEX, "must start with a letter a–z and hold only a–z, 0–9 and _, 1–63 characters in all")
  .describe("Unique among the siblings that are not archived.");

/** A node of a tenant tree. */
export const Tenant = z
  .object({
    id: Id,
    parent_id: Id.nullable().describe("null for a root."),
    ancestry_path: z.string().describe("`/` and the ids of the ancestors, root first, self not included."),
    ancestry_ltree: z.string().describe("Slugs from the root to self, joined by dots."),
    depth: z.number().int().describe("0 for a root, at most 19."),
    name: z.string(),
    slug: z.string(),
    metadata: JsonObject,
    isolation_strategy: z.string().describe("SHARED_RLS, SCHEMA_PER_TENANT or DB_PER_TENANT."),
    status: z.string().describe("active, suspended or archived."),
    region_id: Id.nullable(),
    sort_order: z.number().int().describe("Place among the siblings, from 0."),
    version: z.number().int().describe("Grows with every change of the tenant; for If-Match."),
    deleted_at: Timestamp.nullable().describe("When it was archived."),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: "Tenant" });
export type Tenant = z.infer<typeof Tenant>;

/** A tenant with the sizes a tree needs to draw it without loading what is below. */
export const TenantNode = Tenant.extend({
  child_count: z.number().int().describe("Children that are not archived."),
  descendant_count: z.number().int().describe("Everything below that is not archived."),
}).meta({ id: "TenantNode" });
export type TenantNode = z.infer<typeof TenantNode>;

/** The few fields that name a tenant in a chain. */
export const TenantRef = z.object({ id: Id, name: z.string(), slug: z.string() }).meta({ id: "TenantRef" });
export type TenantRef = z.infer<typeof TenantRef>;

/** A search hit with the way to it. */
export const TenantHit = TenantNode.extend({
  chain: z.array(TenantRef).describe("Visible ancestors, root first, self not included."),
}).meta({ id: "TenantHit" });
export type TenantHit = z.infer<typeof TenantHit>;

export const CreateTenant = z
  .strictObject({
    name,
    slug,
    parent_id: Id.nullable().optional().describe("Absent or null makes a root."),
    isolation_strategy: IsolationStrategy.optional().describe(
      "Default: the parent's; SHARED_RLS for a root.",
    ),
    metadata: JsonObject.optional().describe("Free-form. Default {}."),
  })
  .meta({ id: "CreateTenant" });
export type CreateTenantInput = z.input<typeof CreateTenant>;

export const UpdateTenant = z
  .strictObject({
    name: name.optional(),
    slug: slug.optional(),
    metadata: JsonObject.optional().describe("Replaces the whole object."),
    expected_version: z
      .number()
      .int()
      .optional()
      .describe("Refuse with VERSION_CONFLICT if it is no longer current."),
  })
  .meta({ id: "UpdateTenant" });
export type UpdateTenantInput = z.input<typeof UpdateTenant>;

export const MoveTenant = z
  .strictObject({ parent_id: Id.nullable().describe("New parent; null makes the tenant a root.") })
  .meta({ id: "MoveTenant" });
export const ReorderTenant = z
  .strictObject({
    position: z
      .number()
      .int()
      .min(0)
      .max(2_147_483_647)
      .describe("New place, from 0; past the end is the last."),
  })
  .meta({ id: "ReorderTenant" });
export const Cascade = z
  .strictObject({ cascade: z.boolean().optional().describe("Take the whole subtree along. Default false.") })
  .optional()
  .meta({ id: "Cascade" });

export const DeleteTenantQuery = z.strictObject({
  cascade: queryBoolean.optional().describe("Take the whole subtree along. Default false."),
});

export const TenantParams = z.strictObject({ id: Id });
export const GetTenantQuery = z.strictObject({ include_archived: queryBoolean.optional() });
export const ListTenantsQuery = z.strictObject({ ...pageQuery, include_archived: queryBoolean.optional() });
export const SearchTenantsQuery = z.strictObject({
  ...pageQuery,
  query: text(255).describe("Part of a name or slug, or a whole id."),
  under: Id.optional().describe("Only in this subtree."),
});
export const TenantPage = page(Tenant).meta({ id: "TenantPage" });
export const TenantNodePage = page(TenantNode).meta({ id: "TenantNodePage" });
export const TenantHitPage = page(TenantHit).meta({ id: "TenantHitPage" });
