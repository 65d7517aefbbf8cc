import type { DeliveryStatus, Page, StratumApi, Webhook, WebhookDelivery } from "@stratum-hq/core";
import {
  type DataTag,
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  type UnusedSkipTokenInfiniteOptions,
} from "@tanstack/react-query";
import { tenantKey } from "../provider/keys.ts";

/** Rows on a page of webhooks or deliveries. */
export const WEBHOOK_PAGE_SIZE = 50;

/** The pages of a listing, as the cache holds them. */
export type WebhookPages<T> = InfiniteData<Page<T>, string | undefined>;
export type WebhookQueryKey = readonly [
  tenantId: string,
  feature: "webhooks",
  list: "list" | "deliveries",
  ...of: (string | undefined)[],
];
/** Options of a paged query of webhooks or deliveries. */
export type WebhookQueryOptions<T> = UnusedSkipTokenInfiniteOptions<
  Page<T>,
  Error,
  WebhookPages<T>,
  WebhookQueryKey,
  string | undefined
> & { queryKey: DataTag<WebhookQueryKey, InfiniteData<Page<T>>, Error> };

/** First words of the keys of a tenant's webhook queries. */
export const webhooksKey = (tenantId: string): readonly [string, "webhooks"] =>
  tenantKey(tenantId, "webhooks");

/** Paged query of the webhooks that belong to a tenant itself, newest first. */
export const webhooksOptions = (
  client: Pick<StratumApi, "listWebhooks">,
  tenantId: string,
): WebhookQueryOptions<Webhook> =>
  paged(tenantKey(tenantId, "webhooks", "list"), (cursor, signal) =>
    client.listWebhooks({ tenant_id: tenantId, cursor, limit: WEBHOOK_PAGE_SIZE }, { signal }),
  );

/** Paged query of what was sent to a webhook, newest first. */
export const webhookDeliveriesOptions = (
  client: Pick<StratumApi, "listWebhookDeliveries">,
  tenantId: string,
  webhookId: string,
  status?: DeliveryStatus,
): WebhookQueryOptions<WebhookDelivery> =>
  paged(tenantKey(tenantId, "webhooks", "deliveries", webhookId, status), (cursor, signal) =>
    client.listWebhookDeliveries(webhookId, { status, cursor, limit: WEBHOOK_PAGE_SIZE }, { signal }),
  );

const paged = <T>(
  queryKey: WebhookQueryKey,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
): WebhookQueryOptions<T> =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<T>) => last.next_cursor ?? undefined,
  });

/** Marks a tenant's webhooks and their deliveries stale. */
export const invalidateWebhooks = (queries: QueryClient, tenantId: string): Promise<void> =>
  queries.invalidateQueries({ queryKey: webhooksKey(tenantId) });
