"use client";
import { type RefObject, useRef } from "react";
import type { Outline } from "../ui/tree/tree-outline.ts";
import { useLayout } from "../ui/tree/useLayout.ts";
import type { Tree } from "../ui/tree/useTree.ts";
import type { TreeTenant } from "./search-graft.ts";

/** A row that moves, and the focus with it. */
export interface FollowedRow {
  /** The focus goes to this row as soon as it shows below this parent, which may have to be opened first. */
  follow: (id: string, parentId: string | null) => void;
  /** It stays where it was, below this parent: the focus goes there. */
  back: (parentId: string | null) => void;
  /** Whoever goes elsewhere meanwhile is not called back. */
  leave: () => void;
}

/** Gives the focus to a row at its new place, however late it shows there. */
export function useFollowedRow(tree: RefObject<Tree<TreeTenant>>, outline: Outline<TreeTenant>): FollowedRow {
  const followed = useRef<{ id: string; parentId: string | null } | null>(null);
  useLayout(() => {
    const wanted = followed.current;
    const row = wanted && outline.at(outline.indexOf(wanted.id));
    if (row?.kind !== "item" || row.parentId !== wanted?.parentId) return;
    followed.current = null;
    if (isFree(tree.current.treeProps.ref.current)) tree.current.focusRow(row.key);
  }, [outline, tree]);
  return {
    follow: (id, parentId) => {
      followed.current = { id, parentId };
    },
    back: (parentId) => {
      if (followed.current) followed.current.parentId = parentId;
    },
    leave: () => {
      followed.current = null;
    },
  };
}

/** Is the focus in the tree or nowhere, so that nothing is taken from anybody? */
const isFree = (tree: HTMLElement | null): boolean =>
  document.activeElement === document.body || tree?.contains(document.activeElement) === true;
