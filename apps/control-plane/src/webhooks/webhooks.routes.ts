import { webhooksContracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { mount } from "../mount.ts";

export const webhooksRoutes = (app: FastifyInstance): void =>
  mount(app, "webhooks", webhooksContracts, {
    listWebhooks: ({ query, stratum }) => stratum.listWebhooks(query),
    createWebhook: ({ body, stratum }) => stratum.createWebhook(body),
    listWebhookEvents: async ({ stratum }) => ({ data: await stratum.listWebhookEvents() }),
    listFailedDeliveries: ({ query, stratum }) => stratum.listFailedDeliveries(query),
    getDeliveryStats: ({ query, stratum }) => stratum.getDeliveryStats(query),
    retryFailedDeliveries: ({ body, stratum }) => stratum.retryFailedDeliveries(body),
    retryDelivery: ({ params, stratum }) => stratum.retryDelivery(params.id),
    getWebhook: ({ params, stratum }) => stratum.getWebhook(params.id),
    updateWebhook: ({ params, body, stratum }) => stratum.updateWebhook(params.id, body),
    deleteWebhook: ({ params, stratum }) => stratum.deleteWebhook(params.id),
    rotateWebhookSecret: ({ params, body, stratum }) => stratum.rotateWebhookSecret(params.id, body),
    testWebhook: ({ params, stratum }) => stratum.testWebhook(params.id),
    listWebhookDeliveries: ({ params, query, stratum }) => stratum.listWebhookDeliveries(params.id, query),
  });
