import { defineError } from "../http/errors.ts";

/** No such job, or none that the caller may see (404). */
export class JobNotFoundError extends defineError("JOB_NOT_FOUND", 404) {}

export const jobsErrors = { JOB_NOT_FOUND: JobNotFoundError } as const;
