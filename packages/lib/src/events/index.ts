export { createEvents, type EventsApi, type EventsOptions } from "./events.ts";
export { createHub, type Hub } from "./hub.ts";
