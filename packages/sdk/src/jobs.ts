import type { Job, StratumApi } from "@stratum-hq/core";
import { sleep } from "./abort.ts";

/** How a job is waited for. */
export interface WaitOptions {
  /** Told each time that the job was asked for. */
  on_progress?: ((job: Job) => void) | undefined;
  /** Longest time between two questions, in milliseconds; the first ones come sooner. Default 2,000. */
  poll_ms?: number | undefined;
  /** Ends the waiting, not the job. */
  signal?: AbortSignal | undefined;
}

const FIRST_MS = 100;

/** Asks for a job until it is over. @throws what `getJob` throws, or the signal's reason. */
export async function waitForJob(
  client: Pick<StratumApi, "getJob">,
  id: string,
  { on_progress, poll_ms = 2_000, signal }: WaitOptions = {},
): Promise<Job> {
  for (let wait = FIRST_MS; ; wait *= 1.5) {
    const job = await client.getJob(id, signal ? { signal } : {});
    on_progress?.(job);
    if (job.finished_at !== null) return job;
    await sleep(Math.min(wait, poll_ms), signal);
  }
}
