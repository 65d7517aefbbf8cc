"use client";
import type { TenantNode } from "@stratum-hq/core";
import { parseAncestryPath } from "@stratum-hq/core/client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useStratumClient } from "../provider/context.ts";
import { type Outline, outline, type TreeSource } from "../ui/tree/tree-outline.ts";
import { isTenantNode, type TreeTenant } from "./search-graft.ts";
import { tenantOptions } from "./tenants.queries.ts";
import { type Branches, useBranches } from "./useBranches.ts";
import { type ExpansionOptions, useExpansion } from "./useExpansion.ts";
import { type TreeSearch, useTreeSearch } from "./useTreeSearch.ts";

export interface TenantTreeOptions extends ExpansionOptions {
  /** Opens the way to this tenant, and loads pages until it is there. */
  revealId?: string | null | undefined;
  /** Opens the only root at first, which costs one more request. Default false. */
  expandSingleRoot?: boolean | undefined;
  /** Shows archived tenants too. Default false. */
  includeArchived?: boolean | undefined;
  /** Shows what the server finds for this instead of the forest, hung under its ancestors. Default: nothing is sought. */
  query?: string | undefined;
}
/** The open part of the forest, and ways to change it. Without any markup. */
export interface TenantTreeState {
  outline: Outline<TreeTenant>;
  /** Opens or closes nodes. */
  expand: (ids: readonly string[], open: boolean) => void;
  /** Loads the next page of children. */
  loadMore: Branches["loadMore"];
  /** Tries again to load children. */
  retry: Branches["retry"];
  /** What is known to lie directly below a tenant. */
  childrenOf: (parentId: string | null) => readonly TenantNode[];
  /** Ids of what was found, while something is sought. */
  hits: ReadonlySet<string> | null;
  /** State of the top level, or of the search. */
  state: "loading" | "error" | "empty" | "ready";
  error: unknown;
}

/** Loads the forest as it is opened, children by pages, and keeps open what was open. */
export function useTenantTree(options: TenantTreeOptions = {}): TenantTreeState {
  const { includeArchived = false, revealId = null, expandSingleRoot = false } = options;
  const { expanded, expand } = useExpansion(options);
  const branches = useBranches({ includeArchived });
  const search = useTreeSearch(options.query ?? "");
  const whole = useMemo(
    () => outline(forest(branches, includeArchived), expanded),
    [branches, includeArchived, expanded],
  );
  const found = search.active ? outline(grafted(search, branches, includeArchived), search.expanded) : null;
  const shown = found ?? whole;
  const { watch } = branches;
  const open = found ? found.openIds.filter((id) => !search.branch(id)) : whole.openIds;
  const watched = useSame(open);
  useEffect(() => watch([null, ...watched]), [watch, watched]);

  const top = useMemo(() => branches.get(null), [branches]);
  const opened = useRef(!expandSingleRoot);
  useEffect(() => {
    const only = top.items.length === 1 && !top.hasMore ? top.items[0] : undefined;
    if (opened.current || top.state !== "ready") return;
    opened.current = true;
    if (only) expand([only.id], true);
  }, [top, expand]);
  useReveal(revealId, whole, branches, expand);

  const childrenOf = useCallback((id: string | null) => branches.get(id).items, [branches]);
  if (search.active) {
    const { state, error, hits } = search;
    return {
      outline: shown,
      expand: search.expand,
      childrenOf,
      hits,
      state,
      error,
      ...pagesOf(search, branches),
    };
  }
  const state = top.items.length > 0 ? "ready" : top.state === "ready" ? "empty" : top.state;
  const { loadMore, retry } = branches;
  return { outline: shown, expand, childrenOf, loadMore, retry, hits: null, state, error: top.error };
}

/** The same list until another id is in it, so that what depends on it rests. */
function useSame(ids: readonly string[]): readonly string[] {
  const kept = useRef(ids);
  const same = kept.current.length === ids.length && kept.current.every((id, index) => id === ids[index]);
  if (!same) kept.current = ids;
  return kept.current;
}

/** What was found comes from the search, what is opened below it from the forest. */
function pagesOf(search: TreeSearch, branches: Branches): Pick<TenantTreeState, "loadMore" | "retry"> {
  return {
    loadMore: (id) => (id === null ? search.loadMore() : branches.loadMore(id)),
    retry: (id) => (id === null ? search.retry() : branches.retry(id)),
  };
}

function grafted(search: TreeSearch, branches: Branches, includeArchived: boolean): TreeSource<TreeTenant> {
  const below = forest(branches, includeArchived);
  return {
    ...below,
    getBranch: (id) => search.branch(id) ?? (id === null ? empty : branches.get(id)),
    isExpandable: (one) => search.branch(one.id) !== undefined || below.isExpandable(one),
    countChildren: (one) => search.branch(one.id)?.items.length ?? below.countChildren(one),
  };
}
const empty = { items: [], state: "ready", error: null, hasMore: false, loadingMore: false } as const;

function forest(branches: Branches, includeArchived: boolean): TreeSource<TreeTenant> {
  return {
    getId: (node) => node.id,
    getBranch: branches.get,
    // The counts leave archived children out, so with them nobody knows before they are loaded.
    countChildren: (node) => (includeArchived || !isTenantNode(node) ? undefined : node.child_count),
    isExpandable: (node) => {
      if (!isTenantNode(node)) return true;
      if (node.child_count > 0 || !includeArchived) return node.child_count > 0;
      const { state, items } = branches.get(node.id);
      return state !== "ready" || items.length > 0;
    },
  };
}

/** Opens the way to a tenant once, and loads pages on the way until it shows. */
function useReveal(
  id: string | null,
  outline: Outline<TreeTenant>,
  branches: Branches,
  expand: TenantTreeState["expand"],
): void {
  const client = useStratumClient();
  const queries = useQueryClient();
  const [way, setWay] = useState<readonly string[]>([]);
  const visible = useRef(outline);
  visible.current = outline;
  useEffect(() => {
    if (id === null || visible.current.indexOf(id) >= 0) return;
    let stale = false;
    const find = async (): Promise<void> => {
      const tenant = await queries.ensureQueryData(tenantOptions(client, id));
      if (!stale) setWay([...parseAncestryPath(tenant.ancestry_path), id]);
    };
    // One that cannot be found is not shown; whoever asked for it hears why from its own query.
    find().catch(() => {});
    return () => {
      stale = true;
      setWay([]);
    };
  }, [id, client, queries]);
  const opened = useRef<readonly string[]>([]);
  useEffect(() => {
    if (way.length === 0) return;
    if (opened.current !== way) {
      opened.current = way;
      expand(way.slice(0, -1), true);
    }
    // The first steps may lie above what the caller sees; what counts is the last one that shows.
    const deepest = way.findLastIndex((step) => outline.indexOf(step) >= 0);
    if (deepest === way.length - 1) return setWay([]);
    const parent = way[deepest] ?? null;
    const branch = branches.get(parent);
    if (branch.state === "ready" && branch.hasMore && !branch.loadingMore) branches.loadMore(parent);
  }, [way, outline, branches, expand]);
}
