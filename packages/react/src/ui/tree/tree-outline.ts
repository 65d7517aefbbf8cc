/** What is known of the children of one node, or of the top level. */
export interface TreeBranch<T> {
  /** Those that are loaded, in order. */
  items: readonly T[];
  state: "loading" | "ready" | "error";
  error: unknown;
  hasMore: boolean;
  loadingMore: boolean;
}

/** Where a tree takes its nodes from. */
export interface TreeSource<T> {
  getId: (item: T) => string;
  isExpandable: (item: T) => boolean;
  /** How many children a node has, loaded or not; undefined if nobody knows. */
  countChildren: (item: T) => number | undefined;
  /** Children of a node, or with null the top level. Undefined while nobody has asked for them. */
  getBranch: (parentId: string | null) => TreeBranch<T> | undefined;
}

interface RowPlace {
  /** Unique in the tree and stable while the row means the same. */
  key: string;
  parentId: string | null;
  /** From 1. */
  level: number;
}
/** A node. */
export interface TreeItemRow<T> extends RowPlace {
  kind: "item";
  id: string;
  item: T;
  /** Place among its siblings, from 1. */
  position: number;
  /** How many siblings there are with it, loaded or not; -1 if nobody knows. */
  size: number;
  expandable: boolean;
  expanded: boolean;
}
/** Loads the next page of siblings. */
export interface TreeMoreRow extends RowPlace {
  kind: "more";
  /** How many are still to load, if that is known. */
  remaining: number | undefined;
  loading: boolean;
}
/** Holds the place of a sibling that is being loaded. */
export interface TreeLoadingRow extends RowPlace {
  kind: "loading";
}
/** The children could not be loaded. */
export interface TreeErrorRow extends RowPlace {
  kind: "error";
  error: unknown;
}
/** One line of the tree as it is seen. */
export type TreeRow<T> = TreeItemRow<T> | TreeMoreRow | TreeLoadingRow | TreeErrorRow;

/** Most places that are held for children that are being loaded. */
const PLACES = 6;

/** Writes the open part of a tree as lines, top to bottom. */
export function outline<T>(source: TreeSource<T>, expanded: ReadonlySet<string>): TreeRow<T>[] {
  const rows: TreeRow<T>[] = [];
  const walk = (parentId: string | null, level: number, count: number | undefined): void => {
    const branch = source.getBranch(parentId);
    const under = { parentId, level };
    const at = parentId ?? "";
    const items = branch?.items ?? [];
    if (!branch || (branch.state === "loading" && items.length === 0)) {
      const places = Math.min(Math.max(count ?? PLACES, 1), PLACES);
      for (let i = 0; i < places; i++) rows.push({ kind: "loading", key: `loading:${at}:${i}`, ...under });
      return;
    }
    const size = !branch.hasMore
      ? items.length
      : count === undefined
        ? -1
        : Math.max(count, items.length + 1);
    items.forEach((item, index) => {
      const id = source.getId(item);
      const expandable = source.isExpandable(item);
      const open = expandable && expanded.has(id);
      rows.push({
        kind: "item",
        key: id,
        id,
        item,
        ...under,
        position: index + 1,
        size,
        expandable,
        expanded: open,
      });
      if (open) walk(id, level + 1, source.countChildren(item));
    });
    if (branch.state === "error")
      rows.push({ kind: "error", key: `error:${at}`, ...under, error: branch.error });
    else if (branch.hasMore) {
      const remaining = count === undefined ? undefined : Math.max(count - items.length, 1);
      rows.push({ kind: "more", key: `more:${at}`, ...under, remaining, loading: branch.loadingMore });
    }
  };
  walk(null, 1, undefined);
  return rows;
}
