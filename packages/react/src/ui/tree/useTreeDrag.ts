"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Outline, TreeItemRow } from "./tree-outline.ts";

/** Where on a row something is held: above it, on it, or under it. */
export type DropZone = "before" | "inside" | "after";
/** A row that something is held over. */
export interface TreeDrop<T> {
  row: TreeItemRow<T>;
  zone: DropZone;
}

export interface TreeDragOptions<T> {
  /** The element whose rows carry `data-key`. */
  treeRef: RefObject<HTMLElement | null>;
  /** The open part of the tree, from `outline`. */
  outline: Outline<T>;
  /** Default true. */
  enabled?: boolean | undefined;
  /** May this row be dragged? */
  canDrag: (row: TreeItemRow<T>) => boolean;
  /** Told when a row is picked up. */
  onDragStart: (row: TreeItemRow<T>) => void;
  /** May it be put between rows here? If not, the whole row stands for what is inside. */
  canReorder: (row: TreeItemRow<T>) => boolean;
  /** Dropped on a row, whether that is allowed or not. */
  onDrop: (drop: TreeDrop<T>) => void;
  /** The end of a drag that went nowhere. */
  onCancel: () => void;
  /** Opens a closed node that something is held over for a while. */
  onExpand: (ids: string[], open: boolean) => void;
}

type Library = typeof import("./drag-library.ts");
/** How long something is held over a closed node before it opens, in ms. */
const SPRING = 600;

/**
 * Dragging of the rows of a tree with a pointer. The library for it is loaded when a pointer first comes to the tree.
 * Returns what something is held over now.
 */
export function useTreeDrag<T>(options: TreeDragOptions<T>): TreeDrop<T> | null {
  const { treeRef, enabled = true } = options;
  const [library, setLibrary] = useState<Library | null>(null);
  const [over, setOver] = useState<TreeDrop<T> | null>(null);
  const latest = useRef(options);
  latest.current = options;
  const attached = useRef(new Map<HTMLElement, () => void>());

  useEffect(() => {
    const element = treeRef.current;
    if (!element || !enabled || library) return;
    const load = (): void => {
      // Without the library the tree works by keys and dialogs.
      import("./drag-library.ts").then(setLibrary, () => {});
    };
    element.addEventListener("pointerover", load, { once: true });
    return () => element.removeEventListener("pointerover", load);
  });

  useEffect(() => {
    if (!library || !enabled) return;
    const rowOf = (element: Element | undefined): TreeItemRow<T> | null => {
      const { outline } = latest.current;
      const row = outline.at(outline.indexOf(element?.getAttribute("data-key") ?? ""));
      return row?.kind === "item" ? row : null;
    };
    const place = (element: Element | undefined, y: number): TreeDrop<T> | null => {
      const row = rowOf(element);
      if (!row || !element) return null;
      if (!latest.current.canReorder(row)) return { row, zone: "inside" };
      const box = element.getBoundingClientRect();
      const part = (y - box.top) / box.height;
      if (part < 0.25) return { row, zone: "before" };
      // Under an open node come its children.
      return { row, zone: part > 0.75 && !row.expanded ? "after" : "inside" };
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    let held = "";
    const spring = (drop: TreeDrop<T> | null): void => {
      const key = drop?.zone === "inside" ? drop.row.key : "";
      if (key === held) return;
      held = key;
      clearTimeout(timer);
      if (drop?.row.expandable && !drop.row.expanded && key)
        timer = setTimeout(() => latest.current.onExpand([drop.row.id], true), SPRING);
    };
    const show = (drop: TreeDrop<T> | null): void => {
      setOver((old) => (old?.row.key === drop?.row.key && old?.zone === drop?.zone ? old : drop));
      spring(drop);
    };
    const stop = library.monitorForElements({
      canMonitor: ({ source }) => attached.current.has(source.element),
      onDragStart: ({ source }) => {
        const row = rowOf(source.element);
        if (row) latest.current.onDragStart(row);
      },
      onDrag: ({ location: { current } }) =>
        show(place(current.dropTargets[0]?.element, current.input.clientY)),
      onDrop: ({ location: { current } }) => {
        const drop = place(current.dropTargets[0]?.element, current.input.clientY);
        show(null);
        if (drop) latest.current.onDrop(drop);
        else latest.current.onCancel();
      },
    });
    const rows = attached.current;
    return () => {
      clearTimeout(timer);
      stop();
      for (const detach of rows.values()) detach();
      rows.clear();
    };
  }, [library, enabled]);

  // Rows come and go with the window; each is attached while it is drawn.
  useEffect(() => {
    if (!library || !enabled) return;
    const rows = attached.current;
    const drawn = new Set(treeRef.current?.querySelectorAll<HTMLElement>("[data-key][role=treeitem]"));
    for (const [element, detach] of rows) {
      if (drawn.has(element)) continue;
      detach();
      rows.delete(element);
    }
    for (const element of drawn) {
      if (rows.has(element)) continue;
      const canDrag = (): boolean => {
        const { outline, canDrag: may } = latest.current;
        const row = outline.at(outline.indexOf(element.getAttribute("data-key") ?? ""));
        return row?.kind === "item" && may(row);
      };
      rows.set(
        element,
        library.combine(
          library.draggable({ element, canDrag }),
          library.dropTargetForElements({
            element,
            canDrop: ({ source }) => rows.has(source.element),
          }),
        ),
      );
    }
  });
  return over;
}
