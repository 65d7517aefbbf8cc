"use client";
import type { TenantNode } from "@stratum-hq/core";
import * as Direction from "radix-ui/direction";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { useActiveTenantId } from "../provider/context.ts";
import { useSwitchTenant } from "../provider/useSwitchTenant.ts";
import { useRowHeight } from "../ui/density.ts";
import type { TreeItemRow, TreeRow } from "../ui/tree/tree-outline.ts";
import { type Tree, useTree } from "../ui/tree/useTree.ts";
import { type TreeDrop, useTreeDrag } from "../ui/tree/useTreeDrag.ts";
import { useAnnounce } from "../ui/useAnnounce.tsx";
import { useControllable } from "../ui/useControllable.ts";
import { useCopy } from "../ui/useCopy.ts";
import { isTenantNode, type TreeTenant } from "./search-graft.ts";
import type { TenantRequest } from "./TenantTreeOverlays.tsx";
import type { MenuPlace } from "./TenantTreeRow.tsx";
import { type TenantAction, tenantMenu } from "./tenant-menu.ts";
import { tenantsMessages } from "./tenants.messages.ts";
import { useFollowedRow } from "./useFollowedRow.ts";
import { type TenantActions, type TenantChangeHooks, useTenantActions } from "./useTenantActions.ts";
import { type TenantTreeOptions, type TenantTreeState, useTenantTree } from "./useTenantTree.ts";
import { CARRY, type TreeMove, topmost, useTreeMove } from "./useTreeMove.ts";

export interface TenantTreeViewOptions
  extends Omit<TenantTreeOptions, "revealId" | "query">,
    TenantChangeHooks {
  /** The selected tenant, if you hold it. Default: the provider's active one. */
  value?: string | null | undefined;
  /** Told of a selection. Without `value` it becomes the provider's active tenant as well. */
  onValueChange?: ((tenantId: string) => void) | undefined;
  /** The marked tenants, for actions on several, if you hold them. */
  selectedIds?: readonly string[] | undefined;
  /** Marked at first. Default: none. */
  defaultSelectedIds?: readonly string[] | undefined;
  /** Told which tenants are marked. */
  onSelectedIdsChange?: ((ids: string[]) => void) | undefined;
  /** What is searched for, if you hold it. */
  query?: string | undefined;
  /** Searched for at first. Default: nothing. */
  defaultQuery?: string | undefined;
  /** Told what is searched for. */
  onQueryChange?: ((query: string) => void) | undefined;
  /** Leaves out every way to change something. Default false. */
  readOnly?: boolean | undefined;
}

/** Everything that `TenantTree` does, for markup of your own. */
export interface TenantTreeView {
  forest: TenantTreeState;
  tree: Tree<TreeTenant>;
  query: string;
  setQuery: (query: string) => void;
  selectedId: string | null;
  /** The marked tenants that show. */
  marked: readonly TenantNode[];
  clearMarks: () => void;
  /** What is being moved, and where it may go. */
  move: TreeMove;
  /** What is held over which row, by pointer. */
  over: TreeDrop<TreeTenant> | null;
  /** The open menu: whose, and where. */
  menu: { node: TenantNode; place: MenuPlace } | null;
  openMenu: (node: TenantNode, place: MenuPlace) => void;
  closeMenu: (node: TenantNode, action: TenantAction | null) => void;
  /** What a dialog is asked for. */
  request: TenantRequest | null;
  /** Asks for something to be done with a tenant, or with null at the top level. */
  ask: (action: TenantAction, node: TenantNode | null) => void;
  /** Asks for something to be done with all marked tenants. */
  askMarked: (action: TenantAction) => void;
  closeRequest: () => void;
  renamingId: string | null;
  rename: (node: TenantNode, name: string) => void;
  endRename: (node: TenantNode, byKey: boolean) => void;
  run: TenantActions["run"];
}

/** The tenant tree without markup: rows, keys, marks, search, moves, menus and dialogs as state. */
export function useTenantTreeView(options: TenantTreeViewOptions): TenantTreeView {
  const { value, onValueChange, readOnly = false } = options;
  const t = useMessages(tenantsMessages);
  const announce = useAnnounce();
  const copy = useCopy();
  const active = useActiveTenantId();
  const switchTenant = useSwitchTenant();
  const selectedId = value === undefined ? active : value;
  const [query, setQuery] = useControllable(options.query, options.defaultQuery ?? "", options.onQueryChange);
  const [markedIds, setMarkedIds] = useControllable<readonly string[]>(
    options.selectedIds,
    options.defaultSelectedIds ?? [],
    (ids) => options.onSelectedIdsChange?.([...ids]),
  );
  const forest = useTenantTree({ ...options, query, revealId: selectedId });
  const [menu, setMenu] = useState<TenantTreeView["menu"]>(null);
  const [request, setRequest] = useState<TenantRequest | null>(null);
  const [renamingId, setRenamingId] = useState<string | null>(null);
  const actions = useTenantActions({
    onBeforeChange: options.onBeforeChange,
    onAfterChange: (change, tenant) => {
      // what was made or moved is not left behind a closed parent
      const placed = change.action === "create" || change.action === "move";
      if (placed && tenant.parent_id) forest.expand([tenant.parent_id], true);
      options.onAfterChange?.(change, tenant);
    },
  });
  const move = useTreeMove({
    childrenOf: forest.childrenOf,
    onDrop: ([node, ...others], target) => node && setRequest({ action: "move", node, others, target }),
  });

  const marks = useMemo(() => new Set(markedIds), [markedIds]);
  const marked = useMemo(
    () =>
      [...marks].flatMap((id) => {
        const row = forest.outline.at(forest.outline.indexOf(id));
        return row?.kind === "item" && isTenantNode(row.item) ? [row.item] : [];
      }),
    [marks, forest.outline],
  );
  /** The tenants that an action on a row is meant for: all marked ones if the row is one of them. */
  const meant = (node: TenantNode): readonly TenantNode[] => (marks.has(node.id) ? marked : [node]);

  const ask = (action: TenantAction, node: TenantNode | null): void => {
    if (node && !tenantMenu(node).some((entry) => entry.action === action && !entry.refusal)) return;
    if (action === "copy") node && void copy(node.id, t("tenants.copy.done", { name: node.name }));
    else if (action === "rename") setRenamingId(node?.id ?? null);
    else setRequest({ action, node });
  };
  const askMarked = (action: TenantAction): void => {
    const [node, ...others] = topmost(marked);
    if (node) setRequest({ action, node, others });
  };
  const askMeant = (action: TenantAction, node: TenantNode): true => {
    meant(node).length > 1 ? askMarked(action) : ask(action, node);
    return true;
  };
  /** Puts a row before the sibling above it, or after the one below. */
  const step = (row: TreeItemRow<TreeTenant>, zone: "before" | "after"): true => {
    const siblings = forest.childrenOf(row.parentId);
    const beside = siblings[row.position - 1 + (zone === "before" ? -1 : 1)];
    if (beside && isTenantNode(row.item))
      void actions.run({ action: "reorder", tenant: row.item, beside, zone });
    return true;
  };
  const openMenuAt = (row: TreeItemRow<TreeTenant>, node: TenantNode, list: HTMLElement): true => {
    const box = list.querySelector(`[data-key="${CSS.escape(row.key)}"]`)?.getBoundingClientRect();
    if (!box) return true;
    const { left, top, width, height } = box;
    setMenu({ node, place: { x: left + Math.min(48, width / 2), y: top, height } });
    return true;
  };
  const onKey = (row: TreeRow<TreeTenant>, event: KeyboardEvent<HTMLElement>): boolean => {
    followed.leave();
    if (readOnly || row.kind !== "item") return false;
    const { key, shiftKey } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    if (key === "Escape" && move.carried.length > 0) {
      move.cancel();
      announce(t("tenants.carry.cancelled"), { topic: CARRY });
      return true;
    }
    if (ctrl && key.toLowerCase() === "v" && move.carried.length > 0) {
      move.drop(row.item);
      return true;
    }
    const node = row.item;
    if (!isTenantNode(node)) return false;
    if (ctrl && key.toLowerCase() === "x") {
      const some = meant(node).filter((one) => one.status === "active");
      if (some.length > 0) move.pick(some, "key");
      return true;
    }
    if (event.altKey && (key === "ArrowUp" || key === "ArrowDown"))
      return forest.hits ? false : step(row, key === "ArrowUp" ? "before" : "after");
    if (key === "F2") {
      ask("rename", node);
      return true;
    }
    if (key === "Delete") return askMeant("archive", node);
    if (key === "ContextMenu" || (key === "F10" && shiftKey))
      return openMenuAt(row, node, event.currentTarget);
    return false;
  };
  const tree = useTree<TreeTenant>({
    outline: forest.outline,
    rowHeight: useRowHeight(),
    selectedId,
    markedIds: marks,
    onMark: readOnly ? undefined : setMarkedIds,
    onExpand: forest.expand,
    onActivate: (row) => {
      followed.leave();
      if (row.kind === "more") forest.loadMore(row.parentId);
      if (row.kind === "error") forest.retry(row.parentId);
      if (row.kind !== "item") return;
      onValueChange?.(row.id);
      if (value === undefined) void switchTenant(row.id);
    },
    getText: (node) => node.name,
    onKey,
    rtl: Direction.useDirection() === "rtl",
  });
  const [first] = move.carried;
  const single = move.carried.length === 1 ? first : undefined;
  const over = useTreeDrag<TreeTenant>({
    treeRef: tree.treeProps.ref,
    outline: forest.outline,
    enabled: !readOnly,
    canDrag: (row) => isTenantNode(row.item) && row.item.status === "active" && renamingId !== row.id,
    onDragStart: (row) => isTenantNode(row.item) && move.pick(meant(row.item), "pointer"),
    canReorder: (row) => !forest.hits && single?.parent_id === row.parentId && single?.id !== row.id,
    onDrop: ({ row, zone }) => {
      if (zone === "inside") return move.drop(row.item);
      move.cancel();
      if (single && isTenantNode(row.item))
        void actions.run({ action: "reorder", tenant: single, beside: row.item, zone });
    },
    onCancel: move.cancel,
    onExpand: forest.expand,
  });

  const latest = useRef(tree);
  latest.current = tree;
  const followed = useFollowedRow(latest, forest.outline);
  // The selected tenant comes into view once, as soon as it has a row; from then on the reader scrolls.
  const selectedShows = useMemo(
    () => selectedId !== null && forest.outline.indexOf(selectedId) >= 0,
    [forest.outline, selectedId],
  );
  useEffect(() => {
    if (selectedId !== null && selectedShows) latest.current.showRow(selectedId);
  }, [selectedId, selectedShows]);

  return {
    forest,
    tree,
    query,
    setQuery,
    selectedId,
    marked,
    clearMarks: () => setMarkedIds([]),
    move,
    over,
    menu,
    openMenu: (node, place) => setMenu({ node, place }),
    closeMenu: (node, action) => {
      setMenu(null);
      // The field for a new name takes the focus by itself; losing it to the row would end it.
      if (action !== "rename") tree.focusRow(node.id);
      // Only now, so that the dialog gives the focus back to the row and not to a menu that is gone.
      if (action) ask(action, node);
    },
    request,
    ask,
    askMarked,
    closeRequest: () => {
      setRequest(null);
      // The row that had the focus may be gone by now: archived, or moved out of sight.
      setTimeout(() => {
        const key = latest.current.activeRow?.key;
        if (document.activeElement === document.body && key) latest.current.focusRow(key);
      }, 50);
    },
    renamingId,
    rename: (tenant, name) => void actions.run({ action: "rename", tenant, name }),
    endRename: (node, byKey) => {
      setRenamingId(null);
      if (byKey) tree.focusRow(node.id);
    },
    run: async (change, how) => {
      // of several, the first
      const follows = change.action === "move" && change.tenant.id === request?.node?.id;
      if (follows) followed.follow(change.tenant.id, change.target?.id ?? null);
      const tenant = await actions.run(change, how);
      if (follows && !tenant) followed.back(change.tenant.parent_id);
      return tenant;
    },
  };
}
