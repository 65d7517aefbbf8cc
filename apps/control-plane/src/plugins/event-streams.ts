/** Which streams are open, and for how long: no longer than their callers may listen, and not past the server's end. */
import { createHash } from "node:crypto";
import { BusyError, RateLimitedError, scopeSatisfies } from "@stratum-hq/core";
import type { Stratum } from "@stratum-hq/lib";
import type { FastifyPluginCallback, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { Gauge, type Registry } from "prom-client";
import { credentialOf } from "./auth.ts";

/** Streams of one credential. */
const MOST_OF_ONE = 100;
/** Streams of all. */
const MOST = 10_000;
/** How often it is looked whether a credential may have ended, in milliseconds. */
const LOOK_MS = 200;
/** How often each is asked for anew, whatever was heard, in milliseconds. */
const ANEW_MS = 10_000;
/** Credentials that are asked for at the same time. */
const AT_ONCE = 8;
const PRUNE_MS = 600_000;

/** A stream that was let in. */
export interface OpenStream {
  /** Aborts when the stream is to end. */
  signal: AbortSignal;
  end(): void;
}
/** All streams of one credential. */
interface Listening {
  credential: string;
  scope: string;
  tenant_id: string | undefined;
  /** In milliseconds; when it ends by itself. */
  expires_at: number;
  streams: Set<AbortController>;
}

declare module "fastify" {
  interface FastifyInstance {
    eventStreams: {
      /** @throws BusyError RateLimitedError */
      open(request: FastifyRequest): OpenStream;
    };
  }
}

interface StreamsOptions {
  stratum: Stratum;
  metrics?: Registry | undefined;
}

export const eventStreams: FastifyPluginCallback<StreamsOptions> = fp<StreamsOptions>(
  (app, { stratum, metrics }, done) => {
    const open = new Map<string, Listening>();
    let count = 0;
    let closing = false;
    let doubts = 0;
    let anewAt = 0;
    let judging = false;

    app.decorate("eventStreams", {
      open(request) {
        if (closing || count >= MOST) throw new BusyError("The server takes no more streams now; try again.");
        const credential = credentialOf(request);
        const key = createHash("sha256").update(credential).digest("base64");
        const { expires_at } = request.actor as { expires_at?: string | null };
        const listening = open.get(key) ?? {
          credential,
          scope: request.routeOptions.config.scope ?? "admin",
          tenant_id: request.actor.tenant_id,
          expires_at: expires_at ? Date.parse(expires_at) : Number.POSITIVE_INFINITY,
          streams: new Set(),
        };
        if (listening.streams.size >= MOST_OF_ONE) {
          throw new RateLimitedError(
            `One credential can have ${MOST_OF_ONE} streams open. Close one, or share it between listeners.`,
            { limit: MOST_OF_ONE },
          );
        }
        open.set(key, listening);
        const ending = new AbortController();
        listening.streams.add(ending);
        count++;
        ending.signal.addEventListener("abort", () => {
          count--;
          listening.streams.delete(ending);
          if (listening.streams.size === 0) open.delete(key);
        });
        return { signal: ending.signal, end: () => ending.abort() };
      },
    });

    if (metrics) {
      new Gauge({
        name: "stratum_event_streams",
        help: "Streams of events that are open here.",
        registers: [metrics],
        collect() {
          this.set(count);
        },
      });
    }

    const end = ({ streams }: Listening): void => {
      for (const stream of [...streams]) stream.abort();
    };
    /** Ends the streams of a credential that no longer opens what it did. So does a database that cannot tell. */
    async function judge(listening: Listening): Promise<void> {
      const { credential, scope, tenant_id } = listening;
      const now = await stratum.authenticate(credential).catch(() => undefined);
      if (!now || now.tenant_id !== tenant_id || !scopeSatisfies(now.scopes, scope)) end(listening);
    }
    async function judgeSome(): Promise<void> {
      const heard = stratum.accessDoubts();
      const all = heard !== doubts || performance.now() >= anewAt;
      const due = [...open.values()].filter(({ expires_at }) => all || expires_at <= Date.now());
      doubts = heard;
      if (all) anewAt = performance.now() + ANEW_MS;
      const judges = Array.from({ length: AT_ONCE }, async () => {
        for (let next = due.pop(); next; next = due.pop()) await judge(next);
      });
      await Promise.all(judges);
    }
    const look = setInterval(async () => {
      if (judging || count === 0) return;
      judging = true;
      await judgeSome();
      judging = false;
    }, LOOK_MS).unref();
    const prune = setInterval(() => {
      stratum.pruneEvents().catch((err: unknown) => app.log.warn({ err }, "old events were not pruned"));
    }, PRUNE_MS).unref();

    app.addHook("preClose", (next) => {
      closing = true;
      clearInterval(look);
      clearInterval(prune);
      for (const listening of open.values()) end(listening);
      next();
    });
    done();
  },
);
