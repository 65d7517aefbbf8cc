export { createGuard, type Guard, type GuardOptions } from "./address.ts";
export { createWebhooks, type WebhooksApi } from "./webhooks.ts";
export { startWorker, type WebhookWorker, type WorkerOptions } from "./worker.ts";
