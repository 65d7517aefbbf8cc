export { createJobs, type JobsApi } from "./jobs.ts";
export { type JobWorker, type JobWorkerOptions, startWorker } from "./worker.ts";
