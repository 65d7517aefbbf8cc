export * from "./messages.ts";
export type * from "./translation.ts";
export * from "./useMessages.ts";
