/** What is known of the children of one node, or of the top level. */
export interface TreeBranch<T> {
  /** Those that are loaded, in order. */
  items: readonly T[];
  /** Places among them of those that may have children, so that the others need not be looked at. Default: all. */
  parents?: readonly number[] | undefined;
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

/**
 * The open part of a tree as lines, top to bottom, without writing the lines down: it keeps how many lines each open
 * branch takes, and makes a line when it is asked for. So 100,000 open nodes cost what is open, not what is shown.
 */
export interface Outline<T> {
  /** Lines in all. */
  readonly length: number;
  /** The deepest level that shows, at least 1. */
  readonly levels: number;
  /** Ids of the nodes that show and are open, each after its parent. */
  readonly openIds: readonly string[];
  /** The line at a place, from 0. */
  at: (index: number) => TreeRow<T> | undefined;
  /** Place of the line with this key, or -1. */
  indexOf: (key: string) => number;
  /** Ids of the loaded siblings, itself included, of the line at a place that could be opened. */
  closedSiblings: (index: number) => string[];
}

/** Most places that are held for children that are being loaded. */
const PLACES = 6;

/** An open branch and how many lines it takes. */
interface Block<T> {
  parentId: string | null;
  level: number;
  branch: TreeBranch<T> | undefined;
  items: readonly T[];
  /** Children that the parent says it has. */
  count: number | undefined;
  openings: Opening<T>[];
  /** What follows the loaded children, and how many lines of it. */
  tail: "loading" | "more" | "error" | null;
  tails: number;
  /** Lines of the branch and of all that is open below. */
  length: number;
}
/** An open child: its place among its siblings, and the lines below it. */
interface Opening<T> {
  position: number;
  block: Block<T>;
  /** Place of its first line in the block around. */
  start: number;
  /** Lines that this opening and those before it add to the block around. */
  added: number;
}

/** The outline of a tree in which these nodes are open. */
export function outline<T>(source: TreeSource<T>, expanded: ReadonlySet<string>): Outline<T> {
  const openIds: string[] = [];
  let levels = 1;

  const build = (parentId: string | null, level: number, count: number | undefined): Block<T> => {
    const branch = source.getBranch(parentId);
    const items = branch?.items ?? [];
    const [tail, tails] = tailOf(branch, count);
    const openings: Opening<T>[] = [];
    let added = 0;
    levels = Math.max(levels, level);
    if (expanded.size > 0)
      for (const position of branch?.parents ?? items.keys()) {
        const item = items[position] as T;
        const id = source.getId(item);
        if (!expanded.has(id) || !source.isExpandable(item)) continue;
        openIds.push(id);
        const block = build(id, level + 1, source.countChildren(item));
        const start = position + 1 + added;
        added += block.length;
        openings.push({ position, block, start, added });
      }
    const length = items.length + tails + added;
    return { parentId, level, branch, items, count, openings, tail, tails, length };
  };
  const top = build(null, 1, undefined);

  const rowAt = (block: Block<T>, index: number): TreeRow<T> => {
    const opening = block.openings[lastOpening(block, index)];
    if (opening && index < opening.start + opening.block.length)
      return rowAt(opening.block, index - opening.start);
    const position = index - (opening?.added ?? 0);
    return position < block.items.length
      ? itemRow(source, block, position, expanded)
      : tailRow(block, position - block.items.length);
  };

  const find = (block: Block<T>, key: string): number => {
    const position = block.items.findIndex((item) => source.getId(item) === key);
    if (position >= 0) return position + addedBefore(block, position);
    for (let i = 0; i < block.tails; i++)
      if (tailKey(block, i) === key) return block.length - block.tails + i;
    for (const opening of block.openings) {
      const found = find(opening.block, key);
      if (found >= 0) return opening.start + found;
    }
    return -1;
  };

  const blockAt = (block: Block<T>, index: number): Block<T> => {
    const opening = block.openings[lastOpening(block, index)];
    return opening && index < opening.start + opening.block.length
      ? blockAt(opening.block, index - opening.start)
      : block;
  };

  return {
    length: top.length,
    levels,
    openIds,
    at: (index) => (index >= 0 && index < top.length ? rowAt(top, index) : undefined),
    indexOf: (key) => find(top, key),
    closedSiblings: (index) =>
      blockAt(top, index).items.flatMap((item) => {
        const id = source.getId(item);
        return source.isExpandable(item) && !expanded.has(id) ? [id] : [];
      }),
  };
}

/** Index of the last opening that starts at or before a line, or -1. */
function lastOpening<T>({ openings }: Block<T>, index: number): number {
  let low = 0;
  let high = openings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((openings[middle] as Opening<T>).start <= index) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Lines that open siblings add before the child at a position. */
function addedBefore<T>(block: Block<T>, position: number): number {
  let added = 0;
  for (const opening of block.openings) {
    if (opening.position >= position) break;
    added = opening.added;
  }
  return added;
}

function tailOf<T>(
  branch: TreeBranch<T> | undefined,
  count: number | undefined,
): [Block<T>["tail"], tails: number] {
  if (!branch || (branch.state === "loading" && branch.items.length === 0))
    return ["loading", Math.min(Math.max(count ?? PLACES, 1), PLACES)];
  if (branch.state === "error") return ["error", 1];
  return branch.hasMore ? ["more", 1] : [null, 0];
}

function itemRow<T>(
  source: TreeSource<T>,
  block: Block<T>,
  position: number,
  expanded: ReadonlySet<string>,
): TreeItemRow<T> {
  const { parentId, level, items, count, branch } = block;
  const item = items[position] as T;
  const id = source.getId(item);
  const expandable = source.isExpandable(item);
  const known = count === undefined ? -1 : Math.max(count, items.length + 1);
  return {
    kind: "item",
    key: id,
    id,
    item,
    parentId,
    level,
    position: position + 1,
    size: branch?.hasMore ? known : items.length,
    expandable,
    expanded: expandable && expanded.has(id),
  };
}

const tailKey = <T>({ parentId, tail }: Block<T>, index: number): string =>
  tail === "loading" ? `loading:${parentId ?? ""}:${index}` : `${tail}:${parentId ?? ""}`;

function tailRow<T>(block: Block<T>, index: number): TreeRow<T> {
  const { parentId, level, branch, items, count } = block;
  const place = { key: tailKey(block, index), parentId, level };
  if (block.tail === "error") return { ...place, kind: "error", error: branch?.error };
  if (block.tail === "loading") return { ...place, kind: "loading" };
  const remaining = count === undefined ? undefined : Math.max(count - items.length, 1);
  return { ...place, kind: "more", remaining, loading: branch?.loadingMore ?? false };
}
