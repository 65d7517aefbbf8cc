/** What the cache may show before the server has answered, and what to ask again afterwards. */
import type { Page, Tenant, TenantNode } from "@stratum-hq/core";
import { buildAncestryPath, parseAncestryPath } from "@stratum-hq/core/client";
import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";
import { markStale } from "../provider/stale.ts";
import { detailKey, type Pages } from "./tenants.queries.ts";

/** A tenant as any list in the cache has it. */
export function findNode(queries: QueryClient, id: string): TenantNode | undefined {
  for (const [, pages] of queries.getQueriesData<Pages<TenantNode>>({ predicate: isListing }))
    for (const page of pages?.pages ?? []) {
      const found = page.data.find((row) => row.id === id);
      if (found) return found;
    }
  return undefined;
}

/** What the cache held, to put it back. */
export type Snapshot = readonly (readonly [QueryKey, unknown])[];

const isTenants = (query: Query): boolean => query.queryKey[1] === "tenants";
/** Lists whose rows are nodes with counts: roots, children and search hits. */
const isListing = (query: Query): boolean =>
  isTenants(query) && ["roots", "children", "search"].includes(String(query.queryKey[2]));

/** Stops what is being loaded about tenants, so that no late answer undoes an optimistic change. */
export async function holdTenants(queries: QueryClient): Promise<Snapshot> {
  await queries.cancelQueries({ predicate: isTenants });
  return queries.getQueriesData({ predicate: isTenants });
}

/** Puts back what `holdTenants` saw. */
export function restoreTenants(queries: QueryClient, snapshot: Snapshot): void {
  for (const [key, data] of snapshot) queries.setQueryData(key, data);
}

/**
 * Asks again what a change in the forest may have touched: what is on screen now, the rest when it is next looked at.
 * A move, a rename or a new status shows in config and permissions too, as source, value or refusal.
 */
export const invalidateForest = (queries: QueryClient): Promise<void> =>
  markStale(queries, {
    predicate: ({ queryKey }) =>
      ["tenants", "config", "permissions", "consent"].includes(String(queryKey[1])),
  });

/** Changes fields of a tenant wherever it is held: in its own query, as an ancestor, and as a row of any list. */
export function patchTenant(queries: QueryClient, id: string, patch: Partial<Tenant>): void {
  const change = <T extends { id: string }>(one: T): T => (one.id === id ? { ...one, ...patch } : one);
  queries.setQueryData<Tenant>(detailKey(id), (tenant) => tenant && { ...tenant, ...patch });
  queries.setQueriesData<Tenant[]>(
    { predicate: (query) => isTenants(query) && query.queryKey[2] === "ancestors" },
    (chain) => chain?.map(change),
  );
  mapRows(queries, change);
}

/** Takes a node with all below it from its place to the end of another's children, and keeps the counts right. */
export function moveNode(queries: QueryClient, node: TenantNode, target: TenantNode | Tenant | null): void {
  const size = node.descendant_count + 1;
  const from = new Set(parseAncestryPath(node.ancestry_path));
  const chain = target ? [...parseAncestryPath(target.ancestry_path), target.id] : [];
  const to = new Set(chain);
  const moved: TenantNode = {
    ...node,
    parent_id: target?.id ?? null,
    ancestry_path: buildAncestryPath(chain),
    depth: chain.length,
  };
  mapPages(queries, (pages, queryKey) => {
    const list = queryKey[2] === "search" ? pages : withoutNode(pages, node.id);
    const isTarget = target
      ? queryKey[0] === target.id && queryKey[2] === "children"
      : queryKey[2] === "roots";
    return isTarget ? withLast(list, moved) : list;
  });
  mapRows(queries, (one) => {
    const below = (to.has(one.id) ? size : 0) - (from.has(one.id) ? size : 0);
    const children = (one.id === target?.id ? 1 : 0) - (one.id === node.parent_id ? 1 : 0);
    if (below === 0 && children === 0) return one;
    return {
      ...one,
      child_count: one.child_count + children,
      descendant_count: one.descendant_count + below,
    };
  });
}

function mapPages(
  queries: QueryClient,
  change: (pages: Pages<TenantNode>, key: QueryKey) => Pages<TenantNode>,
): void {
  for (const [key, pages] of queries.getQueriesData<Pages<TenantNode>>({ predicate: isListing }))
    if (pages) queries.setQueryData(key, change(pages, key));
}

const mapRows = (queries: QueryClient, change: (row: TenantNode) => TenantNode): void =>
  mapPages(queries, (pages) => onPages(pages, (rows) => rows.map(change)));

const onPages = (
  pages: Pages<TenantNode>,
  change: (rows: TenantNode[]) => TenantNode[],
): Pages<TenantNode> => ({
  ...pages,
  pages: pages.pages.map((page) => ({ ...page, data: change(page.data) })),
});

const withoutNode = (pages: Pages<TenantNode>, id: string): Pages<TenantNode> =>
  pages.pages.some((page) => page.data.some((row) => row.id === id))
    ? onPages(pages, (rows) => rows.filter((row) => row.id !== id))
    : pages;

/** At the end of the last page; if more are still to come it is not there yet. */
function withLast(pages: Pages<TenantNode>, node: TenantNode): Pages<TenantNode> {
  const last: Page<TenantNode> | undefined = pages.pages.at(-1);
  if (!last || last.has_more) return pages;
  return { ...pages, pages: [...pages.pages.slice(0, -1), { ...last, data: [...last.data, node] }] };
}
