import { emptyDatabase, testDatabase } from "@stratum-hq/testing/database";
import { describe, expect, test } from "vitest";
import { stratum } from "../test-stratum.ts";

const KEY_SECRET = "a secret for keys, at least 32 characters";
const TOKEN_SECRET = "a secret for tokens, at least 32 characters";

describe("doctor", () => {
  test("finds a prepared database fit", async () => {
    const { app_url } = await testDatabase();
    const env = { DATABASE_URL: app_url, STRATUM_KEY_SECRET: KEY_SECRET, STRATUM_TOKEN_SECRET: TOKEN_SECRET };
    const { code, stdout } = await stratum(["doctor", "--json"], env);
    const checks = JSON.parse(stdout) as { name: string; state: string }[];
    expect(checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
      "node ok",
      "postgresql ok",
      "extensions ok",
      "schema ok",
      "role ok",
      "STRATUM_KEY_SECRET ok",
      "STRATUM_TOKEN_SECRET ok",
    ]);
    expect(code).toBe(0);
  });

  test("says what is missing and what to do, and fails", async () => {
    const { url } = await emptyDatabase();
    const { code, stdout, stderr } = await stratum(["doctor"], {
      DATABASE_URL: url,
      STRATUM_KEY_SECRET: "short",
    });
    expect(stdout).toContain("✗ schema: is not there. Run: stratum migrate");
    expect(stdout).toContain("✗ STRATUM_KEY_SECRET: has 5 characters and needs 32");
    expect(stdout).toContain("✗ STRATUM_TOKEN_SECRET: is missing");
    expect(stdout).toContain("• role: postgres could bypass row-level security");
    expect(stderr).toBe("stratum: 3 of 7 checks failed.\n");
    expect(code).toBe(1);
  });
});
