/**
 * `pnpm test [filter …]`: units, the engine on a real PostgreSQL, components, stories in a real browser, and the
 * portal end to end. A filter is a part of a file's path, `pnpm test config` the feature in every layer; options go
 * to Vitest and leave the end-to-end tests out. The last line counts over all: `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./chromium.ts";
import { run } from "./run.ts";
import { closingLine, readTally, sum, type Tally, tallyPlaywright, tallyVitest } from "./tally.ts";

const filters = process.argv.slice(2);
const hasOptions = filters.some((filter) => filter.startsWith("-"));
const isCI = Boolean(process.env.CI);
const hasBrowser = findChromium() !== undefined;
const reports = mkdtempSync(join(tmpdir(), "stratum-test-"));

const noBrowser = `
!!  No Chromium: ${isCI ? "the browser tests cannot run, and with CI set that is a failure." : "browser, story and end-to-end tests are SKIPPED."}
!!  Get one with  apt-get install chromium  or  npx playwright install chromium,  or name one in CHROMIUM_PATH.
`;

async function vitest(): Promise<Tally> {
  const json = join(reports, "vitest.json");
  const args = [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${json}`,
    "--passWithNoTests",
  ];
  const { code } = await run("vitest", [...args, ...(hasBrowser ? [] : ["--mode", "quick"]), ...filters], {
    live: true,
    env: { STORYBOOK_DISABLE_TELEMETRY: "1" },
  });
  return readTally(json, tallyVitest, code);
}

async function endToEnd(): Promise<Tally> {
  const json = join(reports, "playwright.json");
  const args = ["test", "--config=e2e/playwright.config.ts", "--reporter=list,json", "--pass-with-no-tests"];
  const { code } = await run("playwright", [...args, ...filters], {
    live: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: json },
  });
  return readTally(json, tallyPlaywright, code);
}

if (!hasBrowser) console.error(noBrowser);
const tallies = [await vitest()];
if (hasBrowser && !hasOptions) tallies.push(await endToEnd());
if (!hasBrowser && isCI) tallies.push({ passed: 0, failed: 1, failures: ["no Chromium"] });
rmSync(reports, { recursive: true });

// Again at the end, where it is read.
if (!hasBrowser) console.error(noBrowser);
const total = sum(tallies);
if (total.passed + total.failed === 0) console.error(`No test matches ${filters.join(" ")}.`);
for (const failure of total.failures) console.log(`failed  ${failure}`);
console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
