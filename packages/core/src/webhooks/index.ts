export * from "./signature.ts";
export * from "./webhooks.contract.ts";
export * from "./webhooks.errors.ts";
export * from "./webhooks.events.ts";
export * from "./webhooks.routes.ts";
export * from "./webhooks.schema.ts";
