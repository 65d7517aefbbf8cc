import type { Routes } from "../http/routes.ts";

export const eventsRoutes = {
  events: { method: "GET", path: "/events", scope: "read", live: true },
} as const satisfies Routes;
