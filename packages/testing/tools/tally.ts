/** Counts over the reports of several test runners. */
import { existsSync, readFileSync } from "node:fs";

/** Tests that ran, by how they ended. Skipped ones are in neither. */
export interface Tally {
  passed: number;
  failed: number;
}

/** The part of Vitest's JSON report that is read. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}
/** The part of Playwright's JSON report that is read. */
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
}

/** A file that failed before any of its tests could (an import, a hook) counts as one failed test. */
export function tallyVitest(report: VitestReport): Tally {
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

/** A test that passed only when tried again counts as failed: it says nothing reliable. */
export function tallyPlaywright({ stats }: PlaywrightReport): Tally {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}

/**
 * Reads a runner's report. A runner that ended badly without a failed test, or wrote no report, counts as one failed
 * test, so that a crash can never look like success.
 */
export function readTally<T>(path: string, tally: (report: T) => Tally, exitCode: number): Tally {
  const counted = existsSync(path)
    ? tally(JSON.parse(readFileSync(path, "utf8")) as T)
    : { passed: 0, failed: 0 };
  return exitCode !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

/** The closing line: `12 passed, 0 failed`. */
export const closingLine = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`;

export const sum = (tallies: Tally[]): Tally => ({
  passed: tallies.reduce((all, one) => all + one.passed, 0),
  failed: tallies.reduce((all, one) => all + one.failed, 0),
});
