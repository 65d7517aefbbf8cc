import type { Outline, TreeRow } from "./tree-outline.ts";

/** What a key does in a tree, after the WAI-ARIA pattern. */
export type TreeCommand =
  | { do: "focus"; index: number }
  | { do: "expand" | "collapse"; ids: string[] }
  | { do: "activate"; index: number };

interface Stroke {
  key: string;
  /** Rows on a page, for PageUp and PageDown. */
  page: number;
  rtl: boolean;
}

/**
 * The command of a key on the active row, or null for a key that a tree does not use. Rows that only hold a place are
 * passed over. Typing letters is not here, as it needs a memory: see `createTypeahead`.
 */
export function treeCommand<T>(outline: Outline<T>, active: number, stroke: Stroke): TreeCommand | null {
  const row = outline.at(active);
  if (!row) return null;
  const focus = (from: number, step: 1 | -1): TreeCommand => ({
    do: "focus",
    index: nextRow(outline, from, step, active),
  });
  switch (stroke.key) {
    case "ArrowDown":
      return focus(active + 1, 1);
    case "ArrowUp":
      return focus(active - 1, -1);
    case "Home":
      return focus(0, 1);
    case "End":
      return focus(outline.length - 1, -1);
    case "PageDown":
      return focus(Math.min(active + stroke.page, outline.length - 1), -1);
    case "PageUp":
      return focus(Math.max(active - stroke.page, 0), 1);
    case "ArrowRight":
      return stroke.rtl ? outwards(outline, row) : inwards(outline, active);
    case "ArrowLeft":
      return stroke.rtl ? inwards(outline, active) : outwards(outline, row);
    case "Enter":
    case " ":
      return { do: "activate", index: active };
    case "*":
      return { do: "expand", ids: outline.closedSiblings(active) };
    default:
      return null;
  }
}

function nextRow<T>(outline: Outline<T>, from: number, step: 1 | -1, stay: number): number {
  for (let i = from; i >= 0 && i < outline.length; i += step) if (outline.at(i)?.kind !== "loading") return i;
  return stay;
}

function inwards<T>(outline: Outline<T>, active: number): TreeCommand | null {
  const row = outline.at(active);
  if (row?.kind !== "item" || !row.expandable) return null;
  if (!row.expanded) return { do: "expand", ids: [row.id] };
  const child = outline.at(active + 1);
  return child && child.level > row.level && child.kind !== "loading"
    ? { do: "focus", index: active + 1 }
    : null;
}

function outwards<T>(outline: Outline<T>, row: TreeRow<T>): TreeCommand | null {
  if (row.kind === "item" && row.expanded) return { do: "collapse", ids: [row.id] };
  const parent = row.parentId === null ? -1 : outline.indexOf(row.parentId);
  return parent < 0 ? null : { do: "focus", index: parent };
}

/** What the lines of a tree read as; null for one that is no node. */
export interface TreeTexts {
  length: number;
  at: (index: number) => string | null | undefined;
}

/** Letters typed within half a second of each other make one word; the same letter again goes to the next match. */
export function createTypeahead(pause = 500): {
  /** Is a word under way, so that a space belongs to it? */
  pending: (now: number) => boolean;
  /** Index of the row to go to, or -1. */
  type: (letter: string, texts: TreeTexts, active: number, now: number) => number;
} {
  let word = "";
  let last = Number.NEGATIVE_INFINITY;
  const pending = (now: number): boolean => word !== "" && now - last < pause;
  return {
    pending,
    type(letter, texts, active, now) {
      word = pending(now) ? word + letter.toLocaleLowerCase() : letter.toLocaleLowerCase();
      last = now;
      const repeated = [...word].every((one) => one === word[0]);
      const sought = repeated ? (word[0] ?? "") : word;
      const start = repeated ? active + 1 : active;
      for (let i = 0; i < texts.length; i++) {
        const index = (start + i) % texts.length;
        if (texts.at(index)?.toLocaleLowerCase().startsWith(sought)) return index;
      }
      return -1;
    },
  };
}
