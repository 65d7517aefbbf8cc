/** Finding tenants and listing them, each by one statement. */
import {
  invalid,
  ListTenantsQuery,
  SearchTenantsQuery,
  type Tenant,
  TenantNotFoundError,
  TenantSlugAmbiguousError,
  validate,
} from "@stratum-hq/core";
import type { Caller, Deps } from "../caller.ts";
import { decodeCursor, toPage } from "../page.ts";
import { assertActive, checkId, findTenant } from "./find.ts";
import * as q from "./tenants.sql.ts";
import type { Listing, TenantsApi } from "./tenants.ts";

type ReadsApi = Pick<
  TenantsApi,
  | "getTenant"
  | "getTenantByPath"
  | "getTenantBySlug"
  | "listTenants"
  | "listRoots"
  | "listOrganizations"
  | "getOrganization"
  | "searchTenants"
  | "getRoot"
  | "getAncestors"
  | "getChildren"
  | "listChildren"
  | "getDescendants"
  | "listDescendants"
>;
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

export function createReads({ db, cache, caller: callerOf }: Deps): ReadsApi {
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
  /** The tenant and what the caller sees above it, root first. */
  async function chainOf(caller: Caller, id: string): Promise<{ tenant: Tenant; above: Tenant[] }> {
    const { top, rows } = await q.selectAncestors(db, checkId(id));
    const tenant = caller.find(top, id);
    assertActive(tenant);
    const visible = caller.visibleChain(tenant);
    return { tenant, above: rows.filter((t) => visible.has(t.id)) };
  }
  async function childrenOf(
    id: string,
    query: { after: number | null; limit: number | null; include_archived?: boolean | undefined },
  ) {
    const caller = reader();
    const { top, rows } = await q.selectChildren(db, checkId(id), query);
    const tenant = caller.find(top, id);
    // A suspended branch can still be opened in a tree, so that it can be found and resumed.
    if (tenant.status === "archived" && !query.include_archived) assertActive(tenant);
    return rows;
  }
  async function descendantsOf(id: string, query: Parameters<typeof q.selectDescendants>[2]) {
    const caller = reader();
    const found = await q.selectDescendants(db, checkId(id), query);
    const top = caller.find(found.top, id);
    if (!query.include_archived) assertActive(top);
    return { top, rows: found.rows };
  }
  const roots = async (caller: Caller, query: Listing | undefined) => {
    const { limit, cursor, include_archived } = listing(query);
    const after = decodeCursor(cursor, "int")?.[0] ?? null;
    return toPage(
      await q.selectRoots(db, { only: caller.within, after, limit, include_archived }),
      limit,
      (t) => [t.sort_order],
    );
  };

  return {
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
      const given = typeof options === "object" ? options.under : undefined;
      const under = given === undefined ? null : checkId(given, "query.under");
      const include_archived = archivedToo(options);
      const { top, rows } = await q.selectTenantsBySlug(db, slug, {
        under,
        within: caller.within,
        include_archived,
      });
      if (under) caller.find(top, under);
      if (rows.length > 1) {
        throw new TenantSlugAmbiguousError(
          `Several tenants have the slug "${slug}". Name one by its path, or give \`under\`.`,
          { candidates: rows.map((t) => ({ id: t.id, path: t.ancestry_ltree })) },
        );
      }
      const tenant = caller.find(rows[0], slug);
      if (!include_archived) assertActive(tenant);
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
    listRoots: async (query) => roots(reader(), query),
    async listOrganizations(query) {
      const page = await roots(reader(), query);
      // The view of a caller may begin below a root.
      return { ...page, data: page.data.filter((t) => t.parent_id === null) };
    },
    async getOrganization(id) {
      const tenant = await read(id);
      if (tenant.parent_id !== null)
        throw new TenantNotFoundError(`There is no tenant ${id} that is a root.`, { tenant_id: id });
      return tenant;
    },
    async searchTenants(query) {
      const caller = reader();
      const { limit = 50, cursor, under = null, ...rest } = validate(SearchTenantsQuery, query, "query");
      const { top, rows } = await q.searchNodes(db, {
        query: rest.query,
        under,
        within: caller.within,
        after: decodeCursor(cursor, "text", "uuid"),
        limit,
      });
      if (under) caller.find(top, under);
      const page = toPage(rows, limit, (t) => [t.name, t.id]);
      return {
        ...page,
        data: page.data.map((hit) => ({
          ...hit,
          chain: hit.chain.filter((a) => caller.visibleChain(hit).has(a.id)),
        })),
      };
    },
    async getRoot(id) {
      const { tenant, above } = await chainOf(reader(), id);
      return above[0] ?? tenant;
    },
    async getAncestors(id) {
      const caller = reader();
      return cache.answer(caller, id, "ancestors", async () => {
        const { tenant, above } = await chainOf(caller, id);
        return { tenant, value: above };
      });
    },
    getChildren: (id) => childrenOf(id, { after: null, limit: null }),
    async listChildren(id, query) {
      const { limit, cursor, include_archived } = listing(query);
      const after = decodeCursor(cursor, "int")?.[0] ?? null;
      return toPage(await childrenOf(id, { after, limit, include_archived }), limit, (t) => [t.sort_order]);
    },
    getDescendants: async (id, include_archived) =>
      (await descendantsOf(id, { after: null, limit: null, include_archived })).rows,
    async listDescendants(id, query) {
      const { limit, cursor, include_archived } = listing(query);
      const after = decodeCursor(cursor, "text", "uuid");
      const { top, rows } = await descendantsOf(id, { after, limit, include_archived });
      return toPage(rows, limit, (t) => q.descendantKey(top, t));
    },
  };
}
