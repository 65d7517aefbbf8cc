export * from "./tree-keys.ts";
export * from "./tree-outline.ts";
export * from "./tree-selection.ts";
export * from "./useRowWindow.ts";
export * from "./useTree.ts";
export * from "./useTreeDrag.ts";
