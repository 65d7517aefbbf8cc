/**
 * What sends. A turn takes what is new in the outbox and what is due; attempts then run on their own, each without a
 * connection to the database until it ends.
 */
import { attempt, LEASE_SECONDS, type Sender } from "./attempt.ts";
import { claim, fanOut, type Job, prune } from "./queue.sql.ts";

/** Events that are turned into deliveries at a time. */
const BATCH = 500;
/** Deliveries that are pruned at a time, and how often, in milliseconds. */
const PRUNED = 1_000;
const PRUNE_MS = 3_600_000;
/** Longest time between turns, in milliseconds. */
const POLL_MS = 500;
/** How long to leave a database alone that did not answer, in milliseconds. */
const PAUSE_MS = 1_000;
/** An attempt that takes longer than this makes place for another, in milliseconds: a dead endpoint answers late or never. */
const BRISK_MS = 500;

/**
 * Two lanes. Endpoints that failed last time never stand in the way of the others: they have a lane of their own, with
 * one attempt each. In the other lane only those count that have not taken long yet, so that hundreds which die at
 * once let the healthy ones pass.
 */
const LANES = [
  { failing: false, places: 100, most: 1_000, each: 10 },
  { failing: true, places: 200, most: 200, each: 1 },
] as const;

export interface WorkerOptions {
  /** Told when a turn failed, e.g. since the database does not answer; it is tried again after a second. */
  on_error?: ((error: unknown) => void) | undefined;
}

/** Sends until it is closed. */
export interface WebhookWorker {
  /** Takes nothing new, and resolves when the attempts that run have ended. */
  close(): Promise<void>;
}

export function startWorker(
  sender: Sender,
  { on_error = () => undefined }: WorkerOptions = {},
): WebhookWorker {
  const { db } = sender;
  const running = new Set<Promise<void>>();
  let closed = false;
  let wake = (): void => undefined;

  const lanes = LANES.map(({ failing, places, most, each }) => {
    let all = 0;
    let brisk = 0;
    function run(job: Job): void {
      all++;
      brisk++;
      let counted = true;
      const uncount = (): void => {
        if (!counted) return;
        counted = false;
        brisk--;
        wake();
      };
      const timer = setTimeout(uncount, BRISK_MS);
      const task = attempt(sender, job)
        .then(() => undefined, on_error)
        .finally(() => {
          clearTimeout(timer);
          all--;
          uncount();
          running.delete(task);
        });
      running.add(task);
    }
    return {
      /** Takes as many as there is room for. Was all of it used? */
      async take(): Promise<boolean> {
        const limit = Math.min(places - brisk, most - all);
        if (limit <= 0) return false;
        const jobs = await claim(db, { failing, limit, each, lease_seconds: LEASE_SECONDS });
        for (const job of jobs) run(job);
        return jobs.length > 0;
      },
    };
  });

  async function turn(): Promise<boolean> {
    let more = (await fanOut(db, BATCH)) === BATCH;
    for (const lane of lanes) if (await lane.take()) more = true;
    return more;
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
    let pruned_at = 0;
    while (!closed) {
      try {
        if (Date.now() - pruned_at > PRUNE_MS && (await prune(db, PRUNED)) < PRUNED) pruned_at = Date.now();
        if (!(await turn())) await sleep(POLL_MS);
      } catch (error) {
        on_error(error);
        await sleep(PAUSE_MS);
      }
    }
  }
  const working = work();

  return {
    async close() {
      closed = true;
      wake();
      await working;
      await Promise.all(running);
    },
  };
}
