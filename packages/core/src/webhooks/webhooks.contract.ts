import { defineContracts } from "../http/contract.ts";
import { webhooksRoutes } from "./webhooks.routes.ts";
import * as s from "./webhooks.schema.ts";

export const webhooksContracts = defineContracts(webhooksRoutes, {
  listWebhooks: {
    summary: "List the webhooks of the caller's subtree, newest first",
    query: s.ListWebhooksQuery,
    response: s.WebhookPage,
    errors: ["TENANT_NOT_FOUND"],
  },
  createWebhook: {
    summary: "Have the events of a subtree sent to an address; the secret is in this answer only",
    description:
      "Messages follow the Standard Webhooks specification. The address must be https and public; it is looked up and judged anew each time that it is dialled.",
    body: s.CreateWebhook,
    response: s.CreatedWebhook,
    errors: ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED", "WEBHOOK_URL_INVALID"],
  },
  listWebhookEvents: {
    summary: "List the types of events that the engine makes",
    response: s.WebhookEventTypes,
    errors: [],
  },
  listFailedDeliveries: {
    summary: "List deliveries that failed for good, newest first",
    query: s.ListFailedDeliveriesQuery,
    response: s.WebhookDeliveryPage,
    errors: ["WEBHOOK_NOT_FOUND"],
  },
  getDeliveryStats: {
    summary: "Count deliveries by status",
    query: s.DeliveryStatsQuery,
    response: s.DeliveryStats,
    errors: ["WEBHOOK_NOT_FOUND"],
  },
  retryFailedDeliveries: {
    summary: "Send failed deliveries again, with all their attempts anew",
    body: s.RetryFailedDeliveries,
    response: s.RetriedDeliveries,
    errors: ["WEBHOOK_NOT_FOUND"],
  },
  retryDelivery: {
    summary: "Send a failed delivery again, with all its attempts anew",
    params: s.WebhookParams,
    response: s.WebhookDelivery,
    errors: ["WEBHOOK_DELIVERY_NOT_FOUND", "WEBHOOK_DELIVERY_INVALID_STATE"],
  },
  getWebhook: {
    summary: "Get a webhook, without its secret",
    params: s.WebhookParams,
    response: s.Webhook,
    errors: ["WEBHOOK_NOT_FOUND"],
  },
  updateWebhook: {
    summary: "Change a webhook, pause it, or take it into service again",
    params: s.WebhookParams,
    body: s.UpdateWebhook,
    response: s.Webhook,
    errors: [
      "WEBHOOK_NOT_FOUND",
      "WEBHOOK_URL_INVALID",
      "VERSION_CONFLICT",
      "TENANT_SUSPENDED",
      "TENANT_ARCHIVED",
    ],
  },
  deleteWebhook: {
    summary: "Delete a webhook with its deliveries",
    params: s.WebhookParams,
    response: s.Webhook,
    errors: ["WEBHOOK_NOT_FOUND"],
  },
  rotateWebhookSecret: {
    summary: "Give a webhook a new secret; the old one signs as well for a while",
    params: s.WebhookParams,
    body: s.RotateWebhookSecret,
    response: s.CreatedWebhook,
    errors: ["WEBHOOK_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"],
  },
  testWebhook: {
    summary: "Send a test event now, once, and tell how it went",
    description: "Also to a paused or disabled webhook. Takes as long as the endpoint, at most 15 seconds.",
    params: s.WebhookParams,
    response: s.WebhookDelivery,
    errors: ["WEBHOOK_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"],
  },
  listWebhookDeliveries: {
    summary: "List the deliveries of a webhook, newest first",
    params: s.WebhookParams,
    query: s.ListWebhookDeliveriesQuery,
    response: s.WebhookDeliveryPage,
    errors: ["WEBHOOK_NOT_FOUND"],
  },
});
