"use client";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useControllable } from "../ui/useControllable.ts";

export interface ExpansionOptions {
  /** Ids of the open nodes, if you hold them. */
  expandedIds?: readonly string[] | undefined;
  /** Ids that are open at first, if nothing was kept. */
  defaultExpandedIds?: readonly string[] | undefined;
  onExpandedChange?: ((ids: string[]) => void) | undefined;
  /** Keeps the open nodes in the browser's local storage under this key. Default: not kept. */
  storageKey?: string | undefined;
}

/** Which nodes are open. Kept over a reload if there is a storage key; where storage is refused, silently not. */
export function useExpansion(options: ExpansionOptions): {
  expanded: ReadonlySet<string>;
  expand: (ids: readonly string[], open: boolean) => void;
} {
  const { storageKey } = options;
  const [ids, setIds] = useControllable<readonly string[]>(
    options.expandedIds,
    () => (storageKey && read(storageKey)) || (options.defaultExpandedIds ?? []),
    (next) => options.onExpandedChange?.([...next]),
  );
  useEffect(() => {
    if (storageKey) write(storageKey, ids);
  }, [storageKey, ids]);
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
