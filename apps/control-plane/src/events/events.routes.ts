import { eventsContracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { mountStreams } from "../mount-streams.ts";

export const eventsRoutes = (app: FastifyInstance): void =>
  mountStreams(app, "events", eventsContracts, {
    events: ({ query, stratum, last_event_id, signal }) =>
      stratum.events({ ...query, last_event_id, signal }),
  });
