"use client";
import type { TenantNode } from "@stratum-hq/core";
import { parseAncestryPath } from "@stratum-hq/core/client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useStratumClient } from "../provider/context.ts";
import { outline, type TreeRow, type TreeSource } from "../ui/tree/tree-outline.ts";
import { tenantOptions } from "./tenants.queries.ts";
import { type Branches, useBranches } from "./useBranches.ts";
import { type ExpansionOptions, useExpansion } from "./useExpansion.ts";

export interface TenantTreeOptions extends ExpansionOptions {
  /** Opens the way to this tenant, and loads pages until it is there. */
  revealId?: string | null | undefined;
  /** Opens the only root at first, which costs one more request. Default false. */
  expandSingleRoot?: boolean | undefined;
  /** Shows archived tenants too. Default false. */
  includeArchived?: boolean | undefined;
}
/** The open part of the forest, and ways to change it. Without any markup. */
export interface TenantTreeState {
  rows: TreeRow<TenantNode>[];
  /** Opens or closes nodes. */
  expand: (ids: readonly string[], open: boolean) => void;
  /** Loads the next page of children. */
  loadMore: Branches["loadMore"];
  /** Tries again to load children. */
  retry: Branches["retry"];
  /** State of the top level. */
  state: "loading" | "error" | "empty" | "ready";
  error: unknown;
}

/** Loads the forest as it is opened, children by pages, and keeps open what was open. */
export function useTenantTree(options: TenantTreeOptions = {}): TenantTreeState {
  const { includeArchived = false, revealId = null, expandSingleRoot = false } = options;
  const { expanded, expand } = useExpansion(options);
  const branches = useBranches({ includeArchived });
  const rows = useMemo(
    () => outline(forest(branches, includeArchived), expanded),
    [branches, includeArchived, expanded],
  );
  const { watch } = branches;
  useEffect(
    () => watch([null, ...rows.flatMap((row) => (row.kind === "item" && row.expanded ? [row.id] : []))]),
    [watch, rows],
  );

  const top = useMemo(() => branches.get(null), [branches]);
  const opened = useRef(!expandSingleRoot);
  useEffect(() => {
    const only = top.items.length === 1 && !top.hasMore ? top.items[0] : undefined;
    if (opened.current || top.state !== "ready") return;
    opened.current = true;
    if (only) expand([only.id], true);
  }, [top, expand]);
  useReveal(revealId, rows, branches, expand);

  const state = top.items.length > 0 ? "ready" : top.state === "ready" ? "empty" : top.state;
  return { rows, expand, loadMore: branches.loadMore, retry: branches.retry, state, error: top.error };
}

function forest(branches: Branches, includeArchived: boolean): TreeSource<TenantNode> {
  return {
    getId: (node) => node.id,
    getBranch: branches.get,
    // The counts leave archived children out, so with them nobody knows before they are loaded.
    countChildren: (node) => (includeArchived ? undefined : node.child_count),
    isExpandable: (node) => {
      if (node.child_count > 0 || !includeArchived) return node.child_count > 0;
      const { state, items } = branches.get(node.id);
      return state !== "ready" || items.length > 0;
    },
  };
}

/** Opens the way to a tenant once, and loads pages on the way until it shows. */
function useReveal(
  id: string | null,
  rows: readonly TreeRow<TenantNode>[],
  branches: Branches,
  expand: TenantTreeState["expand"],
): void {
  const client = useStratumClient();
  const queries = useQueryClient();
  const [way, setWay] = useState<readonly string[]>([]);
  const visible = useRef(rows);
  visible.current = rows;
  useEffect(() => {
    if (id === null || visible.current.some((row) => row.key === id)) return;
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
    const shown = new Set(rows.map((row) => row.key));
    // The first steps may lie above what the caller sees; what counts is the last one that shows.
    const deepest = way.findLastIndex((step) => shown.has(step));
    if (deepest === way.length - 1) return setWay([]);
    const parent = way[deepest] ?? null;
    const branch = branches.get(parent);
    if (branch.state === "ready" && branch.hasMore && !branch.loadingMore) branches.loadMore(parent);
  }, [way, rows, branches, expand]);
}
