/**
 * Says 503 while the process can still say it: when more requests run than it can carry, or when its event loop lags.
 * What waits is bounded by that; memory stays so too.
 */
import underPressure from "@fastify/under-pressure";
import { BusyError } from "@stratum-hq/core";
import type { FastifyPluginCallback, FastifyRequest } from "fastify";
import fp from "fastify-plugin";

/** Longest delay of the event loop, in milliseconds, under which requests are still taken. */
const MAX_EVENT_LOOP_DELAY_MS = 1_000;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Answered for as long as the caller listens: does not count among the requests that run. */
    longLived?: true;
    /** A part of a page, which costs little and without which the page stays blank: answered while the event loop lags. */
    ofPage?: true;
  }
}

const overloaded = (): BusyError =>
  new BusyError("The server has more to do than it can. Nothing was changed; try again in a moment.");
/** Probes are answered always, or the server would be ended for being busy. */
const isProbe = ({ routeOptions }: FastifyRequest): boolean =>
  ["/health", "/ready"].includes(routeOptions.url ?? "");

/** @param maxInFlight requests that may run at the same time. */
export const pressure: FastifyPluginCallback<{ maxInFlight: number }> = fp<{ maxInFlight: number }>(
  (app, { maxInFlight }, done) => {
    app.register(underPressure, {
      maxEventLoopDelay: MAX_EVENT_LOOP_DELAY_MS,
      pressureHandler: (request) => {
        if (!isProbe(request) && !request.routeOptions.config.ofPage) throw overloaded();
      },
    });
    const running = new WeakSet<FastifyRequest>();
    let inFlight = 0;
    app.addHook("onRequest", async (request) => {
      if (isProbe(request) || request.routeOptions.config.longLived) return;
      if (inFlight >= maxInFlight) throw overloaded();
      running.add(request);
      inFlight += 1;
    });
    app.addHook("onResponse", async (request) => {
      if (running.delete(request)) inFlight -= 1;
    });
    done();
  },
);
