"use client";
import type { Page, TenantNode } from "@stratum-hq/core";
import {
  InfiniteQueryObserver,
  type QueryClient,
  type QueryKey,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect, useMemo, useReducer } from "react";
import { useStratumClient } from "../provider/context.ts";
import type { TreeBranch } from "../ui/tree/tree-outline.ts";
import {
  childrenOptions,
  type ListOptions,
  type Pages,
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

type Observer = InfiniteQueryObserver<
  Page<TenantNode>,
  Error,
  Pages<TenantNode>,
  QueryKey,
  string | undefined
>;

/**
 * The paged children of many parents at once. A hook per parent is not possible, as their number changes; so there is
 * one query observer each, made and dropped as parents open and close. A new object with every answer.
 */
export function useBranches({ includeArchived }: ListOptions): Branches {
  const client = useStratumClient();
  const queries = useQueryClient();
  const [version, answered] = useReducer((n: number) => n + 1, 0);
  const still = useMemo(() => {
    const observers = new Map<string | null, Observer>();
    const query = (parentId: string | null): TenantPagesQuery<TenantNode> =>
      parentId === null
        ? rootsOptions(client, { includeArchived })
        : childrenOptions(client, parentId, { includeArchived });
    const watch = (parentIds: readonly (string | null)[]): void => {
      const wanted = new Set(parentIds);
      for (const [id, observer] of observers) {
        if (wanted.has(id)) continue;
        observer.destroy();
        observers.delete(id);
      }
      for (const id of wanted) {
        if (observers.has(id)) continue;
        const observer: Observer = new InfiniteQueryObserver(queries, query(id));
        observer.subscribe(answered);
        observers.set(id, observer);
      }
    };
    return {
      watch,
      get: (parentId: string | null) => readBranch(queries, query(parentId).queryKey),
      loadMore: (parentId: string | null) => void observers.get(parentId)?.fetchNextPage(),
      retry: (parentId: string | null) => void observers.get(parentId)?.refetch(),
    };
  }, [client, queries, includeArchived]);
  useEffect(() => () => still.watch([]), [still]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means new answers in the cache
  return useMemo(() => ({ ...still }), [still, version]);
}

/** States of queries never change; a new answer makes a new one. So what was read from one need not be read again. */
const read = new WeakMap<object, TreeBranch<TenantNode>>();

/** The branch as the cache has it, so that what is known shows in the first frame. */
function readBranch(queries: QueryClient, key: QueryKey): TreeBranch<TenantNode> {
  const state = queries.getQueryState<Pages<TenantNode>>(key);
  const known = state && read.get(state);
  if (known) return known;
  const pages = state?.data?.pages ?? [];
  const fetching = state?.fetchStatus === "fetching";
  const failed = state?.status === "error" && !fetching;
  const branch: TreeBranch<TenantNode> = {
    items: pages.flatMap((page) => page.data),
    state: failed ? "error" : state?.data ? "ready" : "loading",
    error: state?.error ?? null,
    hasMore: pages.at(-1)?.has_more ?? false,
    loadingMore: fetching && pages.length > 0 && state?.fetchMeta?.fetchMore?.direction === "forward",
  };
  if (state) read.set(state, branch);
  return branch;
}
