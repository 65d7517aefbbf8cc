import type { DeliveryStatus, StratumApi, Webhook, WebhookDelivery } from "@stratum-hq/core";
import type { QueryClient } from "@tanstack/react-query";
import { tenantKey } from "../provider/keys.ts";
import { type PagedOptions, pagedOptions } from "../provider/paged.ts";
import { markStale } from "../provider/stale.ts";

/** Rows on a page of webhooks or deliveries. */
export const WEBHOOK_PAGE_SIZE = 50;

export type WebhookQueryKey = readonly [
  tenantId: string,
  feature: "webhooks",
  list: "list" | "deliveries",
  ...of: (string | undefined)[],
];
/** Options of a paged query of webhooks or deliveries. */
export type WebhookQueryOptions<T> = PagedOptions<T, WebhookQueryKey>;

/** First words of the keys of a tenant's webhook queries. */
export const webhooksKey = (tenantId: string): readonly [string, "webhooks"] =>
  tenantKey(tenantId, "webhooks");

/** Paged query of the webhooks that belong to a tenant itself, newest first. */
export const webhooksOptions = (
  client: Pick<StratumApi, "listWebhooks">,
  tenantId: string,
): WebhookQueryOptions<Webhook> =>
  pagedOptions<Webhook, WebhookQueryKey>(tenantKey(tenantId, "webhooks", "list"), (cursor, signal) =>
    client.listWebhooks({ tenant_id: tenantId, cursor, limit: WEBHOOK_PAGE_SIZE }, { signal }),
  );

/** Paged query of what was sent to a webhook, newest first. */
export const webhookDeliveriesOptions = (
  client: Pick<StratumApi, "listWebhookDeliveries">,
  tenantId: string,
  webhookId: string,
  status?: DeliveryStatus,
): WebhookQueryOptions<WebhookDelivery> =>
  pagedOptions<WebhookDelivery, WebhookQueryKey>(
    tenantKey(tenantId, "webhooks", "deliveries", webhookId, status),
    (cursor, signal) =>
      client.listWebhookDeliveries(webhookId, { status, cursor, limit: WEBHOOK_PAGE_SIZE }, { signal }),
  );

/** Marks a tenant's webhooks and their deliveries stale. */
export const invalidateWebhooks = (queries: QueryClient, tenantId: string): Promise<void> =>
  markStale(queries, { queryKey: webhooksKey(tenantId) });
