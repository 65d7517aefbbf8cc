export * from "./usage.contract.ts";
export * from "./usage.errors.ts";
export * from "./usage.routes.ts";
export * from "./usage.schema.ts";
