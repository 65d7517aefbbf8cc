import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkFeatures } from "./features.ts";
import { newFeature } from "./new-feature.ts";
import { root, run } from "./run.ts";

/** A copy of the sources. Packages link to each other by relative paths, so in the copy they link to the copy's. */
const copy = mkdtempSync(join(tmpdir(), "stratum-feature-"));
const built = ["dist", "dist-tsc", "storybook-static", ".data", ".git", "test-results"];
beforeAll(() => {
  for (const name of readdirSync(root)) {
    if (built.includes(name)) continue;
    if (name === "node_modules") symlinkSync(join(root, name), join(copy, name), "junction");
    else
      cpSync(join(root, name), join(copy, name), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (path) => !built.includes(basename(path)) && !path.endsWith(".tsbuildinfo"),
      });
  }
}, 60_000);
afterAll(() => rmSync(copy, { recursive: true }));

test("a word that is none, or is taken, changes nothing", () => {
  const before = readFileSync(join(copy, "packages/core/src/index.ts"), "utf8");
  expect(() => newFeature("Region Groups", copy)).toThrow("no feature's word");
  expect(() => newFeature("consent", copy)).toThrow("exists already");
  expect(readFileSync(join(copy, "packages/core/src/index.ts"), "utf8")).toBe(before);
});

test("a word that is new to the product also goes on the lists of features", () => {
  newFeature("invoices", copy);
  expect(readFileSync(join(copy, "packages/testing/tools/layers.ts"), "utf8")).toContain(
    '  "invoices",\n] as',
  );
  expect(readFileSync(join(copy, ".dependency-cruiser.cjs"), "utf8")).toContain('|invoices"');
});

test("a new feature is whole in the layers that it is made in, compiles, and passes its tests", async () => {
  const paths = newFeature("regions", copy);
  const missing = checkFeatures(copy, []).faults.filter((fault) => fault.includes("regions"));
  expect(missing).toEqual([
    "packages/react/src/regions/*.stories.tsx is missing.",
    "e2e/regions.spec.ts is missing.",
  ]);

  const inCopy = { cwd: copy };
  const linted = await run("biome", ["check", "--vcs-enabled=false", "--write", ...paths], inCopy);
  expect(linted.output).not.toContain("regions");
  expect(linted.code, linted.output).toBe(0);
  const tsc = join(copy, "node_modules/typescript-7/bin/tsc");
  const projects = ["packages/react", "apps/control-plane"];
  expect((await run(process.execPath, [tsc, "-b", ...projects], inCopy)).output).toBe("");

  const tests = [
    "packages/lib/src/regions",
    "apps/control-plane/src/regions",
    "packages/sdk/src/msw/contract",
  ];
  const { code, output } = await run("vitest", ["run", "--mode", "quick", ...tests], inCopy);
  expect(code, output).toBe(0);
}, 300_000);
