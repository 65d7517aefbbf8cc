export * from "./consent.contract.ts";
export * from "./consent.errors.ts";
export * from "./consent.routes.ts";
export * from "./consent.schema.ts";
