"use client";
import {
  type CSSProperties,
  type FocusEvent,
  type HTMLAttributes,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useMemo,
  useRef,
  useState,
} from "react";
import { createTypeahead, treeCommand } from "./tree-keys.ts";
import type { TreeRow } from "./tree-outline.ts";
import { useLayout } from "./useLayout.ts";
import { useRowWindow } from "./useRowWindow.ts";

export interface TreeOptions<T> {
  /** The open part of the tree, from `outline`. */
  rows: readonly TreeRow<T>[];
  /** Height of a row in px. */
  rowHeight: number;
  /** Id of the selected node. */
  selectedId?: string | null | undefined;
  /** Opens or closes nodes. */
  onExpand: (ids: string[], open: boolean) => void;
  /** Enter, Space or a click on a row. Nodes select; the others load. */
  onActivate: (row: TreeRow<T>) => void;
  /** What typing letters looks for. */
  getText: (item: T) => string;
  /** Own keys, asked first. True if the key was used. */
  onKey?: ((row: TreeRow<T>, event: KeyboardEvent<HTMLElement>) => boolean) | undefined;
  /** Default false. */
  rtl?: boolean | undefined;
}

/** A row that is drawn now, and where. */
export interface VisibleRow<T> {
  row: TreeRow<T>;
  index: number;
  style: CSSProperties;
}
/** The part of a tree that knows no looks: put `treeProps` on the list, `rowProps` on each of `visible`. */
export interface Tree<T> {
  scrollRef: RefObject<HTMLDivElement | null>;
  treeProps: HTMLAttributes<HTMLElement> & { ref: RefObject<HTMLDivElement | null> };
  rowProps: (visible: VisibleRow<T>) => HTMLAttributes<HTMLElement> & { "data-key": string };
  /** Rows in and near the window, and the active one wherever it is. */
  visible: VisibleRow<T>[];
  /** Key of the row that Tab comes to. */
  activeKey: string | undefined;
  /** Makes a row active and moves the focus to it. */
  focusRow: (key: string) => void;
  /** Brings a row into view without taking the focus. */
  showRow: (key: string) => void;
}

/**
 * A tree after the WAI-ARIA pattern: one tab stop, arrows, Home, End, pages, `*`, letters. Draws only the rows near
 * the window, so that 100,000 open ones are as quick as ten.
 */
export function useTree<T>(options: TreeOptions<T>): Tree<T> {
  const { rows, rowHeight, selectedId, getText, rtl = false } = options;
  const treeRef = useRef<HTMLDivElement>(null);
  const latest = useRef(options);
  latest.current = options;
  const [active, setActive] = useActiveRow(rows, selectedId ?? null);
  const focusWanted = useRef<string | null>(null);
  const focusWithin = useRef(false);
  const [typeahead] = useState(() => createTypeahead());

  const view = useRowWindow(rows.length, rowHeight);
  const { show } = view;

  const focusRow = useCallback(
    (key: string) => {
      const index = latest.current.rows.findIndex((row) => row.key === key);
      if (index < 0) return;
      focusWanted.current = key;
      setActive(key);
      show(index);
    },
    [show, setActive],
  );
  const showRow = useCallback(
    (key: string) => {
      const index = latest.current.rows.findIndex((row) => row.key === key);
      if (index >= 0) show(index);
    },
    [show],
  );

  useLayout(() => {
    const key = focusWanted.current ?? (lostFocus(focusWithin.current) ? rows[active]?.key : undefined);
    if (key === undefined) return;
    const element = treeRef.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (!element) return;
    focusWanted.current = null;
    element.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const row = rows[active];
    // Keys in a field or button inside a row are that field's.
    if (!row || event.defaultPrevented || !(event.target as HTMLElement).matches("[role=treeitem]")) return;
    if (options.onKey?.(row, event)) {
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const now = event.timeStamp;
    const letter =
      event.key.length === 1 && event.key !== "*" && (event.key !== " " || typeahead.pending(now));
    if (letter) {
      const texts = rows.map((one) => (one.kind === "item" ? getText(one.item) : null));
      const found = rows[typeahead.type(event.key, texts, active, now)];
      if (found) focusRow(found.key);
      event.preventDefault();
      return;
    }
    const command = treeCommand(rows, active, { key: event.key, page: view.pageSize(), rtl });
    if (!command) return;
    event.preventDefault();
    if (command.do === "focus") focusRow(rows[command.index]?.key ?? row.key);
    else if (command.do === "activate") options.onActivate(row);
    else options.onExpand(command.ids, command.do === "expand");
  };

  return {
    scrollRef: view.scrollRef,
    focusRow,
    showRow,
    activeKey: rows[active]?.key,
    visible: drawn(view, active, rows.length).flatMap((index) => {
      const row = rows[index];
      const style: CSSProperties = { height: rowHeight, transform: `translateY(${index * rowHeight}px)` };
      return row ? [{ row, index, style }] : [];
    }),
    treeProps: {
      ref: treeRef,
      role: "tree",
      style: { height: rows.length * rowHeight },
      onKeyDown,
      onFocus: () => {
        focusWithin.current = true;
      },
      onBlur: (event: FocusEvent<HTMLElement>) => {
        // A row that is taken away blurs to nothing: then the focus goes to the row that took its place.
        if (event.relatedTarget || event.target.isConnected) focusWithin.current = false;
      },
    },
    rowProps: ({ row, index, style }) => ({
      "data-key": row.key,
      style,
      tabIndex: index === active ? 0 : -1,
      role: row.kind === "loading" ? "none" : "treeitem",
      "aria-hidden": row.kind === "loading" || undefined,
      "aria-level": row.kind === "loading" ? undefined : row.level,
      ...(row.kind === "item" && {
        "aria-posinset": row.position,
        "aria-setsize": row.size,
        "aria-selected": row.id === selectedId,
        "aria-expanded": row.expandable ? row.expanded : undefined,
      }),
      onFocus: () => setActive(row.key),
      onClick: () => latest.current.onActivate(row),
    }),
  };
}

/** Rows in view and, as it holds the focus, the active one wherever it is. */
function drawn({ first, end }: { first: number; end: number }, active: number, count: number): number[] {
  const indexes = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  if (active >= 0 && active < first) indexes.unshift(active);
  if (active >= end && active < count) indexes.push(active);
  return indexes;
}

const lostFocus = (within: boolean): boolean => within && document.activeElement === document.body;

/** Index of the active row; when it goes away, that of the parent that was closed over it, else of what took its place. */
function useActiveRow<T>(
  rows: readonly TreeRow<T>[],
  selectedId: string | null,
): [number, (key: string) => void] {
  const [key, setKey] = useState<string | null>(null);
  const last = useRef({ index: 0, parentId: null as string | null });
  const active = useMemo(() => {
    const find = (sought: string | null): number =>
      sought === null ? -1 : rows.findIndex((row) => row.key === sought && row.kind !== "loading");
    const own = find(key ?? selectedId);
    if (own >= 0) return own;
    if (key === null) return rows.length ? 0 : -1;
    const parent = find(last.current.parentId);
    const above = rows[parent];
    if (above?.kind === "item" && !above.expanded) return parent;
    return Math.min(last.current.index, rows.length - 1);
  }, [rows, key, selectedId]);
  useLayout(() => {
    last.current = { index: active, parentId: rows[active]?.parentId ?? null };
  }, [active, rows]);
  return [active, setKey];
}
