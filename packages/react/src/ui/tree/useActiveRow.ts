"use client";
import { useCallback, useMemo, useRef, useState } from "react";
import type { Outline } from "./tree-outline.ts";
import { useLayout } from "./useLayout.ts";

/**
 * Index of the row that Tab comes to. When it goes away, that of the parent that was closed over it, else of what took
 * its place.
 */
export function useActiveRow<T>(
  outline: Outline<T>,
  selectedId: string | null,
): [active: number, setActive: (key: string, index: number) => void] {
  const [key, setKey] = useState<string | null>(null);
  const last = useRef({ index: 0, parentId: null as string | null });
  const active = useMemo(() => {
    const find = (sought: string | null): number => {
      if (sought === null) return -1;
      // Mostly it is where it was, and a long tree need not be searched.
      const { index } = last.current;
      const found = outline.at(index)?.key === sought ? index : outline.indexOf(sought);
      return outline.at(found)?.kind === "loading" ? -1 : found;
    };
    const own = find(key ?? selectedId);
    if (own >= 0) return own;
    if (key === null) return outline.length ? 0 : -1;
    const parent = find(last.current.parentId);
    const above = outline.at(parent);
    if (above?.kind === "item" && !above.expanded) return parent;
    return Math.min(last.current.index, outline.length - 1);
  }, [outline, key, selectedId]);
  useLayout(() => {
    last.current = { index: active, parentId: outline.at(active)?.parentId ?? null };
  }, [active, outline]);
  const setActive = useCallback((next: string, index: number) => {
    last.current = { ...last.current, index };
    setKey(next);
  }, []);
  return [active, setActive];
}
