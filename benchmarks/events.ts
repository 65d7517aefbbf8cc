/** How long a change takes from one process to whoever listens to a control plane in another. */
import { createClient } from "@stratum-hq/sdk";
import { median, ms, type Row } from "./measure.ts";
import { startPlane } from "./plane.ts";
import type { Run } from "./run.ts";

/** Open pages and caches hear of a change within a second. */
const BAR_MS = 1_000;

export async function eventRows({ server, rounds }: Run): Promise<Row[]> {
  const database = await server.database("events");
  const { url, id, key, stop } = await startPlane(database.serving);
  const ending = new AbortController();
  const stream = createClient({ base_url: url, apiKey: key }).events({ signal: ending.signal });
  const heard = stream[Symbol.asyncIterator]();
  await heard.next();
  const times: number[] = [];
  for (let n = 0; n < rounds; n++) {
    await database.stratum.setConfig(id, "k.0", { value: n });
    const committed = performance.now();
    const { value } = await heard.next();
    if (value?.type !== "change") throw new Error(`Not the change, but ${JSON.stringify(value)}`);
    times.push(performance.now() - committed);
  }
  ending.abort();
  await stop();
  await database.close();
  const p50 = median(times);
  const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
  return [
    {
      work: "a change in one process until a stream of another tells it, p99",
      baseline: "1 s",
      ratio: p99 / BAR_MS,
      bar: "≤ 1 ×",
      met: p99 <= BAR_MS,
      figures: `${ms(p99)}, median ${ms(p50)}`,
    },
  ];
}
