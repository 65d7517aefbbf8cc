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
const clean = { numPassedTests: 3, testResults: [] };

describe("the count over all runners", () => {
  test("a file that could not be loaded is a failed test, one with a failed test is not counted twice", () => {
    const testResults = [
      { name: "a.test.ts", status: "failed", assertionResults: [] },
      { name: "b.test.ts", status: "failed", assertionResults: [{ status: "failed", fullName: "adds" }] },
      { name: "c.test.ts", status: "passed", assertionResults: [{ status: "passed", fullName: "adds" }] },
    ];
    expect(tallyVitest({ numPassedTests: 1, testResults })).toEqual({
      passed: 1,
      failed: 2,
      failures: ["a.test.ts", "b.test.ts: adds"],
    });
  });

  test("a flaky end-to-end test is a failed one", () => {
    const spec = (title: string, status: string) => ({
      title,
      file: "a.spec.ts",
      line: 7,
      tests: [{ status }],
    });
    const inner = { title: "inner", specs: [spec("wavers", "flaky")] };
    const suites = [
      { title: "", specs: [spec("holds", "expected"), spec("breaks", "unexpected")], suites: [inner] },
    ];
    expect(tallyPlaywright({ stats: { expected: 4, unexpected: 1, flaky: 1 }, suites })).toEqual({
      passed: 4,
      failed: 2,
      failures: ["a.spec.ts:7: breaks", "a.spec.ts:7: wavers"],
    });
  });

  test("what a failed test said is told with it, in plain text and not at length", () => {
    const said = `\u001b[31mAssertionError\u001b[39m: expected 1 to be 2\n\n${"    at somewhere\n".repeat(40)}`;
    const assertionResults = [{ status: "failed", fullName: "adds", failureMessages: [said] }];
    const [failure] = tallyVitest({
      numPassedTests: 0,
      testResults: [{ name: "b.test.ts", status: "failed", assertionResults }],
    }).failures;
    expect(failure?.split("\n").slice(0, 2)).toEqual([
      "b.test.ts: adds",
      "        | AssertionError: expected 1 to be 2",
    ]);
    expect(failure?.split("\n")).toHaveLength(13);
    const tests = [{ status: "unexpected", results: [{ errors: [{ message: "Timed out" }] }] }];
    const specs = [{ title: "breaks", file: "a.spec.ts", line: 7, tests }];
    const stats = { expected: 0, unexpected: 1, flaky: 0 };
    expect(tallyPlaywright({ stats, suites: [{ title: "", specs }] }).failures).toEqual([
      "a.spec.ts:7: breaks\n        | Timed out",
    ]);
  });

  test("a runner that ends badly fails even when its report is clean", () => {
    expect(readTally(report("clean.json", clean), tallyVitest, 1)).toEqual({
      passed: 3,
      failed: 1,
      failures: ["the runner itself ended with 1"],
    });
  });

  test("a runner that left no report fails unless it ended well", () => {
    expect(readTally(join(folder, "none.json"), tallyVitest, 1)).toMatchObject({ passed: 0, failed: 1 });
    expect(readTally(join(folder, "none.json"), tallyVitest, 0)).toMatchObject({ passed: 0, failed: 0 });
  });

  test("the closing line adds up", () => {
    const total = sum([
      { passed: 2, failed: 0, failures: [] },
      { passed: 3, failed: 1, failures: ["adds"] },
    ]);
    expect(closingLine(total)).toBe("5 passed, 1 failed");
    expect(total.failures).toEqual(["adds"]);
  });
});
