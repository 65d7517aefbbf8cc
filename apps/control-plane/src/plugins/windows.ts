/** Counts by the minute: in this process, or for all servers together in Redis. */
import type { FastifyBaseLogger } from "fastify";
import type { RedisCounter } from "./windows.redis.ts";

/** Length of a window in seconds. */
export const WINDOW_SECONDS = 60;
/** Most counts that are kept in this process; the oldest window goes first. */
const MOST_KEPT = 50_000;

/** What has been counted. */
export interface Count {
  /** In this window, this time included. */
  used: number;
  /** Seconds until the window ends, at least 1. */
  resets: number;
}

/** Counts what has a name, window by window. A window begins with the first count in it. */
export interface Windows {
  /** Counts once more. Never fails: without Redis it counts for this process alone. */
  hit(name: string): Promise<Count>;
  close(): Promise<void>;
}

/** Counts of this process. */
export function memoryCounter(most: number = MOST_KEPT): (name: string) => Count {
  const windows = new Map<string, { used: number; ends: number }>();
  return (name) => {
    const now = Date.now();
    let window = windows.get(name);
    if (!window || window.ends <= now) {
      // A Map keeps the order in which windows began, which is the order in which they end.
      windows.delete(name);
      window = { used: 0, ends: now + WINDOW_SECONDS * 1000 };
      windows.set(name, window);
      for (const [other, { ends }] of windows) {
        if (ends > now && windows.size <= most) break;
        windows.delete(other);
      }
    }
    window.used += 1;
    return { used: window.used, resets: seconds(window.ends - now) };
  };
}

/**
 * Counts in Redis while it answers, else in this process. It is said once when Redis is lost, and once when it is back.
 * @param redis absent: this process only.
 */
export function createWindows(log: Pick<FastifyBaseLogger, "info" | "warn">, redis?: RedisCounter): Windows {
  const inMemory = memoryCounter();
  let lost = false;
  return {
    async hit(name) {
      if (!redis) return inMemory(name);
      try {
        const { used, ends_in_ms } = await redis.hit(name);
        if (lost) log.info("Redis answers again: rate limits hold for all servers together");
        lost = false;
        return { used, resets: seconds(ends_in_ms) };
      } catch (error) {
        if (!lost)
          log.warn({ err: error }, "Redis does not answer: rate limits hold for each server by itself");
        lost = true;
        return inMemory(name);
      }
    },
    close: async () => redis?.close(),
  };
}

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
