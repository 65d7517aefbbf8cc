export * from "./permissions.contract.ts";
export * from "./permissions.errors.ts";
export * from "./permissions.routes.ts";
export * from "./permissions.schema.ts";
