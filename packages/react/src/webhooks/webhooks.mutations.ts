import type { CreatedWebhook, StratumApi, Webhook, WebhookDelivery } from "@stratum-hq/core";
import type { UseMutationOptions } from "@tanstack/react-query";
import { invalidateWebhooks, webhooksKey } from "./webhooks.queries.ts";

/** A change of a tenant's webhooks. */
export type WebhookChange =
  | { action: "create"; url: string; description: string | null; events: string[] }
  | { action: "update"; webhook: Webhook; patch: WebhookPatch }
  | { action: "delete"; webhook: Webhook }
  | { action: "rotate"; webhook: Webhook }
  | { action: "test"; webhook: Webhook }
  | { action: "retry"; delivery: WebhookDelivery }
  | { action: "retryAll"; webhook: Webhook };
export interface WebhookPatch {
  url?: string;
  description?: string | null;
  events?: string[];
  status?: "active" | "paused";
}
/** What came of a change: the webhook, with its secret if it has a new one, or the delivery; or how many are sent again. */
export type WebhookResult = Webhook | CreatedWebhook | WebhookDelivery | { retried: number };

/** Makes a change of a tenant's webhooks, then has its lists read anew. Not optimistic: what becomes of it is the server's to say. */
export const webhookChangeOptions = (
  client: StratumApi,
  tenantId: string,
): UseMutationOptions<WebhookResult, Error, WebhookChange> => ({
  mutationKey: webhooksKey(tenantId),
  mutationFn: (change) => send(client, tenantId, change),
  onSettled: (_result, _error, _input, _before, { client: queries }) =>
    void invalidateWebhooks(queries, tenantId),
});

function send(client: StratumApi, tenantId: string, change: WebhookChange): Promise<WebhookResult> {
  switch (change.action) {
    case "create": {
      const { action: _, ...input } = change;
      return client.createWebhook({ tenant_id: tenantId, ...input });
    }
    case "update":
      return client.updateWebhook(change.webhook.id, {
        ...change.patch,
        expected_version: change.webhook.version,
      });
    case "delete":
      return client.deleteWebhook(change.webhook.id);
    case "rotate":
      return client.rotateWebhookSecret(change.webhook.id);
    case "test":
      return client.testWebhook(change.webhook.id);
    case "retry":
      return client.retryDelivery(change.delivery.id);
    case "retryAll":
      return client.retryFailedDeliveries({ webhook_id: change.webhook.id });
  }
}
