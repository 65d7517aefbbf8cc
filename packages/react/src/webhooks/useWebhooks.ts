"use client";
import type { DeliveryStatus, Webhook, WebhookDelivery } from "@stratum-hq/core";
import { type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import type { PagesOf } from "../provider/paged.ts";
import { webhookDeliveriesOptions, webhooksOptions } from "./webhooks.queries.ts";

/** The webhooks that belong to a tenant itself, page by page. */
export const useWebhooks = (tenantId?: string): UseInfiniteQueryResult<PagesOf<Webhook>> =>
  useInfiniteQuery(webhooksOptions(useStratumClient(), useTenantId(tenantId)));

/** How often open deliveries look whether something was sent, in milliseconds. */
const WATCH_MS = 5_000;

/** What was sent to a webhook, page by page; while something still waits, it is looked at again every few seconds. */
export const useWebhookDeliveries = (
  tenantId: string | undefined,
  webhookId: string,
  status?: DeliveryStatus,
): UseInfiniteQueryResult<PagesOf<WebhookDelivery>> =>
  useInfiniteQuery({
    ...webhookDeliveriesOptions(useStratumClient(), useTenantId(tenantId), webhookId, status),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.data.some((one) => one.status === "pending")) ? WATCH_MS : false,
  });
