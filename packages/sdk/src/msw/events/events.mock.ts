import { type eventsContracts, heardFrom, invalid, type StreamMessage } from "@stratum-hq/core";
import type { MockHandlers } from "../handler.ts";
import type { Store } from "../store.ts";

/** How often a stream says that it is alive, in milliseconds. */
const BEAT_MS = 5_000;

/** The changes of the store, as they come. An id is the count of those that were told. */
export function eventsMock(store: Store): MockHandlers<typeof eventsContracts> {
  return {
    events({ caller, query: { follow = true }, last_event_id, signal, assertStands }) {
      if (last_event_id && !/^\d{1,9}$/.test(last_event_id)) {
        const message = "is not an id of this stream; give the last one that it told, or none";
        throw invalid([{ path: "headers.last-event-id", message }]);
      }
      const lost = Number(last_event_id || 0) > store.changes.length;
      let told = last_event_id && !lost ? Number(last_event_id) : store.changes.length;

      /** What the caller hears of the changes that were not told. */
      function* due(): Generator<StreamMessage> {
        for (; told < store.changes.length; ) {
          const change = store.changes[told++];
          const view = caller.within === null ? null : store.idsAbove(caller.within);
          const event = change && heardFrom(change, view);
          if (event) yield { type: "change", id: String(told), event };
        }
      }
      let stop = (): void => undefined;
      return new ReadableStream<Uint8Array>({
        start(controller) {
          const encoder = new TextEncoder();
          const send = (message: StreamMessage): void => controller.enqueue(encoder.encode(textOf(message)));
          const here = (type: "ready" | "reset" | "beat"): void => send({ type, id: String(told) });
          if (lost) here("reset");
          for (const message of due()) send(message);
          here("ready");
          if (!follow) return controller.close();
          const hear = (): void => {
            try {
              assertStands();
              for (const message of due()) send(message);
            } catch {
              stop();
              controller.close();
            }
          };
          const abort = (): void => {
            stop();
            controller.error(signal.reason);
          };
          const beat = setInterval(() => here("beat"), BEAT_MS);
          stop = () => {
            clearInterval(beat);
            store.listeners.delete(hear);
            signal.removeEventListener("abort", abort);
          };
          store.listeners.add(hear);
          signal.addEventListener("abort", abort);
        },
        cancel: () => stop(),
      });
    },
  };
}

/** As the server writes it. */
function textOf(message: StreamMessage): string {
  if (message.type === "beat") return `: still here\nid: ${message.id}\n\n`;
  const data = JSON.stringify(message.type === "change" ? message.event : {});
  return `event: ${message.type}\nid: ${message.id}\ndata: ${data}\n\n`;
}
