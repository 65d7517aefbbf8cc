export * from "./useWebhookEditor.ts";
export * from "./useWebhookForm.ts";
export * from "./useWebhooks.ts";
export * from "./WebhookEditor.tsx";
export * from "./WebhookStatusBadge.tsx";
export * from "./webhooks.messages.ts";
export * from "./webhooks.mutations.ts";
export * from "./webhooks.queries.ts";
