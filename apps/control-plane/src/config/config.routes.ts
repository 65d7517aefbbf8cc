import { configContracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { mount } from "../mount.ts";

export const configRoutes = (app: FastifyInstance): void =>
  mount(app, "config", configContracts, {
    resolveConfig: ({ params, stratum }) => stratum.resolveConfig(params.id),
    batchSetConfig: ({ params, body, stratum }) => stratum.batchSetConfig(params.id, body.entries),
    setConfig: ({ params, body, stratum }) => stratum.setConfig(params.id, params.key, body),
    deleteConfig: ({ params, query, stratum }) => stratum.deleteConfig(params.id, params.key, query),
  });
