export * from "./access.queries.ts";
export * from "./useSession.ts";
