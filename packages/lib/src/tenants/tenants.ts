import type {
  ActorContext,
  BatchCreatedTenants,
  BatchTenantInput,
  CreateTenantInput,
  MovePreview,
  Page,
  PageInput,
  PurgeCertificate,
  Tenant,
  TenantHit,
  TenantNode,
  UpdateTenantInput,
} from "@stratum-hq/core";
import type { Deps } from "../caller.ts";
import { createBatch } from "./batch.ts";
import { createPreview } from "./preview.ts";
import { createPurge } from "./purge.ts";
import { createReads } from "./reads.ts";
import { type CascadeOption, createStructure } from "./structure.ts";

export interface Listing extends PageInput {
  include_archived?: boolean | undefined;
}

/** The hierarchy: create, find, move, and the lifecycle. Rules: `docs/tenants.md`. */
export interface TenantsApi {
  /** @throws TenantNotFoundError TenantAlreadyExistsError TenantDepthExceededError TenantSuspendedError TenantArchivedError */
  createTenant(input: CreateTenantInput, context?: ActorContext): Promise<Tenant>;
  /**
   * Up to 1,000 at once, all or none. A tenant with a `ref` may be the parent of later ones, by their `parent_ref`.
   * @throws the errors of `createTenant`, with the place in the batch as `details.index`
   */
  batchCreateTenants(inputs: BatchTenantInput[], context?: ActorContext): Promise<BatchCreatedTenants>;
  /** @throws TenantNotFoundError; TenantSuspendedError or TenantArchivedError unless `include_archived`. */
  getTenant(id: string, options?: boolean | { include_archived?: boolean | undefined }): Promise<Tenant>;
  /** By slugs from the root, e.g. `acmesec.northstar_msp`. @throws TenantNotFoundError */
  getTenantByPath(path: string): Promise<Tenant>;
  /** The only visible tenant with this slug. @throws TenantNotFoundError TenantSlugAmbiguousError */
  getTenantBySlug(
    slug: string,
    options?: boolean | { under?: string; include_archived?: boolean },
  ): Promise<Tenant>;
  listTenants(query?: Listing): Promise<Page<Tenant>>;
  /** Where the caller's view begins: all roots, or the top of its subtree. */
  listRoots(query?: Listing): Promise<Page<TenantNode>>;
  searchTenants(query: PageInput & { query: string; under?: string | undefined }): Promise<Page<TenantHit>>;
  /** @throws TenantNotFoundError TenantAlreadyExistsError VersionConflictError */
  updateTenant(id: string, patch: UpdateTenantInput, context?: ActorContext): Promise<Tenant>;
  /**
   * Moves a tenant with all that is below it; null makes it a root.
   * @throws TenantNotFoundError TenantCycleDetectedError TenantDepthExceededError TenantAlreadyExistsError
   */
  moveTenant(id: string, newParentId: string | null, context?: ActorContext): Promise<Tenant>;
  /**
   * What a move would do, without making it: values and locks that would change, and what would refuse it.
   * @throws TenantNotFoundError TenantSuspendedError TenantArchivedError
   */
  previewMove(id: string, newParentId: string | null): Promise<MovePreview>;
  /** To another place among its siblings, from 0; past the end is the last. @throws TenantNotFoundError */
  reorderTenant(id: string, position: number, context?: ActorContext): Promise<Tenant>;
  /** @throws TenantNotFoundError InvalidTenantStateError TenantHasChildrenError */
  suspendTenant(id: string, options?: CascadeOption, context?: ActorContext): Promise<Tenant>;
  /** Active again; with `cascade` also what is below in the same status. @throws InvalidTenantStateError TenantAlreadyExistsError */
  resumeTenant(id: string, options?: CascadeOption, context?: ActorContext): Promise<Tenant>;
  /** @throws TenantNotFoundError InvalidTenantStateError TenantHasChildrenError */
  archiveTenant(id: string, options?: CascadeOption, context?: ActorContext): Promise<Tenant>;
  /** The same as `archiveTenant`. To remove a tenant for good, see `purgeTenant`. */
  deleteTenant(id: string, options?: CascadeOption, context?: ActorContext): Promise<Tenant>;
  /**
   * Removes a tenant of any status and everything the engine holds of it, for good; with `cascade` also what is below.
   * @throws TenantNotFoundError TenantHasChildrenError
   */
  purgeTenant(id: string, options?: CascadeOption, context?: ActorContext): Promise<PurgeCertificate>;
  /** An organization is a root. */
  createOrganization(input: Omit<CreateTenantInput, "parent_id">, context?: ActorContext): Promise<Tenant>;
  /** The roots that the caller sees, with their sizes. */
  listOrganizations(query?: Listing): Promise<Page<TenantNode>>;
  /** The tenant, if it is a root. @throws TenantNotFoundError */
  getOrganization(id: string): Promise<Tenant>;
  /** The root of its tree, or where the caller's view begins. */
  getRoot(id: string): Promise<Tenant>;
  /** The visible ones, root first. */
  getAncestors(id: string): Promise<Tenant[]>;
  /** All children, in sibling order; for many use `listChildren`. */
  getChildren(id: string): Promise<TenantNode[]>;
  listChildren(id: string, query?: Listing): Promise<Page<TenantNode>>;
  /** Everything below, parents first; for many use `listDescendants`. */
  getDescendants(id: string, includeArchived?: boolean): Promise<Tenant[]>;
  listDescendants(id: string, query?: Listing): Promise<Page<Tenant>>;
}
/** The feature, of its parts. */
export function createTenants(deps: Deps): TenantsApi {
  return {
    ...createReads(deps),
    ...createStructure(deps),
    ...createBatch(deps),
    ...createPreview(deps),
    ...createPurge(deps),
  };
}
