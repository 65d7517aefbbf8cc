export * from "./messages.ts";
export * from "./useMessages.ts";
