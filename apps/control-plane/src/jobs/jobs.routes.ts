import { jobsContracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { mount } from "../mount.ts";

export const jobsRoutes = (app: FastifyInstance): void =>
  mount(app, "jobs", jobsContracts, {
    startJob: ({ body, stratum }) => stratum.startJob(body),
    listJobs: ({ query, stratum }) => stratum.listJobs(query),
    getJob: ({ params, stratum }) => stratum.getJob(params.id),
  });
