/**
 * `pnpm bench`: every figure is a ratio of two things measured in turns, in one run, on one server.
 * `--quick` takes small forests and few rounds; `--only chain|pages|move|writes|http|events` prints one group.
 */
import { parseArgs } from "node:util";
import { chainRows } from "./chain.ts";
import { eventRows } from "./events.ts";
import { httpRows } from "./http.ts";
import { print, type Row } from "./measure.ts";
import { pagesRows } from "./pages.ts";
import type { Run } from "./run.ts";
import { startBench } from "./server.ts";
import { moveRows, writeRows } from "./writes.ts";

const groups = {
  chain: chainRows,
  pages: pagesRows,
  move: moveRows,
  writes: writeRows,
  http: httpRows,
  events: eventRows,
};
type Group = keyof typeof groups;

const { values: options } = parseArgs({
  options: { quick: { type: "boolean", default: false }, only: { type: "string" } },
});
const names = Object.keys(groups) as Group[];
const wanted = names.filter((name) => options.only === undefined || name === options.only);
if (wanted.length === 0) throw new Error(`--only takes one of ${names.join(", ")}.`);

const server = await startBench();
try {
  const run: Run = options.quick
    ? { server, rounds: 40, sizes: [3_000, 10_000, 30_000] }
    : { server, rounds: 200, sizes: [10_000, 100_000, 1_000_000] };
  const rows: Row[] = [];
  for (const name of wanted) rows.push(...(await groups[name](run)));
  process.exitCode = print(rows) ? 0 : 1;
} finally {
  await server.stop();
}
