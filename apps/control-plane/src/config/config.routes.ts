import { configContracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { mount } from "../mount.ts";

export const configRoutes = (app: FastifyInstance): void =>
  mount(app, "config", configContracts, {
    resolveConfig: ({ params, stratum }) => stratum.resolveConfig(params.id),
    batchSetConfig: ({ params, body, stratum }) =>
      stratum.batchSetConfig(params.id, body.entries, { atomic: body.atomic }),
    setConfig: ({ params, body, stratum }) => stratum.setConfig(params.id, params.key, body),
    deleteConfig: ({ params, query, stratum }) => stratum.deleteConfig(params.id, params.key, query),
    revealConfig: ({ params, body, stratum }) => stratum.revealConfig(params.id, params.key, body.reason),
    listConfigHistory: ({ params, query, stratum }) =>
      stratum.listConfigHistory(params.id, params.key, query),
    restoreConfig: ({ params, body: { version, ...options }, stratum }) =>
      stratum.restoreConfig(params.id, params.key, version, options),
    getConfigWithInheritance: ({ params, stratum }) => stratum.getConfigWithInheritance(params.id),
    explainConfig: ({ params, stratum }) => stratum.explainConfig(params.id, params.key),
    previewConfig: ({ params, body, stratum }) => stratum.previewConfig(params.id, body.entries),
    listDrift: ({ params, query, stratum }) => stratum.listDrift(params.id, query),
    diffConfig: ({ query, stratum }) => stratum.diffConfig(query.tenant_a, query.tenant_b),
    listConfigDefinitions: ({ params, stratum }) => stratum.listConfigDefinitions(params.id),
    defineConfigKey: ({ params, body, stratum }) => stratum.defineConfigKey(params.id, params.key, body),
    deleteConfigDefinition: ({ params, query, stratum }) =>
      stratum.deleteConfigDefinition(params.id, params.key, query),
  });
