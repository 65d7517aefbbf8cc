import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { closingLine, readTally, sum, tallyPlaywright, tallyVitest } from "./tally.ts";

const folder = mkdtempSync(join(tmpdir(), "tally-"));
afterAll(() => rmSync(folder, { recursive: true }));

const report = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const clean = { numPassedTests: 3, numFailedTests: 0, testResults: [] };

describe("the count over all runners", () => {
  test("a file that could not be loaded is a failed test, one with a failed test is not counted twice", () => {
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{ status: "failed" }] },
      { status: "passed", assertionResults: [{ status: "passed" }] },
    ];
    expect(tallyVitest({ numPassedTests: 1, numFailedTests: 1, testResults })).toEqual({
      passed: 1,
      failed: 2,
    });
  });

  test("a flaky end-to-end test is a failed one", () => {
    expect(tallyPlaywright({ stats: { expected: 4, unexpected: 1, flaky: 1 } })).toEqual({
      passed: 4,
      failed: 2,
    });
  });

  test("a runner that ends badly fails even when its report is clean", () => {
    expect(readTally(report("clean.json", clean), tallyVitest, 1)).toEqual({ passed: 3, failed: 1 });
  });

  test("a runner that left no report fails unless it ended well", () => {
    expect(readTally(join(folder, "none.json"), tallyVitest, 1)).toEqual({ passed: 0, failed: 1 });
    expect(readTally(join(folder, "none.json"), tallyVitest, 0)).toEqual({ passed: 0, failed: 0 });
  });

  test("the closing line adds up", () => {
    expect(
      closingLine(
        sum([
          { passed: 2, failed: 0 },
          { passed: 3, failed: 1 },
        ]),
      ),
    ).toBe("5 passed, 1 failed");
  });
});
