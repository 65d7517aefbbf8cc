import type { CallOptions, Job, ResolvedTenant, StratumApi } from "@stratum-hq/core";
import {
  type Route,
  reviveError,
  routes,
  type StratumError,
  takesIdempotencyKey,
} from "@stratum-hq/core/client";
import { sleep, until, withTimeout } from "./abort.ts";
import { type CacheOptions, createTenantCache } from "./cache.ts";
import { BadResponseError, NetworkError } from "./errors.ts";
import type { ClientMessage, EventsOptions } from "./events.ts";
import type { WaitOptions } from "./jobs.ts";
import { listenFor } from "./live.ts";
import { takesInput } from "./operations.ts";
import { type Call, toCall } from "./request.ts";
import { delayBefore, newIdempotencyKey, passing, type RetryOptions } from "./retry.ts";
import { type GetToken, shareToken } from "./token.ts";

/** Every operation as a method: path parameters in order, then body or query, then options of this call. */
export interface StratumClient extends StratumApi {
  /**
   * The same as `getTenantContext(id)`, but kept until something in the tenant's chain changes, and frozen. Callers at
   * the same time share one question; the signal ends only the waiting of its own.
   */
  resolveTenant(id: string, options?: Pick<CallOptions, "signal">): Promise<ResolvedTenant>;
  /**
   * Changes in the caller's subtree as they are committed, each once, over as many connections as it takes. `ready`
   * follows when all that happened so far has been told; `reset` says that some of it could not be: ask anew for what
   * you hold.
   */
  events(options?: EventsOptions): AsyncIterable<ClientMessage>;
  /**
   * Asks for a job until it has succeeded or failed. What failed is answered as well, not thrown: see its `error`.
   * @throws JobNotFoundError
   */
  waitForJob(id: string, options?: WaitOptions): Promise<Job>;
  /** Forgets what is kept of a tenant and of all below it. Writes of this client do so by themselves. */
  invalidateCache(id: string): void;
  /** Forgets everything that is kept. */
  clearCache(): void;
  /** Forgets everything, and lets go of the stream by which it hears of changes. The next `resolveTenant` begins anew. */
  close(): void;
}

/** Where the control plane is and how to call it. */
export interface ClientOptions {
  /**
   * Address of the control plane, e.g. `https://stratum.example.com`, or the path of a same-origin proxy, e.g.
   * `/stratum`. Default in a browser: the page's own origin. Elsewhere it must be absolute.
   */
  base_url?: string;
  /** The same as `base_url`. */
  controlPlaneUrl?: string;
  /** A long-lived key, for servers. Never in a browser: whoever opens the page can read it. */
  apiKey?: string;
  /** Gives a short-lived UI token; see `GetToken`. For browsers. */
  getToken?: GetToken;
  /** Used in place of the global `fetch`, e.g. that of the mock control plane. */
  fetch?: typeof globalThis.fetch;
  /** Longest time for one try, token included, in milliseconds. Default 30,000. */
  timeout_ms?: number;
  /**
   * Retries after 429, 503 and network failures, `false` for none. Writes by POST and PATCH carry an `Idempotency-Key`,
   * so that the control plane carries them out once. A retried PUT or DELETE whose first answer was lost may report what
   * its first try did, e.g. `VERSION_CONFLICT`.
   */
  retry?: RetryOptions | false;
  /**
   * What `resolveTenant` keeps; `false` for nothing. Default: as much as `CacheOptions` says. The first `resolveTenant`
   * opens a stream of events, which `close()` ends: it holds a Node process open.
   */
  cache?: CacheOptions | false;
}

/** An answer, read to its end. */
interface Answer {
  ok: boolean;
  status: number;
  headers: Headers;
  text: string;
  /** Not read yet: of a route that streams. */
  body?: ReadableStream<Uint8Array> | null;
}

const withApiKey = new WeakSet<StratumClient>();
/** Was the client made with a long-lived key? What runs in a browser should refuse such a client. */
export const usesApiKey = (client: StratumClient): boolean => withApiKey.has(client);

/**
 * Makes a client of the control plane.
 *
 * Its methods reject with the `StratumError` class of the answered code, or with `NetworkError`, `TimeoutError`,
 * `BadResponseError`. A call that the caller's own signal ends rejects with that signal's reason.
 * @throws TypeError for options that cannot work.
 */
export function createClient(options: ClientOptions = {}): StratumClient {
  if (options.apiKey && options.getToken) throw new TypeError("Give apiKey or getToken, not both.");
  const base = baseUrl(options);
  const doFetch: typeof fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const token = options.getToken && shareToken(options.getToken);
  const { timeout_ms = 30_000, retry = {} } = options;

  async function credentials(signal: AbortSignal, force: boolean): Promise<Record<string, string>> {
    if (token) return { authorization: `Bearer ${await until(signal, token(force))}` };
    return options.apiKey ? { "x-api-key": options.apiKey } : {};
  }

  /** One try: an answer, or a rejection. */
  const attempt = (route: Route, call: Call, force: boolean): Promise<Answer> =>
    withTimeout(timeout_ms, call.signal, async (signal) => {
      const headers = { ...(await credentials(signal, force)), ...call.headers };
      const init: RequestInit = {
        method: route.method,
        headers,
        signal,
        ...(call.body !== undefined && { body: call.body }),
      };
      try {
        const response = await doFetch(base + call.url, init);
        const { ok, status } = response;
        if (route.stream && ok)
          return { ok, status, headers: response.headers, text: "", body: response.body };
        return {
          ok: response.ok,
          status: response.status,
          headers: response.headers,
          text: await response.text(),
        };
      } catch (cause) {
        throw signal.aborted ? signal.reason : networkError(cause, base);
      }
    });

  /** A stream, once it is let in. */
  async function connect(
    more: Record<string, string>,
    query: string,
    signal: AbortSignal,
    renew: boolean,
  ): Promise<Response> {
    const headers = { ...(await credentials(signal, renew)), ...more };
    const response = await doFetch(`${base}/api/v1${routes.events.path}${query}`, { headers, signal }).catch(
      (cause: unknown) => {
        throw signal.aborted ? signal.reason : networkError(cause, base);
      },
    );
    const { ok, status } = response;
    if (ok && response.headers.get("content-type")?.startsWith("text/event-stream")) return response;
    throw toError({ ok, status, headers: response.headers, text: await response.text() }, base);
  }

  async function send(route: Route, call: Call): Promise<unknown> {
    let retries = 0;
    let renewed = false;
    for (;;) {
      const answer = await attempt(route, call, renewed).catch((error: unknown) => {
        if (error instanceof NetworkError) return error;
        throw error;
      });
      const lost = answer instanceof NetworkError;
      if (!lost && answer.ok)
        return route.stream ? pieces(answer.body, base, call.signal) : read(answer, base);
      const failure = lost ? answer : toError(answer, base);
      if (failure.status === 401 && token && !renewed) {
        renewed = true;
        continue;
      }
      const again = retry !== false && (lost || passing(answer.status, failure.code));
      const delay = again
        ? delayBefore(retries++, retry, lost ? null : answer.headers.get("retry-after"))
        : undefined;
      if (delay === undefined) throw failure;
      await sleep(delay, call.signal);
    }
  }

  const api = Object.fromEntries(
    Object.entries<Route>(routes)
      .filter(([, route]) => !route.live)
      .map(([name, route]) => [
        name,
        async (...args: unknown[]) => {
          const call = toCall(route, takesInput(name), args);
          if (retry !== false && takesIdempotencyKey(route.method))
            call.headers = { ...newIdempotencyKey(), ...call.headers };
          const answer = send(route, call);
          // Also after a failure: a write whose answer was lost may have been carried out.
          return isWrite(route) ? answer.finally(() => cache.invalidate(String(args[0]))) : answer;
        },
      ]),
  ) as unknown as StratumApi;
  async function* events(given: EventsOptions = {}): AsyncGenerator<ClientMessage> {
    // Fetched when it is needed: many a page never listens.
    const { streamEvents } = await import("./events.ts");
    yield* streamEvents(
      { connect, renewable: token !== undefined, timeout_ms, retry: retry !== false },
      given,
    );
  }
  const cache = createTenantCache((id) => api.getTenantContext(id), options.cache || {});
  const listening = listenFor(cache, events);
  const client: StratumClient = {
    ...api,
    resolveTenant: async (id, { signal } = {}) => {
      if (options.cache !== false) listening.start();
      const answer = cache.resolve(id);
      return signal ? until(signal, answer) : answer;
    },
    invalidateCache: cache.invalidate,
    clearCache: cache.clear,
    close() {
      listening.stop();
      cache.clear();
    },
    events,
    waitForJob: async (id, given) => (await import("./jobs.ts")).waitForJob(api, id, given),
  };
  if (options.apiKey) withApiKey.add(client);
  return client;
}

/** Starts the SDK: a client of the control plane at `controlPlaneUrl`. Takes the options of `createClient`. */
export const stratum = (options: ClientOptions): { client: StratumClient } => ({
  client: createClient(options),
});

const isWrite = ({ method, scope }: Route): boolean => method !== "GET" && scope !== "read";

function baseUrl({ base_url, controlPlaneUrl, fetch }: ClientOptions): string {
  const base = (base_url ?? controlPlaneUrl ?? "").replace(/\/+$/, "").replace(/\/api\/v1$/, "");
  const absolute = /^https?:\/\//.test(base);
  if (!absolute && !fetch && typeof location === "undefined") {
    throw new TypeError("Give base_url as an absolute address, for example https://stratum.example.com.");
  }
  return base;
}

function networkError(cause: unknown, base: string): NetworkError {
  const where = base || "this page's origin";
  const error = new NetworkError(
    `Could not reach the control plane at ${where}. Is it running, and is the address right?`,
  );
  error.cause = cause;
  return error;
}

/** A text as it comes. Whoever stops early lets go of the connection. */
async function* pieces(
  body: Answer["body"],
  base: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void, undefined> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true as const, value: undefined };
      const text = decoder.decode(value, { stream: !done });
      if (text !== "") yield text;
      if (done) return;
    }
  } catch (cause) {
    throw signal?.aborted ? signal.reason : networkError(cause, base);
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

function read(response: Answer, base: string): unknown {
  if (response.status === 204) return undefined;
  try {
    return JSON.parse(response.text);
  } catch {
    throw badResponse(response, base);
  }
}

function toError(response: Answer, base: string): StratumError {
  try {
    const problem = JSON.parse(response.text);
    if (typeof problem.code === "string") return reviveError(problem);
  } catch {
    // Not JSON: the answer of a proxy or of another server.
  }
  return badResponse(response, base);
}

function badResponse(response: Answer, base: string): BadResponseError {
  const content_type = response.headers.get("content-type");
  const error = new BadResponseError(
    response.status,
    `${base || "This page's origin"} answered ${response.status} with ${content_type ?? "no content"}, which is not a control plane's answer. Is the address right?`,
    { content_type },
  );
  const id = response.headers.get("x-request-id");
  if (id) error.request_id = id;
  return error;
}
