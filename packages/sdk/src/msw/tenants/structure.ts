/** Rules about the shape of a tree that several handlers share. */
import { invalid, MAX_TREE_DEPTH, TenantDepthExceededError } from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { Store, TenantRow } from "../store.ts";

/** A tree would get more levels than it may have. */
export const tooDeep = (): TenantDepthExceededError =>
  new TenantDepthExceededError(`A tree has at most ${MAX_TREE_DEPTH} levels; this would make a deeper one.`, {
    max_levels: MAX_TREE_DEPTH,
  });

/** Levels from a tenant down to the deepest below it, itself included. */
export const levelsFrom = (store: Store, row: TenantRow): number =>
  1 + Math.max(0, ...store.childrenOf(row.id).map((child) => levelsFrom(store, child)));

/** @throws ValidationError if a caller that sees a subtree would move its top, or anything out of it. */
export function assertMayMove(caller: Caller, id: string, parent_id: string | null): void {
  if (caller.within === null || (parent_id !== null && id !== caller.within)) return;
  const message = "must lie in the caller's subtree: only a platform caller may move its top, or make a root";
  throw invalid([{ path: "body.parent_id", message }]);
}
