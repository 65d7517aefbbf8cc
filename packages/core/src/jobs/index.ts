export * from "./jobs.contract.ts";
export * from "./jobs.errors.ts";
export * from "./jobs.routes.ts";
export * from "./jobs.schema.ts";
