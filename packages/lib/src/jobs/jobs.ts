import {
  type ActorContext,
  type Job,
  JobNotFoundError,
  JobParams,
  type JobStatus,
  ListJobsQuery,
  type Page,
  type PageInput,
  StartJob,
  type StartJobInput,
  validate,
} from "@stratum-hq/core";
import { v7 } from "uuid";
import type { Deps } from "../caller.ts";
import { decodeCursor, toPage } from "../page.ts";
import * as q from "./jobs.sql.ts";

/** What takes long, done in the background by `startJobs()`. Rules: `docs/jobs.md`. */
export interface JobsApi {
  /**
   * Queues a job, which is done in the caller's name and within its reach, however long that takes and whoever dies
   * meanwhile. What it does may still be refused, and is told by the job then.
   * @throws ValidationError TenantNotFoundError
   */
  startJob(input: StartJobInput, context?: ActorContext): Promise<Job>;
  /** How far it is, and what came of it. @throws JobNotFoundError */
  getJob(id: string): Promise<Job>;
  /** Jobs about what the caller sees, newest first. Kept for 30 days. */
  listJobs(
    query?: PageInput & { tenant_id?: string | undefined; status?: JobStatus | undefined },
  ): Promise<Page<Job>>;
}

export function createJobs({ db, caller: callerOf }: Deps): JobsApi {
  return {
    async startJob(input, context) {
      const caller = callerOf(context);
      caller.need("admin");
      const given = validate(StartJob, input);
      const job = await db.transaction((tx) => q.insertJob(tx, caller, v7(), given));
      if (job) return job;
      caller.find(null, given.tenant_id);
      throw new Error("A job that was not refused was not queued.");
    },
    async getJob(id) {
      const caller = callerOf();
      caller.need("read");
      const params = validate(JobParams, { id }, "params");
      const [job] = await q.selectJobs(db, { within: caller.within, id: params.id });
      if (!job) throw new JobNotFoundError(`There is no job ${params.id}.`, { job_id: params.id });
      return job;
    },
    async listJobs(query) {
      const caller = callerOf();
      caller.need("read");
      const { cursor, limit = 50, ...filter } = validate(ListJobsQuery, query ?? {}, "query");
      const after = decodeCursor(cursor, "uuid")?.[0] ?? null;
      const rows = await q.selectJobs(db, { within: caller.within, ...filter, after, limit });
      return toPage(rows, limit, (job) => [job.id]);
    },
  };
}
