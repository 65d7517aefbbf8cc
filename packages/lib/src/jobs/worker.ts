/**
 * What does the jobs. A worker holds a job by a lease that it renews; when it dies, the lease ends and another begins
 * the job again. No transaction is open between the steps of a job.
 */
import { type ActorContext, type JobKind, StratumError, UnauthorizedError } from "@stratum-hq/core";
import type { Transaction } from "@stratum-hq/db-adapters";
import type { StratumMethods } from "../stratum.ts";
import { claim, finish, keyEnded, renew, type Taken, tidy } from "./jobs.sql.ts";
import { kinds } from "./kinds.ts";

/** Jobs that one process does at a time. */
const AT_ONCE = 2;
/** How often a job that runs says how far it is, in milliseconds. */
const TELL_MS = 1_000;
/** Longest time between looks for a job that waits, how long to leave a database alone that did not answer, and how often old jobs are deleted. In milliseconds. */
const POLL_MS = 500;
const PAUSE_MS = 1_000;
const TIDY_MS = 60_000;

export interface JobWorkerOptions {
  /** Told when something went wrong that is not the job's own refusal, e.g. the database does not answer. */
  on_error?: ((error: unknown) => void) | undefined;
  /** How long a job stays with a worker that says nothing more, in seconds. Default 30. */
  lease_seconds?: number | undefined;
}
/** Does jobs until it is closed. */
export interface JobWorker {
  /** Takes no more, gives back what can be begun again, and resolves when nothing runs. */
  close(): Promise<void>;
}

interface Engine {
  db: Transaction;
  as(context: ActorContext): StratumMethods;
}

export function startWorker(
  { db, as }: Engine,
  { on_error = () => undefined, lease_seconds = 30 }: JobWorkerOptions = {},
): JobWorker {
  const closing = new AbortController();
  const running = new Set<Promise<void>>();
  let wake = (): void => undefined;

  /** Does one job, and keeps it meanwhile. */
  async function run(job: Taken): Promise<void> {
    const lost = new AbortController();
    const signal = AbortSignal.any([closing.signal, lost.signal]);
    const at = { done: 0, total: null as number | null };
    let held = job.taken_until;
    const keep = async (): Promise<void> => {
      const until = await renew(db, { id: job.id, taken_until: held }, { ...at, lease_seconds });
      if (until === undefined) lost.abort();
      else held = until;
    };
    let keeping = Promise.resolve();
    const timer = setInterval(
      () => {
        keeping = keeping.then(keep).catch(on_error);
      },
      Math.min(TELL_MS, (lease_seconds * 1_000) / 3),
    );
    const progress = (done: number, total: number | null): void => void Object.assign(at, { done, total });
    const work = async (): Promise<object> => {
      if (await keyEnded(db, job.context))
        throw new UnauthorizedError("The API key that started this job has ended since.");
      return kinds[job.kind as JobKind]({ db, job, api: as(job.context), progress, signal });
    };
    const end = await work().then(
      (result) => ({ result }),
      (error: unknown) => {
        if (error instanceof StratumError && error.status < 500) return { error: told(error) };
        if (closing.signal.aborted) return { back: true };
        // What is wrong is not the job: it is begun again, later each time.
        on_error(error);
        return { wait_seconds: lease_seconds * job.tries };
      },
    );
    clearInterval(timer);
    await keeping;
    if (!lost.signal.aborted) await finish(db, { id: job.id, taken_until: held }, { ...at, ...end });
  }

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  async function work(): Promise<void> {
    let tidied = Number.NEGATIVE_INFINITY;
    while (!closing.signal.aborted) {
      try {
        if (performance.now() - tidied > TIDY_MS) {
          await tidy(db);
          tidied = performance.now();
        }
        const job = running.size < AT_ONCE ? await claim(db, Object.keys(kinds), lease_seconds) : undefined;
        if (!job) {
          await sleep(POLL_MS);
          continue;
        }
        const task = run(job)
          .catch(on_error)
          .finally(() => {
            running.delete(task);
            wake();
          });
        running.add(task);
      } catch (error) {
        on_error(error);
        await sleep(PAUSE_MS);
      }
    }
  }
  const working = work();

  return {
    async close() {
      closing.abort();
      wake();
      await working;
      await Promise.all(running);
    },
  };
}

const told = ({ code, status, message, details }: StratumError): object => ({
  code,
  status,
  message,
  details,
});
