import type { Routes } from "../http/routes.ts";

export const jobsRoutes = {
  startJob: { method: "POST", path: "/jobs", scope: "admin", success: 202 },
  listJobs: { method: "GET", path: "/jobs", scope: "read" },
  getJob: { method: "GET", path: "/jobs/:id", scope: "read" },
} as const satisfies Routes;
