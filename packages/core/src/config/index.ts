export * from "./config.contract.ts";
export * from "./config.errors.ts";
export * from "./config.routes.ts";
export * from "./config.schema.ts";
export * from "./definitions.schema.ts";
export * from "./insight.schema.ts";
export * from "./value-schema.ts";
