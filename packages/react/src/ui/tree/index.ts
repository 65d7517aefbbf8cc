export * from "./tree-keys.ts";
export * from "./tree-outline.ts";
export * from "./useRowWindow.ts";
export * from "./useTree.ts";
