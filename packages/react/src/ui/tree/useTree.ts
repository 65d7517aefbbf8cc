"use client";
import {
  type CSSProperties,
  type FocusEvent,
  type HTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useReducer,
  useRef,
  useState,
} from "react";
import { createTypeahead, treeCommand } from "./tree-keys.ts";
import type { Outline, TreeRow } from "./tree-outline.ts";
import { between, selectionChange, toggled } from "./tree-selection.ts";
import { useActiveRow } from "./useActiveRow.ts";
import { useLayout } from "./useLayout.ts";
import { useRowWindow } from "./useRowWindow.ts";

export interface TreeOptions<T> {
  /** The open part of the tree, from `outline`. */
  outline: Outline<T>;
  /** Height of a row in px. */
  rowHeight: number;
  /** Id of the selected node. */
  selectedId?: string | null | undefined;
  /** Ids of the marked nodes, for a tree in which several can be chosen. */
  markedIds?: ReadonlySet<string> | undefined;
  /** Told of other marks, by Shift, Ctrl or ⌘ with the mouse or keys. Absent, only one node can be chosen. */
  onMark?: ((ids: string[]) => void) | undefined;
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
  /** The row that Tab comes to. */
  activeRow: TreeRow<T> | undefined;
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
  const { outline, rowHeight, selectedId, getText, onMark, markedIds = NOTHING, rtl = false } = options;
  const treeRef = useRef<HTMLDivElement>(null);
  const latest = useRef(options);
  latest.current = options;
  const [active, setActive] = useActiveRow(outline, selectedId ?? null);
  const focusWanted = useRef<string | null>(null);
  // The focus is moved after drawing, and the row may be the active one already, which draws nothing.
  const [, draw] = useReducer((n: number) => n + 1, 0);
  const focusWithin = useRef(false);
  /** Where a range begins that Shift draws, and the row that was last marked by itself. */
  const anchor = useRef<string | null>(null);
  const lastMark = useRef<string | null>(null);
  const [typeahead] = useState(() => createTypeahead());

  const view = useRowWindow(outline.length, rowHeight);
  const { show } = view;
  const activeRow = outline.at(active);

  const focusAt = useCallback(
    (index: number) => {
      const row = latest.current.outline.at(index);
      if (!row) return;
      focusWanted.current = row.key;
      setActive(row.key, index);
      show(index);
      draw();
    },
    [show, setActive],
  );
  const focusRow = useCallback((key: string) => focusAt(latest.current.outline.indexOf(key)), [focusAt]);
  const showRow = useCallback(
    (key: string) => {
      const index = latest.current.outline.indexOf(key);
      if (index >= 0) show(index);
    },
    [show],
  );

  useLayout(() => {
    const key = focusWanted.current ?? (lostFocus(focusWithin.current) ? activeRow?.key : undefined);
    if (key === undefined) return;
    const element = treeRef.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (!element) return;
    focusWanted.current = null;
    element.focus({ preventScroll: true });
  });

  /** Marks by a key, if this key does: arrows from where they began, Shift+Space from the row that was marked last. */
  const markByKey = (event: KeyboardEvent<HTMLElement>): boolean => {
    if (!onMark || event.altKey) return false;
    if (!event.shiftKey) anchor.current = null;
    const start = event.key === " " ? lastMark.current : anchor.current;
    const from = start === null ? active : outline.indexOf(start);
    const places = { anchor: from < 0 ? active : from, active };
    const stroke = { key: event.key, shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey };
    const change = selectionChange(outline, markedIds, places, stroke);
    if (!change) return false;
    const some = change.ids.length > 0;
    if (!event.shiftKey) lastMark.current = some ? (activeRow?.key ?? null) : null;
    if (some) anchor.current ??= outline.at(places.anchor)?.key ?? null;
    onMark(change.ids);
    focusAt(change.focus);
    return true;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const row = activeRow;
    // Keys in a field or button inside a row are that field's.
    if (!row || event.defaultPrevented || !(event.target as HTMLElement).matches("[role=treeitem]")) return;
    const now = event.timeStamp;
    const inWord = event.key === " " && typeahead.pending(now) && !event.ctrlKey && !event.shiftKey;
    if (options.onKey?.(row, event) || (!inWord && markByKey(event))) {
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const letter = event.key.length === 1 && event.key !== "*" && (event.key !== " " || inWord);
    if (letter) {
      const text = (index: number): string | null => {
        const one = outline.at(index);
        return one?.kind === "item" ? getText(one.item) : null;
      };
      const texts = { length: outline.length, at: text };
      focusAt(typeahead.type(event.key, texts, active, now));
      event.preventDefault();
      return;
    }
    const command = treeCommand(outline, active, { key: event.key, page: view.pageSize(), rtl });
    if (!command) return;
    event.preventDefault();
    if (command.do === "focus") focusAt(command.index);
    else if (command.do === "activate") options.onActivate(row);
    else options.onExpand(command.ids, command.do === "expand");
  };

  const onClick = (row: TreeRow<T>, index: number, event: MouseEvent<HTMLElement>): void => {
    const mark = onMark && row.kind === "item";
    if (mark && event.shiftKey) {
      const from = outline.indexOf(anchor.current ?? activeRow?.key ?? row.key);
      anchor.current ??= activeRow?.key ?? row.key;
      onMark(between(outline, Math.max(from, 0), index));
    } else if (mark && (event.ctrlKey || event.metaKey)) {
      anchor.current = row.key;
      lastMark.current = row.key;
      onMark(toggled(markedIds, row.id));
    } else {
      anchor.current = row.key;
      if (markedIds.size > 0) onMark?.([]);
      latest.current.onActivate(row);
    }
  };

  return {
    scrollRef: view.scrollRef,
    focusRow,
    showRow,
    activeRow,
    visible: drawn(view, active, outline.length).flatMap((index) => {
      const row = outline.at(index);
      const style: CSSProperties = { height: rowHeight, transform: `translateY(${index * rowHeight}px)` };
      return row ? [{ row, index, style }] : [];
    }),
    treeProps: {
      ref: treeRef,
      role: "tree",
      style: { height: outline.length * rowHeight },
      "aria-multiselectable": onMark ? true : undefined,
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
        "aria-selected": markedIds.size > 0 ? markedIds.has(row.id) : row.id === selectedId,
        "aria-current": row.id === selectedId || undefined,
        "aria-expanded": row.expandable ? row.expanded : undefined,
      }),
      onMouseDown: (event) => {
        // The focus would move before the click asks from where a range begins.
        if (onMark && event.shiftKey) anchor.current ??= activeRow?.key ?? null;
      },
      onFocus: () => setActive(row.key, index),
      onClick: (event) => onClick(row, index, event),
    }),
  };
}

const NOTHING: ReadonlySet<string> = new Set();

/** Rows in view and, as it holds the focus, the active one wherever it is. */
function drawn({ first, end }: { first: number; end: number }, active: number, count: number): number[] {
  const indexes = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  if (active >= 0 && active < first) indexes.unshift(active);
  if (active >= end && active < count) indexes.push(active);
  return indexes;
}

const lostFocus = (within: boolean): boolean => within && document.activeElement === document.body;
