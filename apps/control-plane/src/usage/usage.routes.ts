import { usageContracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { mount } from "../mount.ts";

export const usageRoutes = (app: FastifyInstance): void =>
  mount(app, "usage", usageContracts, {
    recordUsage: ({ params, body, stratum }) => stratum.recordUsage(params.id, body),
    aggregateUsage: ({ query, stratum }) => stratum.aggregateUsage(query),
  });
