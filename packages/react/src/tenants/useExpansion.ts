"use client";
import { useCallback, useMemo, useRef } from "react";
import { useStratum } from "../provider/context.ts";
import { useLayout } from "../ui/tree/useLayout.ts";
import { useControllable } from "../ui/useControllable.ts";

export interface ExpansionOptions {
  /** Ids of the open nodes, if you hold them. */
  expandedIds?: readonly string[] | undefined;
  /** Ids that are open at first, if nothing was kept. */
  defaultExpandedIds?: readonly string[] | undefined;
  /** Told which nodes are open. */
  onExpandedChange?: ((ids: string[]) => void) | undefined;
  /**
   * Where the open nodes are kept in the browser, so that they survive a reload. Default: the provider's `storageKey`
   * and `.tree`; null keeps nothing. Nodes that you hold yourself are not kept.
   */
  storageKey?: string | null | undefined;
}

/** Which nodes are open. Kept over a reload; where the browser refuses to keep anything, silently not. */
export function useExpansion(options: ExpansionOptions): {
  expanded: ReadonlySet<string>;
  expand: (ids: readonly string[], open: boolean) => void;
} {
  const { storageKey: byProvider } = useStratum("useExpansion");
  const { expandedIds, storageKey = byProvider === null ? null : `${byProvider}.tree` } = options;
  const kept = expandedIds === undefined ? storageKey : null;
  const [ids, setIds] = useControllable<readonly string[]>(
    expandedIds,
    options.defaultExpandedIds ?? [],
    (next) => {
      if (kept !== null) write(kept, next);
      options.onExpandedChange?.([...next]);
    },
  );
  // Not before it is mounted: a server knows nothing of what is kept here, and what it drew has to fit.
  useLayout(() => {
    const before = kept === null ? null : read(kept);
    if (before) setIds(before);
  }, [kept, setIds]);
  const expanded = useMemo(() => new Set(ids), [ids]);
  // Two changes in a row, before the first is drawn, must both count.
  const latest = useRef(expanded);
  latest.current = expanded;
  const expand = useCallback(
    (some: readonly string[], open: boolean) => {
      const next = new Set(latest.current);
      for (const id of some) open ? next.add(id) : next.delete(id);
      if (next.size === latest.current.size) return;
      latest.current = next;
      setIds([...next]);
    },
    [setIds],
  );
  return { expanded, expand };
}

function read(key: string): string[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === "string") : null;
  } catch {
    return null;
  }
}

function write(key: string, ids: readonly string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(ids));
  } catch {
    // Private windows and full disks refuse; the tree works without.
  }
}
