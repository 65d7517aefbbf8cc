/** Turns a feature's contracts of streams into routes that send server-sent events: see the HTML standard, 9.2. */
import { Readable } from "node:stream";
import { type Contract, invalid, type StreamMessage } from "@stratum-hq/core";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Call } from "./mount.ts";
import { routeSchema } from "./openapi.ts";

/** How long a reader waits before it connects again, if it is one that does so by itself. In milliseconds. */
const RETRY_MS = 1_000;
/** A connection that takes nothing for so long is given up; the heartbeat alone would fill it. In milliseconds. */
const STALLED_MS = 30_000;

/** How long a stream that is to end may take to send what it has told, in milliseconds. */
const LAST_WORDS_MS = 1_000;

/** What a handler gets: the call, where to begin, and when to end. */
export interface StreamCall<C extends Contract> extends Call<C> {
  last_event_id: string | undefined;
  signal: AbortSignal;
}

/** Mounts one feature's streams. What a handler refuses before its first message is answered like every other refusal. */
export function mountStreams<const T extends Readonly<Record<string, Contract & { live: true }>>>(
  app: FastifyInstance,
  tag: string,
  contracts: T,
  handlers: NoInfer<{ readonly [K in keyof T]: (call: StreamCall<T[K]>) => AsyncIterable<StreamMessage> }>,
): void {
  for (const [name, contract] of Object.entries(contracts)) {
    const handle = handlers[name] as (call: StreamCall<Contract>) => AsyncIterable<StreamMessage>;
    const written = new WeakMap<StreamMessage, string>();
    app.route({
      method: contract.method,
      url: contract.path,
      exposeHeadRoute: false,
      config: { scope: contract.scope, longLived: true },
      schema: routeSchema(name, tag, contract),
      handler: async (request, reply) => {
        const last_event_id = lastEventId(request);
        const stream = app.eventStreams.open(request);
        const ended = (): void => stream.end();
        reply.raw.once("close", ended);
        stream.signal.addEventListener("abort", () => {
          setTimeout(() => reply.raw.destroy(), LAST_WORDS_MS).unref();
        });
        const { params, query, body, stratum } = request;
        const call = { params, query, body, stratum, last_event_id, signal: stream.signal };
        try {
          const messages = handle(call as StreamCall<Contract>)[Symbol.asyncIterator]();
          const first = await messages.next();
          reply.raw.setTimeout(STALLED_MS, () => reply.raw.destroy());
          // A proxy must neither keep it nor gather it up.
          reply.headers({
            "content-type": "text/event-stream; charset=utf-8",
            "cache-control": "no-store, no-transform",
            "x-accel-buffering": "no",
            // Else a shutdown would wait for the client's next request on it.
            connection: "close",
          });
          const write = (message: StreamMessage): string => {
            // Those with the same view are told the same object: it is written and signed once.
            const text = written.get(message) ?? textOf(message, app.signCursor(request, message.id));
            written.set(message, text);
            return text;
          };
          return reply.send(Readable.from(writeAll(first, messages, write), { objectMode: false }));
        } catch (error) {
          stream.end();
          throw error;
        }
      },
    });
  }
}

function lastEventId(request: FastifyRequest): string | undefined {
  const header = request.headers["last-event-id"];
  if (typeof header !== "string" || header === "") return undefined;
  const id = request.server.openCursor(request, header);
  if (id !== undefined) return id;
  const message = "is not an id of this stream; give the last one that it told, or none";
  throw invalid([{ path: "headers.last-event-id", message }]);
}

const textOf = (message: StreamMessage, id: string): string => {
  if (message.type === "beat") return `: still here\nid: ${id}\n\n`;
  const data = JSON.stringify(message.type === "change" ? message.event : {});
  return `event: ${message.type}\nid: ${id}\ndata: ${data}\n\n`;
};

async function* writeAll(
  first: IteratorResult<StreamMessage>,
  rest: AsyncIterator<StreamMessage>,
  write: (message: StreamMessage) => string,
): AsyncGenerator<string> {
  yield `retry: ${RETRY_MS}\n\n`;
  try {
    for (let next = first; !next.done; next = await rest.next()) yield write(next.value);
  } finally {
    await rest.return?.();
  }
}
