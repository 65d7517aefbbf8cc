export * from "./InheritanceDialog.tsx";
export * from "./InheritanceGraph.tsx";
export * from "./inheritance.layout.ts";
export * from "./inheritance.messages.ts";
export * from "./inheritance.sources.ts";
export * from "./inheritance.ts";
export * from "./useInheritance.ts";
