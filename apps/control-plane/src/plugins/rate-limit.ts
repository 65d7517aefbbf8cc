/**
 * How often somebody may ask in a minute: each API key, each holder of a token, and each address that shows credentials
 * which open nothing. Answers say what is left in the header fields `RateLimit` and `RateLimit-Policy` of
 * draft-ietf-httpapi-ratelimit-headers-10 (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/).
 */
import { createHash } from "node:crypto";
import { isIPv6 } from "node:net";
import { RateLimitedError, UnauthorizedError } from "@stratum-hq/core";
import type { Authenticated } from "@stratum-hq/lib";
import type { FastifyBaseLogger, FastifyInstance, FastifyPluginCallback, FastifyReply } from "fastify";
import fp from "fastify-plugin";
import type { AppConfig } from "../config.ts";
import { redisCounter } from "./windows.redis.ts";
import { type Count, createWindows, WINDOW_SECONDS } from "./windows.ts";

/** What is remembered of good credentials and of addresses that failed too often, each. */
const MOST_KEPT = 10_000;

/** Judges how often somebody asks. */
export interface RateLimits {
  /** Counts a request of an authenticated caller, and puts what is left into the answer. @throws RateLimitedError */
  count(caller: Authenticated, reply: FastifyReply): Promise<void>;
  /**
   * Looks credentials up, and counts for the address when they open nothing. An address that failed too often is not
   * served, but credentials that were good lately are: a neighbour behind the same proxy must not lock them out.
   * @param credential gives what was sent. @throws UnauthorizedError if there is none.
   * @throws RateLimitedError in place of the UnauthorizedError that was one too many.
   */
  watch<T>(address: string, credential: () => string, lookUp: (credential: string) => Promise<T>): Promise<T>;
}

declare module "fastify" {
  interface FastifyInstance {
    rateLimits: RateLimits;
  }
}

/** What of the configuration matters here. */
export type RateLimitConfig = Pick<AppConfig, "rateLimit" | "failureLimit" | "redisUrl">;

/** Gives the application its `rateLimits`. */
export const rateLimit: FastifyPluginCallback<{ config: RateLimitConfig }> = fp<{ config: RateLimitConfig }>(
  (app: FastifyInstance, { config }, done) => {
    const { limits, close } = createRateLimits(config, app.log);
    app.decorate("rateLimits", limits);
    app.addHook("onClose", close);
    done();
  },
);

function createRateLimits(config: RateLimitConfig, log: FastifyBaseLogger) {
  const { rateLimit: ordinary = 0, failureLimit = 0, redisUrl } = config;
  const windows = createWindows(log, redisUrl === undefined ? undefined : redisCounter(redisUrl));
  /** Addresses that failed too often, and until when. */
  const shut = recent<number>();
  const good = recent<true>();

  const limits: RateLimits = {
    async count({ actor_type, actor_id, tenant_id = "", rate_limit }, reply) {
      const limit = rate_limit ?? ordinary;
      if (limit === 0) return;
      const count = await windows.hit(JSON.stringify([actor_type, tenant_id, actor_id]));
      const policy = rate_limit ? "key" : "default";
      reply.header("ratelimit-policy", `"${policy}";q=${limit};w=${WINDOW_SECONDS}`);
      reply.header("ratelimit", `"${policy}";r=${Math.max(0, limit - count.used)};t=${count.resets}`);
      if (count.used > limit) throw tooMany(limit, count, "requests by this caller");
    },
    async watch(address, credential, lookUp) {
      if (failureLimit === 0) return lookUp(credential());
      const place = placeOf(address);
      let name: string | undefined;
      try {
        const sent = credential();
        name = digest(sent);
        const left = (shut.get(place) ?? 0) - Date.now();
        if (left > 0 && !good.get(name)) throw failedTooOften({ resets: Math.ceil(left / 1000) });
        const found = await lookUp(sent);
        good.set(name, true);
        return found;
      } catch (error) {
        if (!(error instanceof UnauthorizedError)) throw error;
        if (name !== undefined) good.delete(name);
        const count = await windows.hit(JSON.stringify(["failure", place]));
        if (count.used <= failureLimit) throw error;
        shut.set(place, Date.now() + count.resets * 1000);
        throw failedTooOften(count);
      }
    },
  };
  const failedTooOften = (count: Pick<Count, "resets">): RateLimitedError =>
    tooMany(failureLimit, count, "requests without valid credentials from this address");
  return { limits, close: () => windows.close() };
}

const tooMany = (limit: number, { resets }: Pick<Count, "resets">, what: string): RateLimitedError =>
  new RateLimitedError(`More than ${limit} ${what} in ${WINDOW_SECONDS} seconds. Try again in ${resets} s.`, {
    limit,
    window_seconds: WINDOW_SECONDS,
    retry_after: resets,
  });

const digest = (credential: string): string => createHash("sha256").update(credential).digest("base64");

/** One household is one place: whoever has an IPv6 address has 2^64 of them. */
function placeOf(address: string): string {
  if (!isIPv6(address) || address.includes(".")) return address;
  const [head = "", tail] = (address.split("%", 1)[0] ?? "").split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail ? tail.split(":") : [];
  const zeros = Array<string>(tail === undefined ? 0 : 8 - front.length - back.length).fill("0");
  const groups = [...front, ...zeros, ...back].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}

/** The latest values by name, of which only so many are kept. */
function recent<V>() {
  const kept = new Map<string, V>();
  return {
    delete: (name: string): boolean => kept.delete(name),
    get: (name: string): V | undefined => kept.get(name),
    set(name: string, value: V): void {
      kept.delete(name);
      kept.set(name, value);
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string);
    },
  };
}
