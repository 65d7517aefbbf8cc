import type { Outline } from "./tree-outline.ts";

/** What a stroke does to the nodes that are marked, or null for a stroke that marks nothing. */
export interface SelectionStroke {
  key: string;
  shift: boolean;
  /** Ctrl, or ⌘ on a Mac. */
  ctrl: boolean;
}
export interface SelectionChange {
  ids: string[];
  /** Row that the focus goes to. */
  focus: number;
}

/** Ids of the nodes from one line to another, both included, in the order of the tree. */
export function between<T>(outline: Outline<T>, from: number, to: number): string[] {
  const ids: string[] = [];
  for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
    const row = outline.at(index);
    if (row?.kind === "item") ids.push(row.id);
  }
  return ids;
}

/** The marked nodes with one more, or without it if it was among them. */
export const toggled = (marked: ReadonlySet<string>, id: string): string[] =>
  marked.has(id) ? [...marked].filter((one) => one !== id) : [...marked, id];

/**
 * Marks after the WAI-ARIA pattern: Ctrl+Space toggles, Shift+Space and Shift with arrows, Home or End mark from the
 * anchor on, Ctrl+A marks all that shows, Escape marks nothing.
 */
export function selectionChange<T>(
  outline: Outline<T>,
  marked: ReadonlySet<string>,
  { anchor, active }: { anchor: number; active: number },
  { key, shift, ctrl }: SelectionStroke,
): SelectionChange | null {
  const row = outline.at(active);
  const range = (to: number): SelectionChange => ({ ids: between(outline, anchor, to), focus: to });
  if (key === "Escape") return marked.size > 0 ? { ids: [], focus: active } : null;
  if (ctrl && key.toLowerCase() === "a")
    return { ids: between(outline, 0, outline.length - 1), focus: active };
  if (ctrl && key === " " && !shift)
    return row?.kind === "item" ? { ids: toggled(marked, row.id), focus: active } : null;
  if (!shift) return null;
  if (key === " ") return range(active);
  if (key === "Home") return range(0);
  if (key === "End") return range(nearestItem(outline, outline.length - 1, -1, active));
  if (key === "ArrowDown" && !ctrl) return range(nearestItem(outline, active + 1, 1, active));
  if (key === "ArrowUp" && !ctrl) return range(nearestItem(outline, active - 1, -1, active));
  return null;
}

function nearestItem<T>(outline: Outline<T>, from: number, step: 1 | -1, stay: number): number {
  for (let index = from; index >= 0 && index < outline.length; index += step)
    if (outline.at(index)?.kind === "item") return index;
  return stay;
}
