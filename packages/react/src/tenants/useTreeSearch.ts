"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { TreeBranch } from "../ui/tree/tree-outline.ts";
import { graft, type TreeTenant } from "./search-graft.ts";
import { findNode } from "./tenants.cache.ts";
import { useTenantPicker } from "./useTenantPicker.ts";

/** What a search shows in place of the forest. */
export interface TreeSearch {
  /** Is something searched for? */
  active: boolean;
  state: "loading" | "error" | "empty" | "ready";
  error: unknown;
  hits: ReadonlySet<string>;
  expanded: ReadonlySet<string>;
  expand: (ids: readonly string[], open: boolean) => void;
  /** Children that were found, or undefined for a node whose children were not searched for. */
  branch: (parentId: string | null) => TreeBranch<TreeTenant> | undefined;
  loadMore: () => void;
  retry: () => void;
}

/** Hits of the server with their ancestors, as branches. All ways to hits are open until somebody closes one. */
export function useTreeSearch(query: string): TreeSearch {
  const queries = useQueryClient();
  const found = useTenantPicker(query);
  const { children, hits } = useMemo(
    () => graft(found.hits, (id) => findNode(queries, id)),
    [found.hits, queries],
  );
  const [turned, setTurned] = useState({ query, ids: new Set<string>() });
  const ids = turned.query === query ? turned.ids : none;
  const expanded = useMemo(() => {
    const open = new Set([...children.keys()].filter((id): id is string => id !== null));
    for (const id of ids) open.has(id) ? open.delete(id) : open.add(id);
    return open;
  }, [children, ids]);
  const expand = useCallback(
    (some: readonly string[], open: boolean) =>
      setTurned((old) => {
        const next = new Set(old.query === query ? old.ids : none);
        for (const id of some) children.has(id) === open ? next.delete(id) : next.add(id);
        return { query, ids: next };
      }),
    [children, query],
  );
  const branch = (parentId: string | null): TreeBranch<TreeTenant> | undefined => {
    const items = children.get(parentId);
    if (!items) return undefined;
    const top = parentId === null;
    return {
      items,
      state: "ready",
      error: null,
      hasMore: top && found.hasMore,
      loadingMore: top && found.loadingMore,
    };
  };
  return {
    active: found.state !== "idle",
    state: found.state === "idle" ? "ready" : found.state,
    error: found.error,
    hits,
    expanded,
    expand,
    branch,
    loadMore: found.loadMore,
    retry: found.retry,
  };
}

const none: ReadonlySet<string> = new Set();
