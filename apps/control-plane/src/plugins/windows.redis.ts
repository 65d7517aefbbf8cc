/** The counts that servers share. */
import { createHash } from "node:crypto";
import { Redis } from "ioredis";
import { WINDOW_SECONDS } from "./windows.ts";

/** Longest wait for an answer, in milliseconds. After one that did not come the connection is made anew. */
const TIMEOUT_MS = 500;
/** Longest pause between two tries to connect, in milliseconds. */
const LONGEST_PAUSE_MS = 2_000;

/** Counts in Redis. */
export interface RedisCounter {
  /** Counts once more. @throws what Redis or the network says, at once while there is no connection. */
  hit(name: string): Promise<{ used: number; ends_in_ms: number }>;
  close(): void;
}

// In one step: a count whose window never ends would lock its owner out for good.
const HIT = `
local used = redis.call("incr", KEYS[1])
local left = redis.call("pttl", KEYS[1])
if left < 0 then
  left = ${WINDOW_SECONDS * 1000}
  redis.call("pexpire", KEYS[1], left)
end
return { used, left }`;

/** Connects, and goes on trying for as long as it is open. Returns before there is a connection. */
export function redisCounter(url: string): RedisCounter {
  const redis = new Redis(url, {
    // A request is not kept waiting for a connection.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    retryStrategy: (tries) => Math.min(tries * 100, LONGEST_PAUSE_MS),
  });
  // Without a listener ioredis prints; what matters is said by whoever counts.
  redis.on("error", () => undefined);
  return {
    async hit(name) {
      // Addresses and subjects are nobody's business in Redis, and may be of any length.
      const key = `stratum:limit:${createHash("sha256").update(name).digest("base64url")}`;
      const [used, ends_in_ms] = (await redis.eval(HIT, 1, key)) as [number, number];
      return { used, ends_in_ms };
    },
    close: () => redis.disconnect(),
  };
}
