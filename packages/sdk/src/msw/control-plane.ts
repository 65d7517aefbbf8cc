import { type Contract, NotFoundError } from "@stratum-hq/core";
import { type HttpHandler, http } from "msw";
import { createClient, type StratumClient } from "../client.ts";
import { accessMock } from "./access/access.mock.ts";
import { auditMock } from "./audit/audit.mock.ts";
import { createCaller } from "./caller.ts";
import { configMock } from "./config/config.mock.ts";
import { consentMock } from "./consent/consent.mock.ts";
import { eventsMock } from "./events/events.mock.ts";
import { createFaults, type Failures, type Latency, wait } from "./faults.ts";
import type { MockCall, MockHandlers } from "./handler.ts";
import { createReplay } from "./idempotency.ts";
import { hasVersion, type Input, readInput } from "./input.ts";
import { jobsMock } from "./jobs/jobs.mock.ts";
import { permissionsMock } from "./permissions/permissions.mock.ts";
import { problem } from "./problem.ts";
import { match } from "./routing.ts";
import { sessionOf } from "./sessions.ts";
import { type MockSession, Store } from "./store.ts";
import { tenantsMock } from "./tenants/tenants.mock.ts";
import { usageMock } from "./usage/usage.mock.ts";
import { webhooksMock } from "./webhooks/webhooks.mock.ts";

/** Fills a fresh store. */
export type Seed = (store: Store) => void;

/** How a mock control plane starts. */
export interface MockOptions {
  /** What it holds at first and after `reset()`. Default: nothing. */
  seed?: Seed;
  /** Default 0. */
  latency?: Latency;
  /** Default none. */
  failures?: Failures;
  /** Clock in milliseconds. Default `Date.now`. */
  now?: () => number;
  /**
   * Who calls when a request brings no credentials that the mock gave out. Default: a platform caller with every
   * scope. null: such a request is refused with `UNAUTHORIZED`.
   */
  session?: MockSession | null;
}

/** Ways to reach the mock as one caller. All of them share the same state. */
export interface MockView {
  /** For `setupWorker`, `setupServer` or Storybook: answer every request below `/api/v1` on any origin. */
  handlers: HttpHandler[];
  /** In place of the global `fetch`: no network and no interception, e.g. `createClient({ fetch })`. */
  fetch: typeof globalThis.fetch;
  /** A client on that `fetch`, without retries. */
  client: StratumClient;
}

/** A control plane in memory that follows the rules of the real one. */
export interface MockControlPlane extends MockView {
  /** What it holds now; may be read and changed. A new object after `reset()`. */
  readonly state: Store;
  /** The mock as another caller; null brings no credentials. */
  as(session: MockSession | null): MockView;
  /** Back to the seed, and to the latency and failures of the start. */
  reset(): void;
  setFailures(failures: Failures): void;
  setLatency(latency: Latency): void;
}

/** A text that comes in pieces, as the server sends it. */
function textResponse(
  types: Readonly<Record<string, string>>,
  { query }: Pick<Input, "query">,
  result: unknown,
  request_id: string,
): Response {
  const pieces = (result as AsyncIterable<string>)[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  const [first = ""] = Object.keys(types);
  const { format = first } = (query ?? {}) as { format?: string };
  const headers = { "content-type": `${types[format]}; charset=utf-8`, "x-request-id": request_id };
  return new Response(body, { headers });
}

const platform: MockSession = { scopes: ["admin", "secrets:read"], actor_id: "mock-operator" };

/**
 * Makes a control plane in memory. It validates by the contracts, keeps what is written, and enforces subtrees,
 * scopes, locks and modes; it passes the server's own contract tests.
 */
export function createMockControlPlane(options: MockOptions = {}): MockControlPlane {
  let { latency = 0 } = options;
  let store: Store;
  let answer: MockHandlers<Readonly<Record<string, Contract>>>;
  let dueFailure = createFaults(options.failures ?? {});
  let replay = createReplay();
  let requests = 0;

  function reset(): void {
    const before = store as Store | undefined;
    store = new Store(options.now ?? Date.now);
    options.seed?.(store);
    answer = {
      ...tenantsMock(store),
      ...configMock(store),
      ...permissionsMock(store),
      ...consentMock(store),
      ...jobsMock(store),
      ...usageMock(store),
      ...auditMock(store),
      ...accessMock(store),
      ...webhooksMock(store),
      ...eventsMock(store),
    } as unknown as typeof answer;
    replay = createReplay();
    latency = options.latency ?? 0;
    dueFailure = createFaults(options.failures ?? {});
    // Streams of what is no more end.
    for (const listener of before?.listeners ?? []) listener();
  }

  async function respond(request: Request, fallback: MockSession | null): Promise<Response> {
    const request_id = `mock-${++requests}`;
    try {
      const { operation, contract, params } = match(request.method, new URL(request.url).pathname);
      await wait(latency, operation, request.signal);
      const failure = dueFailure(operation);
      if (failure === "network") return Response.error();
      if (failure) throw failure;
      const caller = createCaller(store, sessionOf(store, request, fallback), request_id);
      caller.need(contract.scope);
      const input = await readInput(contract, params, request);
      if (contract.live) {
        const there = store;
        const call = {
          ...{
            caller,
            ...input,
            last_event_id: request.headers.get("last-event-id"),
            signal: request.signal,
          },
          assertStands: () => {
            if (there !== store) throw new NotFoundError("The mock control plane was reset.");
            sessionOf(there, request, fallback);
          },
        };
        const stream = answer[operation] as unknown as (call: unknown) => ReadableStream;
        return new Response(stream(call), {
          headers: { "content-type": "text/event-stream", "x-request-id": request_id },
        });
      }
      return await replay({ contract, session: caller.session, request, input }, () => {
        try {
          // The input was parsed by the contract's own schemas, so it is what the handler's types say.
          const call = { caller, ...input } as MockCall<Contract>;
          const result = contract.response.parse(answer[operation]?.(call));
          if (contract.stream) return textResponse(contract.stream, input, result, request_id);
          const version = hasVersion(contract) && { etag: `"${(result as { version: number }).version}"` };
          const headers = { "content-type": "application/json", "x-request-id": request_id, ...version };
          return new Response(JSON.stringify(result), { status: contract.success ?? 200, headers });
        } catch (error) {
          return problem(error, request_id);
        }
      });
    } catch (error) {
      if (request.signal.aborted) throw request.signal.reason;
      return problem(error, request_id);
    }
  }

  function view(session: MockSession | null): MockView {
    const mockFetch: typeof fetch = async (input, init) => {
      const request =
        input instanceof Request
          ? new Request(input, init)
          : new Request(new URL(input, "http://mock"), init);
      const response = await respond(request, session);
      if (response.type === "error")
        throw new TypeError("The mock control plane was told to break the connection.");
      return response;
    };
    return {
      handlers: [http.all("*/api/v1/*", ({ request }) => respond(request, session))],
      fetch: mockFetch,
      client: createClient({ fetch: mockFetch, retry: false }),
    };
  }

  reset();
  return {
    ...view(options.session === undefined ? platform : options.session),
    get state() {
      return store;
    },
    as: view,
    reset,
    setFailures(failures) {
      dueFailure = createFaults(failures);
    },
    setLatency(value) {
      latency = value;
    },
  };
}
