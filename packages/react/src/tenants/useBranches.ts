"use client";
import type { Page, TenantNode } from "@stratum-hq/core";
import { InfiniteQueryObserver, type QueryKey, type QueryState, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useReducer } from "react";
import { useStratumClient } from "../provider/context.ts";
import type { TreeBranch } from "../ui/tree/tree-outline.ts";
import { gradual } from "./gradual.ts";
import {
  childrenKey,
  childrenOptions,
  type ListOptions,
  type Pages,
  rootsKey,
  rootsOptions,
  type TenantPagesQuery,
} from "./tenants.queries.ts";

/** Branches of the forest by parent id, null for the top level. */
export interface Branches {
  /** What the cache has of a branch now. */
  get: (parentId: string | null) => TreeBranch<TenantNode>;
  /** Loads these branches and hears of their changes, and leaves all others. */
  watch: (parentIds: readonly (string | null)[]) => void;
  /** Loads the next page of a branch. */
  loadMore: (parentId: string | null) => void;
  /** Loads a branch again after an error. */
  retry: (parentId: string | null) => void;
}

type BranchState = QueryState<Pages<TenantNode>>;
type Observer = InfiniteQueryObserver<
  Page<TenantNode>,
  Error,
  Pages<TenantNode>,
  QueryKey,
  string | undefined
>;

/** A branch as it was last read. States of queries never change, so from the same one it need not be read again. */
interface Reading {
  /** Of the query's key. */
  hash: string;
  state: BranchState | undefined;
  branch: TreeBranch<TenantNode>;
}

/**
 * The paged children of many parents at once. A hook per parent is not possible, as their number changes; so there is
 * one query observer each, made and dropped as parents open and close. A new object with every answer.
 */
export function useBranches({ includeArchived }: ListOptions): Branches {
  const client = useStratumClient();
  const queries = useQueryClient();
  const [version, answered] = useReducer((n: number) => n + 1, 0);
  const still = useMemo(() => {
    const listing = { includeArchived };
    const query = (parentId: string | null): TenantPagesQuery<TenantNode> =>
      parentId === null ? rootsOptions(client, listing) : childrenOptions(client, parentId, listing);
    const hashOf = (parentId: string | null): string => {
      const queryKey = parentId === null ? rootsKey(listing) : childrenKey(parentId, listing);
      return queries.defaultQueryOptions({ queryKey }).queryHash;
    };
    const readings = new Map<string | null, Reading>();
    const observers = gradual((parentId: string | null): Observer => {
      const observer: Observer = new InfiniteQueryObserver(queries, query(parentId));
      // It may have changed between what was drawn and now.
      if (readings.get(parentId)?.state !== observer.getCurrentQuery().state) answered();
      observer.subscribe(answered);
      return observer;
    });
    const get = (parentId: string | null): TreeBranch<TenantNode> => {
      const before = readings.get(parentId);
      const hash = before?.hash ?? hashOf(parentId);
      const state = queries.getQueryCache().get<Pages<TenantNode>>(hash)?.state;
      if (before && before.state === state) return before.branch;
      const branch = branchOf(state, !includeArchived);
      readings.set(parentId, { hash, state, branch });
      return branch;
    };
    return {
      get,
      watch: observers.want,
      loadMore: (parentId: string | null) => void observers.of(parentId).fetchNextPage(),
      retry: (parentId: string | null) => void observers.of(parentId).refetch(),
    };
  }, [client, queries, includeArchived]);
  useEffect(() => () => still.watch([]), [still]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means new answers in the cache
  return useMemo(() => ({ ...still }), [still, version]);
}

/** The branch as the cache has it, so that what is known shows in the first frame. */
function branchOf(state: BranchState | undefined, counted: boolean): TreeBranch<TenantNode> {
  const pages = state?.data?.pages ?? [];
  const fetching = state?.fetchStatus === "fetching";
  const failed = state?.status === "error" && !fetching;
  const items = pages.length === 1 && pages[0] ? pages[0].data : pages.flatMap((page) => page.data);
  return {
    items,
    parents: counted ? parentsIn(items) : undefined,
    state: failed ? "error" : state?.data ? "ready" : "loading",
    error: state?.error ?? null,
    hasMore: pages.at(-1)?.has_more ?? false,
    loadingMore: fetching && pages.length > 0 && state?.fetchMeta?.fetchMore?.direction === "forward",
  };
}

function parentsIn(items: readonly TenantNode[]): number[] {
  const places: number[] = [];
  for (let place = 0; place < items.length; place++)
    if ((items[place] as TenantNode).child_count > 0) places.push(place);
  return places;
}
