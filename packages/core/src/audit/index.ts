export * from "./audit.contract.ts";
export * from "./audit.errors.ts";
export * from "./audit.export.ts";
export * from "./audit.redact.ts";
export * from "./audit.routes.ts";
export * from "./audit.schema.ts";
