import { readFileSync } from "node:fs";
import * as radix from "@radix-ui/colors";
import { expect, test } from "vitest";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const scales = radix as unknown as Record<string, Record<string, string>>;

test.each(["slate", "iris", "red", "amber", "green", "blue"])(
  "the steps of %s are those of Radix Colors",
  (name) => {
    for (let step = 1; step <= 12; step++) {
      const light = scales[name]?.[`${name}${step}`];
      const dark = scales[`${name}Dark`]?.[`${name}${step}`];
      expect(css).toContain(`--stratum-${name}-${step}: light-dark(${light}, ${dark});`);
    }
  },
);

test("nothing is put on the root of the document", () => {
  expect(css).not.toMatch(/:root|^html|^body/m);
});
