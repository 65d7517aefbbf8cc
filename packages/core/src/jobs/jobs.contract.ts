import { defineContracts } from "../http/contract.ts";
import { jobsRoutes } from "./jobs.routes.ts";
import * as s from "./jobs.schema.ts";

export const jobsContracts = defineContracts(jobsRoutes, {
  startJob: {
    summary: "Start something that takes long; it goes on in the background",
    description:
      "It is done in the caller's name and within its reach, also if the control plane ends meanwhile. Ask `GET /jobs/{id}` how far it is.",
    body: s.StartJob,
    response: s.Job,
    errors: ["TENANT_NOT_FOUND"],
  },
  listJobs: {
    summary: "List the jobs of the caller's subtree, newest first",
    description: "Jobs are kept for 30 days.",
    query: s.ListJobsQuery,
    response: s.JobPage,
    errors: [],
  },
  getJob: {
    summary: "Get a job: how far it is, and what came of it",
    params: s.JobParams,
    response: s.Job,
    errors: ["JOB_NOT_FOUND"],
  },
});
