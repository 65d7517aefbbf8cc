import { defineContracts } from "../http/contract.ts";
import { eventsRoutes } from "./events.routes.ts";
import * as s from "./events.schema.ts";

export const eventsContracts = defineContracts(eventsRoutes, {
  events: {
    summary: "Hear of changes as they are committed",
    description:
      "Server-sent events (`text/event-stream`): `change` with the data below, of the caller's subtree and of what it inherits; `ready` when all that happened so far was told; `reset` when what was missed can no longer be told. Send the last `id` as `Last-Event-ID` to lose nothing in between.",
    query: s.EventsQuery,
    response: s.TenantEvent,
    errors: [],
  },
});
