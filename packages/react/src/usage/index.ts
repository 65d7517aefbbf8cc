export * from "./usage.queries.ts";
export * from "./useUsage.ts";
