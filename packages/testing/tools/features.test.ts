import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkFeatures } from "./features.ts";
import { features, layers } from "./layers.ts";
import { root } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "stratum-features-"));
const whole = join(folder, "whole");
const tree = join(folder, "tree");

/** Every feature in every layer. */
beforeAll(() => {
  for (const layer of layers) {
    for (const file of features.flatMap(layer.files)) {
      const path = join(whole, layer.folder, file.replace("*", "0001"));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, "");
    }
  }
});
beforeEach(() => {
  rmSync(tree, { recursive: true, force: true });
  cpSync(whole, tree, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

const rename = (from: string, to: string): void => renameSync(join(tree, from), join(tree, to));
const faults = (): string[] => checkFeatures(tree, []).faults;

describe("features × layers", () => {
  test("a whole tree is without fault", () => {
    expect(faults()).toEqual([]);
  });

  test("a missing file is named, unless it is excused", () => {
    rmSync(join(tree, "packages/lib/src/webhooks"), { recursive: true });
    expect(faults()).toContain("packages/lib/src/webhooks/webhooks.sql.ts is missing.");
    expect(checkFeatures(tree, [{ feature: "webhooks", layers: ["lib"], why: "later" }]).faults).toEqual([]);
  });

  test("an excuse for what is there is a fault", () => {
    expect(checkFeatures(tree, [{ feature: "audit", layers: ["docs"], why: "later" }]).faults).toEqual([
      "audit is in docs: take it off the exceptions in layers.ts.",
    ]);
  });

  test.each([
    ["packages/core/src/permissions", "packages/core/src/permission"],
    ["packages/react/src/regions", "packages/react/src/regoins"],
    ["packages/lib/src/tenants/tenants.sql.ts", "packages/lib/src/tenants/tenant.sql.ts"],
    ["docs/webhooks.md", "docs/webhook.md"],
  ])("%s written as %s is called misspelt", (right, wrong) => {
    rename(right, wrong);
    expect(faults()).toContain(`${wrong} looks like a misspelt feature.`);
  });

  test("a folder that is neither a feature nor on the list is a fault", () => {
    mkdirSync(join(tree, "packages/lib/src/billing"));
    expect(faults()).toEqual([
      "packages/lib/src/billing is no feature, and not on the list of other folders in layers.ts.",
    ]);
  });

  test("the rule for arrows between features knows all of them", () => {
    expect(readFileSync(join(root, ".dependency-cruiser.cjs"), "utf8")).toContain(`"${features.join("|")}"`);
  });
});
