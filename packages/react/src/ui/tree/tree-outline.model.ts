import type { TreeRow, TreeSource } from "./tree-outline.ts";

/** Most places that are held for children that are being loaded. */
const PLACES = 6;

/** The open part of a tree written down line by line: what `outline` must agree with. For tests. */
export function flatten<T>(source: TreeSource<T>, expanded: ReadonlySet<string>): TreeRow<T>[] {
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
