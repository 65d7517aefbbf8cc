import { accessContracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { mount } from "../mount.ts";

export const accessRoutes = (app: FastifyInstance): void =>
  mount(app, "access", accessContracts, {
    getSession: ({ stratum }) => stratum.getSession(),
    listApiKeys: ({ query, stratum }) => stratum.listApiKeys(query),
    createApiKey: ({ body: { tenant_id, ...options }, stratum }) => stratum.createApiKey(tenant_id, options),
    listDormantKeys: ({ query: { days, ...page }, stratum }) => stratum.listDormantKeys(days, page),
    getApiKey: ({ params, stratum }) => stratum.getApiKey(params.id),
    rotateApiKey: ({ params, body, stratum }) => stratum.rotateApiKey(params.id, body),
    revokeApiKey: ({ params, stratum }) => stratum.revokeApiKey(params.id),
    createUiToken: ({ body, stratum }) => stratum.createUiToken(body),
  });
