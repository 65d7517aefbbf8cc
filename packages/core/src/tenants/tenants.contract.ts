import * as z from "zod";
import { defineContracts } from "../http/contract.ts";
import { BatchCreatedTenants, BatchCreateTenants } from "./batch.schema.ts";
import { ResolvedTenant } from "./context.schema.ts";
import { MovePreview } from "./preview.schema.ts";
import { PurgeCertificate } from "./purge.schema.ts";
import { tenantsRoutes } from "./tenants.routes.ts";
import * as s from "./tenants.schema.ts";

const seen = ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"] as const;

export const tenantsContracts = defineContracts(tenantsRoutes, {
  listTenants: {
    summary: "List the visible tenants, oldest first",
    query: s.ListTenantsQuery,
    response: s.TenantPage,
    errors: [],
  },
  createTenant: {
    summary: "Create a tenant",
    description: "Below `parent_id`, or as a root without it. Takes the last place among its siblings.",
    body: s.CreateTenant,
    response: s.Tenant,
    errors: [...seen, "TENANT_ALREADY_EXISTS", "TENANT_DEPTH_EXCEEDED"],
  },
  batchCreateTenants: {
    summary: "Create up to 1,000 tenants, all or none",
    description:
      "Parents may be created earlier in the batch: give them a `ref` and name it as `parent_ref`. An error names the place in the batch as `details.index`.",
    body: BatchCreateTenants,
    response: BatchCreatedTenants,
    errors: [...seen, "TENANT_ALREADY_EXISTS", "TENANT_DEPTH_EXCEEDED"],
  },
  listRoots: {
    summary: "List where the caller's view begins",
    description: "The roots of all trees for a platform caller; the top of its subtree for any other.",
    query: s.ListTenantsQuery,
    response: s.TenantNodePage,
    errors: [],
  },
  searchTenants: {
    summary: "Find tenants by name, slug or id",
    description:
      "Each hit comes with the chain of its visible ancestors, so that a tree can show it in place.",
    query: s.SearchTenantsQuery,
    response: s.TenantHitPage,
    errors: ["TENANT_NOT_FOUND"],
  },
  getTenant: {
    summary: "Get a tenant",
    params: s.TenantParams,
    query: s.GetTenantQuery,
    response: s.Tenant,
    errors: [...seen],
  },
  updateTenant: {
    summary: "Rename a tenant or replace its metadata",
    description: "A new slug rewrites the slug paths of the whole subtree in the same transaction.",
    params: s.TenantParams,
    body: s.UpdateTenant,
    response: s.Tenant,
    errors: [...seen, "TENANT_ALREADY_EXISTS", "VERSION_CONFLICT"],
  },
  moveTenant: {
    summary: "Move a tenant with its subtree",
    params: s.TenantParams,
    body: s.MoveTenant,
    response: s.Tenant,
    errors: [...seen, "TENANT_ALREADY_EXISTS", "TENANT_CYCLE_DETECTED", "TENANT_DEPTH_EXCEEDED"],
  },
  previewMove: {
    summary: "Tell what a move would do",
    description:
      "Changes nothing. What would refuse the move is told in `refusals`; an unknown parent and a tenant that is not active are errors.",
    params: s.TenantParams,
    body: s.MoveTenant,
    response: MovePreview,
    errors: [...seen],
  },
  reorderTenant: {
    summary: "Give a tenant another place among its siblings",
    description:
      "Counts archived siblings. The others close up, so that places stay distinct and consecutive.",
    params: s.TenantParams,
    body: s.ReorderTenant,
    response: s.Tenant,
    errors: [...seen],
  },
  suspendTenant: {
    summary: "Suspend a tenant",
    params: s.TenantParams,
    body: s.Cascade,
    response: s.Tenant,
    errors: ["TENANT_NOT_FOUND", "TENANT_INVALID_STATE", "TENANT_HAS_CHILDREN"],
  },
  resumeTenant: {
    summary: "Make a suspended or archived tenant active again",
    params: s.TenantParams,
    body: s.Cascade,
    response: s.Tenant,
    errors: ["TENANT_NOT_FOUND", "TENANT_INVALID_STATE", "TENANT_ALREADY_EXISTS"],
  },
  archiveTenant: {
    summary: "Archive a tenant",
    params: s.TenantParams,
    body: s.Cascade,
    response: s.Tenant,
    errors: ["TENANT_NOT_FOUND", "TENANT_INVALID_STATE", "TENANT_HAS_CHILDREN"],
  },
  getTenantContext: {
    summary: "Get a tenant with its effective config, its permissions and its ancestors",
    description:
      "All from one snapshot. For servers: an API key that holds secrets:read gets sensitive values in clear, everybody else gets them masked.",
    params: s.TenantParams,
    response: ResolvedTenant,
    errors: [...seen, "KEY_UNAVAILABLE"],
  },
  deleteTenant: {
    summary: "Archive a tenant",
    description: "The same as `archiveTenant`: nothing is lost. To remove a tenant for good, purge it.",
    params: s.TenantParams,
    query: s.DeleteTenantQuery,
    response: s.Tenant,
    errors: ["TENANT_NOT_FOUND", "TENANT_INVALID_STATE", "TENANT_HAS_CHILDREN"],
  },
  purgeTenant: {
    summary: "Remove a tenant and everything the engine holds of it, for good",
    description: "Of any status. What is below, archived or not, refuses it unless `cascade` is given.",
    params: s.TenantParams,
    body: s.Cascade,
    response: PurgeCertificate,
    errors: ["TENANT_NOT_FOUND", "TENANT_HAS_CHILDREN"],
  },
  getAncestors: {
    summary: "Get the visible ancestors of a tenant, root first",
    params: s.TenantParams,
    response: z.array(s.Tenant),
    errors: [...seen],
  },
  listChildren: {
    summary: "List the children of a tenant with their sizes, in sibling order",
    description: "Also of a suspended one, so that a tree can show what to resume.",
    params: s.TenantParams,
    query: s.ListTenantsQuery,
    response: s.TenantNodePage,
    errors: ["TENANT_NOT_FOUND", "TENANT_ARCHIVED"],
  },
  listDescendants: {
    summary: "List everything below a tenant, parents before children",
    params: s.TenantParams,
    query: s.ListTenantsQuery,
    response: s.TenantPage,
    errors: [...seen],
  },
});
