/** One attempt to deliver: signed, sent, and noted. */
import { signWebhook, type WebhookDelivery, webhookSecret } from "@stratum-hq/core";
import type { Database } from "@stratum-hq/db-adapters";
import type { Keyring, Wrapped } from "../keys/index.ts";
import type { Guard } from "./address.ts";
import { finish, type Job } from "./queue.sql.ts";
import { nextWait } from "./schedule.ts";
import { type Outcome, send } from "./send.ts";

/** An endpoint has so long to answer, in milliseconds. */
export const TIMEOUT_MS = 15_000;
/** What a worker takes is its own for so long, in seconds: longer than any attempt. */
export const LEASE_SECONDS = 60;
/** The endpoint is gone for good. */
const GONE = 410;

export interface Sender {
  db: Database;
  keyring: Keyring;
  guard: Guard;
  /** Default 15,000. */
  timeout_ms?: number | undefined;
}

/** What binds a wrapped secret to its webhook. */
export const secretContext = (webhook_id: string): string => `webhook\0${webhook_id}`;

/** Signs and sends, with no transaction open meanwhile, then notes how it went. Gives the delivery as it is now, if it is still ours. */
export async function attempt(sender: Sender, job: Job, test = false): Promise<WebhookDelivery | undefined> {
  const at = new Date();
  const { retry_after, ...outcome } = await call(sender, job, at, test);
  const accepted = outcome.error === null;
  return finish(sender.db, job, {
    attempt: { at: at.toISOString(), ...outcome },
    accepted,
    wait: accepted || test ? null : nextWait(job.tries + 1, retry_after),
    gone: outcome.status === GONE,
    test,
  });
}

async function call(
  { keyring, guard, timeout_ms = TIMEOUT_MS }: Sender,
  job: Job,
  at: Date,
  test: boolean,
): Promise<Outcome> {
  const text = async (secret: Wrapped): Promise<string> =>
    webhookSecret(await keyring.unwrap(secret, secretContext(job.webhook_id)));
  try {
    const secrets = await Promise.all([job.secret, ...(job.old_secret ? [job.old_secret] : [])].map(text));
    const timestamp = Math.floor(at.getTime() / 1000);
    const signed = await signWebhook({ id: job.event_id, timestamp, body: job.payload }, secrets);
    const headers = { ...signed, "content-type": "application/json", "user-agent": "Stratum-Webhooks" };
    return await send(job.url, job.payload, headers, { guard, timeout_ms });
  } catch (error) {
    // Without the master key nothing can be signed. That is no fault of the endpoint, and must not cost it an attempt:
    // the lease ends, and it is due again. Who asks for a test is told.
    if (!test) throw error;
    return {
      status: null,
      error: "It could not be signed: the master key is not the one of its secret.",
      duration_ms: 0,
    };
  }
}
