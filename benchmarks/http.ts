/** The context call over HTTP at 64 connections, beside the smallest authenticated route of the same server. */
import autocannon from "autocannon";
import { atLeast, median, type Row } from "./measure.ts";
import { startPlane } from "./plane.ts";
import type { Run } from "./run.ts";

const CONNECTIONS = 64;
const SECONDS = 4;
const TURNS = 3;

export async function httpRows({ server }: Run): Promise<Row[]> {
  const database = await server.database("http");
  const { url, id, key, stop } = await startPlane(database.serving);
  const load = (path: string) =>
    autocannon({
      url: `${url}/api/v1${path}`,
      headers: { "x-api-key": key },
      connections: CONNECTIONS,
      duration: SECONDS,
    });
  const [context, empty] = [`/tenants/${id}/context`, "/session"];
  const runs: Record<"ours" | "theirs", autocannon.Result[]> = { ours: [], theirs: [] };
  await load(context);
  for (let turn = 0; turn < TURNS; turn++) {
    runs.ours.push(await load(context));
    runs.theirs.push(await load(empty));
  }
  await stop();
  await database.close();

  const bad = [...runs.ours, ...runs.theirs].find(({ non2xx, errors }) => non2xx + errors > 0);
  if (bad) throw new Error(`${bad.non2xx} bad answers and ${bad.errors} errors from ${bad.url}`);
  const of = (pick: (one: autocannon.Result) => number) => ({
    ours: median(runs.ours.map(pick)),
    theirs: median(runs.theirs.map(pick)),
  });
  const time = of(({ requests }) => 1_000 / requests.average);
  const p99 = of(({ latency }) => latency.p99);
  const work = `GET …/context at ${CONNECTIONS} connections`;
  const baseline = "GET /session";
  const slowest = p99.ours / p99.theirs;
  return [
    atLeast(0.6, work, baseline, { ...time, ratio: time.ours / time.theirs }),
    {
      work: `${work}, p99`,
      baseline,
      ratio: slowest,
      bar: "≤ 3 ×",
      met: slowest <= 3,
      figures: `${p99.ours} ms / ${p99.theirs} ms`,
    },
  ];
}
