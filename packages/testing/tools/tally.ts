/** Counts over the reports of several test runners. */
import { existsSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** Tests that ran, by how they ended. Skipped ones are in neither. */
export interface Tally {
  passed: number;
  failed: number;
  /** Where each failed test stands and what it is called; below that, indented, the beginning of what it said. */
  failures: string[];
}

/** The part of Vitest's JSON report that is read. */
interface VitestReport {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
}
/** The part of Playwright's JSON report that is read. */
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
  suites: PlaywrightSuite[];
}
interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs: {
    title: string;
    file: string;
    line: number;
    tests: { status: string; results?: { errors?: { message?: string }[] }[] }[];
  }[];
}

/** Lines of a message that are told again. */
const TOLD = 12;
function told(where: string, messages: readonly (string | undefined)[]): string {
  const lines = stripVTControlCharacters(messages.filter(Boolean).join("\n"))
    .split("\n")
    .filter((line) => line.trim() !== "");
  return [where, ...lines.slice(0, TOLD).map((line) => `        | ${line.slice(0, 300)}`)].join("\n");
}

/** A file that failed before any of its tests could (an import, a hook) counts as one failed test. */
export function tallyVitest(report: VitestReport): Tally {
  const failures = report.testResults
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === "failed");
      return failed.length > 0
        ? failed.map(({ fullName, failureMessages = [] }) => told(`${name}: ${fullName}`, failureMessages))
        : [told(name, [message])];
    });
  return { passed: report.numPassedTests, failed: failures.length, failures };
}

/** A test that passed only when tried again counts as failed: it says nothing reliable. */
export function tallyPlaywright({ stats, suites }: PlaywrightReport): Tally {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    failures: suites.flatMap(failedSpecs),
  };
}

function failedSpecs({ suites = [], specs }: PlaywrightSuite): string[] {
  const failed = specs.filter(({ tests }) =>
    tests.some(({ status }) => status === "unexpected" || status === "flaky"),
  );
  return [
    ...failed.map(({ file, line, title, tests }) =>
      told(
        `${file}:${line}: ${title}`,
        tests.flatMap(({ results = [] }) =>
          results.flatMap(({ errors = [] }) => errors.map(({ message }) => message)),
        ),
      ),
    ),
    ...suites.flatMap(failedSpecs),
  ];
}

/**
 * Reads a runner's report. A runner that ended badly without a failed test, or wrote no report, counts as one failed
 * test, so that a crash can never look like success.
 */
export function readTally<T>(path: string, tally: (report: T) => Tally, exitCode: number): Tally {
  const counted = existsSync(path)
    ? tally(JSON.parse(readFileSync(path, "utf8")) as T)
    : { passed: 0, failed: 0, failures: [] };
  const crash = `the runner itself ended with ${exitCode}`;
  return exitCode !== 0 && counted.failed === 0 ? { ...counted, failed: 1, failures: [crash] } : counted;
}

/** The closing line: `12 passed, 0 failed`. */
export const closingLine = ({ passed, failed }: Omit<Tally, "failures">): string =>
  `${passed} passed, ${failed} failed`;

export const sum = (tallies: Tally[]): Tally => ({
  passed: tallies.reduce((all, one) => all + one.passed, 0),
  failed: tallies.reduce((all, one) => all + one.failed, 0),
  failures: tallies.flatMap(({ failures }) => failures),
});
