export * from "./context.schema.ts";
export * from "./preview.schema.ts";
export * from "./tenants.contract.ts";
export * from "./tenants.errors.ts";
export * from "./tenants.paths.ts";
export * from "./tenants.routes.ts";
export * from "./tenants.schema.ts";
