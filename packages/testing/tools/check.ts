/**
 * `pnpm check [--fix]`: everything that can be known without running the code. Prints a line per step and, below
 * them, what the failed ones said. `--fix` lets the linter write what it can.
 */

import { type Outcome, run } from "./run.ts";
import { closingLine } from "./tally.ts";

const fix = process.argv.includes("--fix");

/** A step: what it makes sure of, and the command that does so. */
const steps: readonly [name: string, command: string, args: string[]][] = [
  ["lint and format", "biome", ["check", "--error-on-warnings", ...(fix ? ["--write"] : []), "."]],
  // The native compiler; the `tsc` of node_modules/.bin is the one that other tools need.
  ["types", process.execPath, ["node_modules/typescript-7/bin/tsc", "-b"]],
  ["arrows", process.execPath, ["--import", "tsx", "packages/testing/tools/arrows.ts"]],
  ["dead code", "knip", ["--no-progress"]],
  ["features", process.execPath, ["--import", "tsx", "packages/testing/tools/features.ts"]],
  ["api document", "pnpm", ["openapi", "--check", "docs/openapi.json"]],
];

async function check([name, command, args]: (typeof steps)[number]): Promise<Outcome & { name: string }> {
  const outcome = await run(command, args);
  console.log(`${outcome.code === 0 ? "ok    " : "FAILED"}  ${name}  (${outcome.seconds.toFixed(1)} s)`);
  return { name, ...outcome };
}

// The fixes first: the others read the same files.
const linted = await check(steps[0] as (typeof steps)[number]);
const outcomes = [linted, ...(await Promise.all(steps.slice(1).map(check)))];
const failed = outcomes.filter(({ code }) => code !== 0);
for (const { name, output } of failed) console.log(`\n── ${name} ${"─".repeat(80 - name.length)}\n${output}`);
console.log(`\n${closingLine({ passed: outcomes.length - failed.length, failed: failed.length })}`);
process.exitCode = failed.length > 0 ? 1 : 0;
