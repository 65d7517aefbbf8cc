/** Reads the outbox once for all who listen in this process. */
import { setTimeout as sleep } from "node:timers/promises";
import { heardFrom, parseAncestryPath, type RecordedChange, type StreamMessage } from "@stratum-hq/core";
import type { Transaction } from "@stratum-hq/db-adapters";
import { encodeCursor } from "../page.ts";
import { type Position, type Row, selectEvents, selectPlaces } from "./events.sql.ts";

/** Events that are read at once. */
const PAGE = 500;
/** Messages that wait for one listener at most; one who is further behind reads the outbox at its own pace. */
const MAX_WAITING = 1_000;
/** How often listeners are told that all is well. In milliseconds, as all that follow. */
const BEAT_MS = 5_000;
/** The longest between two looks, while commits are heard of, and while they are not. */
const IDLE_MS = 5_000;
const DEAF_MS = 250;
/** Between two looks while events wait for an older transaction to end. */
const HELD_UP_MS = 100;

/** A message, and the place in the outbox that a listener has come to with it. */
export interface Told {
  at: Position;
  message: StreamMessage;
}
/** Pages of the outbox, as they are heard under one top. */
export interface Page {
  told: Told[];
  at: Position;
  /** Is there nothing more at the moment? */
  last: boolean;
  now: number;
}
/** What comes in from now on, for one listener. */
export interface Feed {
  /** Earlier events are not in it. */
  from: Position;
  /**
   * What has come since the last call; waits until there is something.
   * @returns `behind` when more came than is kept, `ended` after `end()`: nothing will come any more.
   * @throws what ended the reading, such as DatabaseUnavailableError.
   */
  take(): Promise<Told[] | "behind" | "ended">;
  end(error?: unknown): void;
}

export interface Hub {
  /** Reads on from a position, as heard under a top; null hears everything. */
  read(top: string | null, after: Position): Promise<Page>;
  open(top: string | null, at: Position): Feed;
  /** Something was committed. */
  wake(): void;
  /** Are commits heard of? */
  hear(on: boolean): void;
  /** Grows when something was committed that may have ended a credential; while anyone listens. */
  doubts(): number;
  /** Ends all feeds. */
  close(): void;
}

/** Before or at the same place? */
export const reaches = ([xid, seq]: Position, [other, otherSeq]: Position): boolean =>
  xid > other || (xid === other && seq >= otherSeq);

/** Where to take a stream up, as it travels: with the time, since what is too long ago is no longer there. */
export const toId = ([xid, seq]: Position, now: number): string => encodeCursor([xid, seq, now]);

const chainOf = (path: string, id: string): string[] => [...parseAncestryPath(path), id];
/** An event with its place, as the rules want it. */
function placed({ xid, seq, ancestry_path, former_path, ...row }: Row): {
  at: Position;
  change: RecordedChange;
} {
  const { tenant_id, former_parent_id } = row;
  const chain = tenant_id === null ? [] : chainOf(ancestry_path ?? "/", tenant_id);
  const former_chain = former_parent_id === null ? [] : chainOf(former_path ?? "/", former_parent_id);
  return { at: [xid, seq], change: { ...row, chain, former_chain } };
}

type Listener = Feed & { top: string | null; push(told: Told[]): void; beat(told: Told): void };

export function createHub(db: Transaction): Hub {
  const listeners = new Set<Listener>();
  let position: Position | undefined;
  let hearing = false;
  let doubts = 0;
  let doubted = 0;
  let wakeUp = new AbortController();
  let running = false;
  /** Seconds, as the database said last. */
  let clock = 0;

  /** The chains of the tops of views. */
  async function viewsOf(tops: Iterable<string | null>): Promise<Map<string, string[]>> {
    const ids = [...new Set(tops)].filter((top) => top !== null);
    const places = ids.length > 0 ? await selectPlaces(db, ids) : [];
    return new Map(places.map(({ id, ancestry_path }) => [id, chainOf(ancestry_path, id)]));
  }
  /** What is heard of some events under a top. One that is gone hears nothing: so are those who had it. */
  function hears(
    events: readonly ReturnType<typeof placed>[],
    top: string | null,
    views: Map<string, string[]>,
    now: number,
  ): Told[] {
    const view = top === null ? null : (views.get(top) ?? []);
    return events.flatMap(({ at, change }) => {
      const event = heardFrom(change, view);
      return event ? [{ at, message: { type: "change" as const, id: toId(at, now), event } }] : [];
    });
  }
  const endOf = (rows: readonly Row[], horizon: Position): Position => {
    const last = rows.length === PAGE ? rows.at(-1) : undefined;
    return last ? [last.xid, last.seq] : horizon;
  };

  /** One look at the outbox. @returns for how long there is nothing to do. */
  async function look(after: Position): Promise<number> {
    const { rows, horizon, waiting, now, ...batch } = await selectEvents(db, after, PAGE);
    if (batch.doubted > doubted) {
      doubted = batch.doubted;
      doubts++;
    }
    // Who comes while places are looked up begins behind these events.
    position = endOf(rows, horizon);
    clock = now;
    const here = [...listeners];
    const views = rows.length > 0 ? await viewsOf(here.map(({ top }) => top)) : new Map();
    const events = rows.map(placed);
    const byTop = new Map<string | null, Told[]>();
    for (const listener of rows.length > 0 ? here : []) {
      const told = byTop.get(listener.top) ?? hears(events, listener.top, views, now);
      byTop.set(listener.top, told);
      listener.push(told);
    }
    if (rows.length === PAGE) return 0;
    if (waiting) return HELD_UP_MS;
    return hearing ? IDLE_MS : DEAF_MS;
  }

  async function run(): Promise<void> {
    running = true;
    let beatAt = performance.now() + BEAT_MS;
    try {
      while (listeners.size > 0 && position) {
        wakeUp = new AbortController();
        const idle = await look(position);
        if (idle === 0) continue;
        if (performance.now() >= beatAt) {
          const beat: Told = { at: position, message: { type: "beat", id: toId(position, clock) } };
          for (const listener of listeners) listener.beat(beat);
          beatAt = performance.now() + BEAT_MS;
        }
        const ms = Math.min(idle, Math.max(1, beatAt - performance.now()));
        await sleep(ms, undefined, { signal: wakeUp.signal }).catch(() => undefined);
      }
    } catch (error) {
      for (const listener of [...listeners]) listener.end(error);
    } finally {
      running = false;
      position = undefined;
    }
  }

  return {
    async read(top, after) {
      const { rows, horizon, now } = await selectEvents(db, after, PAGE);
      const views = rows.length > 0 ? await viewsOf([top]) : new Map();
      const at = endOf(rows, horizon);
      return { told: hears(rows.map(placed), top, views, now), at, last: rows.length < PAGE, now };
    },
    open(top, at) {
      position ??= at;
      const feed: Listener = createFeed(top, position, () => listeners.delete(feed));
      listeners.add(feed);
      if (!running) void run();
      return feed;
    },
    wake: () => wakeUp.abort(),
    hear(on) {
      hearing = on;
      wakeUp.abort();
    },
    doubts: () => doubts,
    close() {
      for (const listener of [...listeners]) listener.end();
      wakeUp.abort();
    },
  };
}

function createFeed(top: string | null, from: Position, leave: () => void): Listener {
  let waiting: Told[] = [];
  let over: "behind" | "ended" | undefined;
  let failure: unknown;
  let wake: () => void = () => undefined;
  function finish(how: "behind" | "ended"): void {
    over ??= how;
    leave();
    wake();
  }
  return {
    top,
    from,
    push(told) {
      if (over || told.length === 0) return;
      if (waiting.length + told.length > MAX_WAITING) return finish("behind");
      waiting.push(...told);
      wake();
    },
    beat(told) {
      if (waiting.length === 0) this.push([told]);
    },
    async take() {
      while (waiting.length === 0 && !over) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const told = waiting;
      waiting = [];
      if (told.length > 0) return told;
      if (failure) throw failure;
      return over ?? "ended";
    },
    end(error) {
      failure ??= error;
      finish("ended");
    },
  };
}
