import {
  EVENTS_KEPT_DAYS,
  EVENTS_RESUMED_DAYS,
  EventsQuery,
  ForbiddenError,
  invalid,
  type StreamMessage,
  validate,
} from "@stratum-hq/core";
import { sealAll } from "../audit/index.ts";
import type { Deps } from "../caller.ts";
import { readCursor } from "../page.ts";
import { deleteOld, type Horizon, type Position, selectHorizon } from "./events.sql.ts";
import { type Hub, reaches, toId } from "./hub.ts";

const DAY_SECONDS = 86_400;
/** Old events that are looked at by one statement. */
const AT_ONCE = 5_000;

/** Where a stream begins and when it ends. */
export interface EventsOptions {
  /** `id` of the last message that was heard: the stream goes on behind it. Default: it begins now. */
  last_event_id?: string | undefined;
  /** Default true. `false`: ends as soon as it has told what happened so far. */
  follow?: boolean | undefined;
  /** Ends the stream, without an error. */
  signal?: AbortSignal | undefined;
}

/** What changes, as it is committed. Rules: `docs/events.md`. */
export interface EventsApi {
  /**
   * The changes in the caller's subtree, and that something above it changed which it inherits, in the order of their
   * transactions, each once.
   * @throws ValidationError for an id that is none; while it runs: DatabaseUnavailableError
   */
  events(options?: EventsOptions): AsyncIterable<StreamMessage>;
  /** Deletes events that are older than seven days and that nothing still waits for, for the platform. @returns how many. @throws ForbiddenError */
  pruneEvents(): Promise<number>;
}

export function createEvents({ db, caller: callerOf }: Deps, hub: Hub): EventsApi {
  return {
    events({ last_event_id, follow = true, signal, ...rest } = {}) {
      const caller = callerOf();
      caller.need("read");
      validate(EventsQuery, rest, "options");
      return stream(caller.within, last_event_id, follow, signal);
    },
    async pruneEvents() {
      const caller = callerOf();
      caller.need("admin");
      if (caller.within !== null) throw new ForbiddenError("Only a platform caller prunes events.");
      await sealAll(db, { wait: false });
      let total = 0;
      for (;;) {
        const gone = await db.transaction((tx) => deleteOld(tx, EVENTS_KEPT_DAYS, AT_ONCE));
        total += gone;
        if (gone < AT_ONCE) return total;
      }
    },
  };

  async function* stream(
    view: string | null,
    last: string | undefined,
    follow: boolean,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<StreamMessage> {
    const known = last === undefined ? undefined : fromId(last);
    const start = await selectHorizon(db);
    const lost = known && isLost(known, start);
    let at: Position = known && !lost ? known.at : start.horizon;
    let now = start.now;
    if (lost) yield { type: "reset", id: toId(at, now) };

    /** What the outbox holds from here on, until there is nothing more, or the place is reached. */
    async function* read(until?: Position): AsyncGenerator<StreamMessage> {
      for (let last = false; !last && !signal?.aborted && !(until && reaches(at, until)); ) {
        const page = await hub.read(view, at);
        for (const { message } of page.told) yield message;
        ({ at, now } = page);
        last = page.last && !until;
      }
    }
    for (let ready = false; !signal?.aborted; ready = true) {
      yield* read();
      if (!follow) return yield { type: "ready", id: toId(at, now) };
      const feed = hub.open(view, at);
      const end = (): void => feed.end();
      signal?.addEventListener("abort", end);
      try {
        yield* read(feed.from);
        if (!ready) yield { type: "ready", id: toId(at, now) };
        let told = await feed.take();
        while (typeof told !== "string") {
          for (const { at: place, message } of told) {
            // What was read here before the feed had it. A beat may come at the same place again.
            if (reaches(at, place) && !(message.type === "beat" && reaches(place, at))) continue;
            at = place;
            yield message;
          }
          told = await feed.take();
        }
        if (told === "ended") return;
      } finally {
        signal?.removeEventListener("abort", end);
        feed.end();
      }
    }
  }
}

/** The place that an id stands for, and its time in seconds. @throws ValidationError */
function fromId(id: string): { at: Position; time: number } {
  const [xid, seq, time] = readCursor(id, "int", "int", "int") ?? [];
  if (xid === undefined || seq === undefined || time === undefined || xid < 0) {
    throw invalid([
      { path: "options.last_event_id", message: "is not the id of a message; give one that a stream told" },
    ]);
  }
  return { at: [xid, seq], time };
}

/** Too old to be taken up, or of another database: one that has not come so far. */
const isLost = ({ at, time }: { at: Position; time: number }, { horizon, now }: Horizon): boolean =>
  time < now - EVENTS_RESUMED_DAYS * DAY_SECONDS || at[0] > horizon[0];
