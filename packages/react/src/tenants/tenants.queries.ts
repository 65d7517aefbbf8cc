import type { StratumApi, Tenant, TenantHit, TenantNode } from "@stratum-hq/core";
import {
  type DataTag,
  type QueryKey,
  queryOptions,
  type UnusedSkipTokenOptions,
} from "@tanstack/react-query";
import { FOREST, forestKey, tenantKey } from "../provider/keys.ts";
import { type PagedOptions, type PagesOf, pagedOptions } from "../provider/paged.ts";

/** Nodes on a page of a tree. */
export const TREE_PAGE_SIZE = 100;
const SEARCH_PAGE_SIZE = 20;

/** The methods of the client that the tenant queries call. */
export type TenantsClient = Pick<
  StratumApi,
  | "getTenant"
  | "getAncestors"
  | "listRoots"
  | "listChildren"
  | "listTenants"
  | "listDescendants"
  | "searchTenants"
>;
export type TenantQuery<T> = UnusedSkipTokenOptions<T, Error, T, QueryKey> & {
  queryKey: DataTag<QueryKey, T, Error>;
};
/** The pages of a listing, as the cache holds them. */
export type Pages<T> = PagesOf<T>;
export type TenantPagesQuery<T> = PagedOptions<T, QueryKey>;

export interface ListOptions {
  /** Archived tenants too. Default false. */
  includeArchived?: boolean | undefined;
}

const listing = (includeArchived: boolean | undefined): "all" | "live" => (includeArchived ? "all" : "live");
/** Key of the top level of the visible forest. */
export const rootsKey = (options: ListOptions = {}): QueryKey =>
  forestKey("tenants", "roots", listing(options.includeArchived));
/** Key of the children of a tenant. */
export const childrenKey = (tenantId: string, options: ListOptions = {}): QueryKey =>
  tenantKey(tenantId, "tenants", "children", listing(options.includeArchived));

/** Key of one tenant. */
export const detailKey = (tenantId: string): QueryKey => tenantKey(tenantId, "tenants", "detail");
/** Key of the ancestors of a tenant. */
export const ancestorsKey = (tenantId: string): QueryKey => tenantKey(tenantId, "tenants", "ancestors");

/** Query of one tenant, whatever its status. */
export const tenantOptions = (
  client: Pick<TenantsClient, "getTenant">,
  tenantId: string,
): TenantQuery<Tenant> =>
  queryOptions({
    queryKey: detailKey(tenantId),
    queryFn: ({ signal }) => client.getTenant(tenantId, { include_archived: true }, { signal }),
  });

/** Query of the visible ancestors of a tenant, root first. */
export const ancestorsOptions = (
  client: Pick<TenantsClient, "getAncestors">,
  tenantId: string,
): TenantQuery<Tenant[]> =>
  queryOptions({
    queryKey: ancestorsKey(tenantId),
    queryFn: ({ signal }) => client.getAncestors(tenantId, { signal }),
  });

/** Paged query of where the caller's view begins: all roots, or the top of its subtree. */
export const rootsOptions = (
  client: Pick<TenantsClient, "listRoots">,
  options: ListOptions = {},
): TenantPagesQuery<TenantNode> =>
  pagedOptions(rootsKey(options), (cursor, signal) =>
    client.listRoots(
      { cursor, limit: TREE_PAGE_SIZE, include_archived: options.includeArchived },
      { signal },
    ),
  );

/** Paged query of the children of a tenant, in sibling order. */
export const childrenOptions = (
  client: Pick<TenantsClient, "listChildren">,
  tenantId: string,
  options: ListOptions = {},
): TenantPagesQuery<TenantNode> =>
  pagedOptions(childrenKey(tenantId, options), (cursor, signal) =>
    client.listChildren(
      tenantId,
      { cursor, limit: TREE_PAGE_SIZE, include_archived: options.includeArchived },
      { signal },
    ),
  );

/** Paged query of all visible tenants, oldest first, or of all below one. */
export const tenantListOptions = (
  client: Pick<TenantsClient, "listTenants" | "listDescendants">,
  under?: string,
): TenantPagesQuery<Tenant> =>
  pagedOptions<Tenant, QueryKey>(tenantKey(under ?? FOREST, "tenants", "list"), (cursor, signal) =>
    under === undefined
      ? client.listTenants({ cursor, limit: TREE_PAGE_SIZE }, { signal })
      : client.listDescendants(under, { cursor, limit: TREE_PAGE_SIZE }, { signal }),
  );

/** Paged query of tenants by name, slug or id, each with the way to it. `under` keeps to a subtree. */
export const searchOptions = (
  client: Pick<TenantsClient, "searchTenants">,
  query: string,
  under?: string,
): TenantPagesQuery<TenantHit> => ({
  ...pagedOptions<TenantHit, QueryKey>(
    tenantKey(under ?? FOREST, "tenants", "search", query.trim()),
    (cursor, signal) =>
      client.searchTenants({ query: query.trim(), under, cursor, limit: SEARCH_PAGE_SIZE }, { signal }),
  ),
  enabled: query.trim() !== "",
});
