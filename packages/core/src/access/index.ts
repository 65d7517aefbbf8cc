export * from "./access.contract.ts";
export * from "./access.errors.ts";
export * from "./access.routes.ts";
export * from "./access.schema.ts";
export * from "./roles.schema.ts";
