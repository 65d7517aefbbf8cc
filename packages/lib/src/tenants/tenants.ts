import {
  type ActorContext,
  type BatchCreatedTenants,
  type BatchTenantInput,
  type CreateTenantInput,
  invalid,
  ListTenantsQuery,
  type MovePreview,
  type Page,
  type PageInput,
  type PurgeCertificate,
  SearchTenantsQuery,
  type Tenant,
  type TenantHit,
  type TenantNode,
  TenantSlugAmbiguousError,
  type UpdateTenantInput,
  validate,
} from "@stratum-hq/core";
import type { Caller, Deps } from "../caller.ts";
import { decodeCursor, toPage } from "../page.ts";
import { createBatch } from "./batch.ts";
import { assertActive, findTenant } from "./find.ts";
import { createPreview } from "./preview.ts";
import { createPurge } from "./purge.ts";
import { type CascadeOption, createStructure } from "./structure.ts";
import * as q from "./tenants.sql.ts";

interface Listing extends PageInput {
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
  /** The visible ones, root first. */
  getAncestors(id: string): Promise<Tenant[]>;
  /** All children, in sibling order; for many use `listChildren`. */
  getChildren(id: string): Promise<TenantNode[]>;
  listChildren(id: string, query?: Listing): Promise<Page<TenantNode>>;
  /** Everything below, parents first; for many use `listDescendants`. */
  getDescendants(id: string, includeArchived?: boolean): Promise<Tenant[]>;
  listDescendants(id: string, query?: Listing): Promise<Page<Tenant>>;
}
const archivedToo = (options: boolean | { include_archived?: boolean | undefined } | undefined): boolean =>
  typeof options === "object" ? (options.include_archived ?? false) : (options ?? false);
/** Inputs of methods that HTTP carries as text. */
const listing = (query: Listing | undefined): Listing & { limit: number } => {
  const { include_archived, ...page } = query ?? {};
  return {
    ...validate(ListTenantsQuery.omit({ include_archived: true }), page, "query"),
    include_archived,
    limit: page.limit ?? 50,
  };
};
export function createTenants({ db, cache, caller: callerOf }: Deps): TenantsApi {
  const reader = (): Caller => {
    const caller = callerOf();
    caller.need("read");
    return caller;
  };
  const read = async (id: string, include_archived = false): Promise<Tenant> => {
    const tenant = await findTenant(db, reader(), id);
    if (!include_archived) assertActive(tenant);
    return tenant;
  };
  const all = async <T>(list: (cursor?: string) => Promise<Page<T>>): Promise<T[]> => {
    const rows: T[] = [];
    for (let next: string | null | undefined; next !== null; ) {
      const page = await list(next);
      rows.push(...page.data);
      next = page.next_cursor;
    }
    return rows;
  };

  const api: TenantsApi = {
    ...createStructure({ db, cache, caller: callerOf }),
    ...createPreview({ db, cache, caller: callerOf }),
    ...createBatch({ db, cache, caller: callerOf }),
    ...createPurge({ db, cache, caller: callerOf }),
    getTenant: (id, options) => read(id, archivedToo(options)),
    async getTenantByPath(path) {
      const caller = reader();
      if (!/^[a-z][a-z0-9_]{0,62}(\.[a-z][a-z0-9_]{0,62}){0,19}$/.test(path)) {
        throw invalid([
          { path: "params.path", message: "must be slugs joined by dots, for example acmesec.northstar_msp" },
        ]);
      }
      const tenant = caller.find((await q.selectTenantByPath(db, path))[0], path);
      assertActive(tenant);
      return tenant;
    },
    async getTenantBySlug(slug, options) {
      const caller = reader();
      const under = typeof options === "object" ? options.under : undefined;
      if (under) await findTenant(db, caller, under);
      const found = await q.selectTenantsBySlug(db, slug, under ?? caller.within, archivedToo(options));
      if (found.length > 1) {
        throw new TenantSlugAmbiguousError(
          `Several tenants have the slug "${slug}". Name one by its path, or give \`under\`.`,
          {
            candidates: found.map((t) => ({ id: t.id, path: t.ancestry_ltree })),
          },
        );
      }
      const tenant = caller.find(found[0], slug);
      if (!archivedToo(options)) assertActive(tenant);
      return tenant;
    },
    async listTenants(query) {
      const caller = reader();
      const { limit, cursor, include_archived } = listing(query);
      const after = decodeCursor(cursor, "uuid")?.[0] ?? null;
      return toPage(
        await q.selectTenants(db, { after, limit, within: caller.within, include_archived }),
        limit,
        (t) => [t.id],
      );
    },
    async listRoots(query) {
      const caller = reader();
      const { limit, cursor, include_archived } = listing(query);
      const after = decodeCursor(cursor, "int")?.[0] ?? null;
      const rows = await q.selectNodes(db, {
        parent_id: null,
        only: caller.within,
        after,
        limit,
        include_archived,
      });
      return toPage(rows, limit, (t) => [t.sort_order]);
    },
    async searchTenants(query) {
      const caller = reader();
      const { limit = 50, cursor, under, ...rest } = validate(SearchTenantsQuery, query, "query");
      if (under) await findTenant(db, caller, under);
      const rows = await q.searchNodes(db, {
        query: rest.query,
        within: under ?? caller.within,
        after: decodeCursor(cursor, "text", "uuid"),
        limit,
      });
      const page = toPage(rows, limit, (t) => [t.name, t.id]);
      return {
        ...page,
        data: page.data.map((hit) => ({
          ...hit,
          chain: hit.chain.filter((a) => caller.visibleChain(hit).has(a.id)),
        })),
      };
    },
    async getAncestors(id) {
      const caller = reader();
      return cache.answer(caller, id, "ancestors", async () => {
        const tenant = await read(id);
        const visible = caller.visibleChain(tenant);
        return { tenant, value: (await q.selectAncestors(db, tenant)).filter((t) => visible.has(t.id)) };
      });
    },
    getChildren: (id) => all((cursor) => api.listChildren(id, { cursor, limit: 200 })),
    async listChildren(id, query) {
      const { limit, cursor, include_archived } = listing(query);
      const after = decodeCursor(cursor, "int")?.[0] ?? null;
      const tenant = await findTenant(db, reader(), id);
      // A suspended branch can still be opened in a tree, so that it can be found and resumed.
      if (tenant.status === "archived" && !include_archived) assertActive(tenant);
      return toPage(
        await q.selectNodes(db, { parent_id: id, after, limit, include_archived }),
        limit,
        (t) => [t.sort_order],
      );
    },
    getDescendants: (id, includeArchived) =>
      all((cursor) => api.listDescendants(id, { cursor, limit: 200, include_archived: includeArchived })),
    async listDescendants(id, query) {
      const { limit, cursor, include_archived } = listing(query);
      const after = decodeCursor(cursor, "text", "uuid");
      const top = await read(id, include_archived);
      return toPage(await q.selectDescendants(db, top, { after, limit, include_archived }), limit, (t) =>
        q.descendantKey(top, t),
      );
    },
  };
  return api;
}
