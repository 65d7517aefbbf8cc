import type { StreamMessage } from "@stratum-hq/core";
import type { StratumError } from "@stratum-hq/core/client";
import { sleep } from "./abort.ts";
import { TimeoutError } from "./errors.ts";
import { readMessages } from "./event-stream.ts";

/** Where a stream begins and when it ends. */
export interface EventsOptions {
  /** `id` of the last message that was heard, also in an earlier process: it goes on behind it. Default: it begins now. */
  last_event_id?: string | undefined;
  /** Default true. `false`: ends as soon as it has told what happened so far; its last message is `ready`. */
  follow?: boolean | undefined;
  /** Ends the stream, without an error. */
  signal?: AbortSignal | undefined;
  /** Told when the connection is lost, before it is made again. What follows may come late until the next `ready`. */
  on_lost?: ((reason: unknown) => void) | undefined;
}

/** What a stream tells its listener: a heartbeat is kept from it. */
export type ClientMessage = Exclude<StreamMessage, { type: "beat" }>;

/** One connection: the body, or what the control plane refused with. */
export interface Connection {
  /** @param renew after a refusal of the credentials: with new ones. @throws StratumError */
  connect(
    headers: Record<string, string>,
    query: string,
    signal: AbortSignal,
    renew: boolean,
  ): Promise<Response>;
  /** May new credentials be had? */
  renewable: boolean;
  /** Longest time until a connection is answered, in milliseconds. */
  timeout_ms: number;
  /** Is a stream taken up again that was lost? */
  retry: boolean;
}

/** A stream that tells nothing for so long, not even a heartbeat, is lost. In milliseconds. */
export const SILENCE_MS = 15_000;
/** Longest wait before a connection is made again, and the first, in milliseconds. */
const MAX_WAIT_MS = 10_000;
const FIRST_WAIT_MS = 250;

/** Does another try make sense? */
const passes = ({ status, code }: Partial<StratumError>): boolean =>
  code === "NETWORK_ERROR" || code === "TIMEOUT" || status === 429 || (status !== undefined && status >= 500);
const refusesId = ({ code, details }: Partial<StratumError>): boolean =>
  code === "VALIDATION_ERROR" && (details?.errors ?? []).some(({ path }) => path === "headers.last-event-id");

/**
 * The messages of the control plane's stream, over as many connections as it takes, each message once.
 * @throws StratumError for what another try would not mend, such as `UnauthorizedError`; without retries for any loss.
 */
export async function* streamEvents(
  { connect, renewable, timeout_ms, retry }: Connection,
  { last_event_id, follow = true, signal, on_lost }: EventsOptions,
): AsyncGenerator<ClientMessage> {
  let last = last_event_id;
  let failures = 0;
  let renew = false;
  // An id of ours that is refused: the control plane has new secrets. What was missed is not to be had.
  let missed = false;
  while (!signal?.aborted) {
    const connection = new AbortController();
    const end = (): void => connection.abort();
    signal?.addEventListener("abort", end);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const within = (ms: number): void => {
      clearTimeout(timer);
      const reason = new TimeoutError(`Nothing was heard for ${ms} ms.`, { timeout_ms: ms });
      timer = setTimeout(() => connection.abort(reason), ms);
    };
    try {
      within(timeout_ms);
      const headers = { accept: "text/event-stream", ...(last !== undefined && { "last-event-id": last }) };
      const response = await connect(headers, follow ? "" : "?follow=false", connection.signal, renew);
      within(SILENCE_MS);
      renew = false;
      for await (const message of readMessages(response.body as ReadableStream, () => within(SILENCE_MS))) {
        failures = 0;
        last = message.id;
        if (missed) yield { type: "reset", id: last };
        missed = false;
        if (message.type !== "beat") yield message;
        if (message.type === "ready" && !follow) return;
      }
      if (!retry) return;
      on_lost?.(undefined);
    } catch (thrown) {
      if (signal?.aborted) return;
      const error = (connection.signal.aborted ? connection.signal.reason : thrown) as Partial<StratumError>;
      on_lost?.(error);
      if (error.status === 401 && renewable && !renew) {
        renew = true;
        continue;
      }
      if (refusesId(error) && last !== last_event_id) {
        last = undefined;
        missed = true;
        continue;
      }
      if (!retry || !(passes(error) || error instanceof TypeError)) throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      connection.abort();
    }
    const longest = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++);
    await sleep(longest * (0.5 + Math.random() / 2), signal).catch(() => undefined);
  }
}
