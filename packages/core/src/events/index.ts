export * from "./events.contract.ts";
export * from "./events.errors.ts";
export * from "./events.routes.ts";
export * from "./events.rules.ts";
export * from "./events.schema.ts";
