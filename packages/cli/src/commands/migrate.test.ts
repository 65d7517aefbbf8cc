import { emptyDatabase } from "@stratum-hq/testing/database";
import { describe, expect, test } from "vitest";
import { refused, stratum } from "../test-stratum.ts";

describe("migrate", () => {
  test("brings an empty database up to date, and finds nothing to do the second time", async () => {
    const { url } = await emptyDatabase();
    const first = await stratum(["migrate"], { DATABASE_URL: url });
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toMatch(/^applied 0001_foundation\.sql\n/);
    expect(await stratum(["migrate", "--database-url", url])).toMatchObject({
      code: 0,
      stdout: "The schema is up to date.\n",
    });
    const json = await stratum(["migrate", "--json"], { DATABASE_URL: url });
    expect(JSON.parse(json.stdout)).toEqual({ applied: [] });
  });

  test("refuses a role that may not create schemas", async () => {
    const { app_url } = await emptyDatabase();
    expect(await stratum(["migrate"], { DATABASE_URL: app_url })).toMatchObject(refused(3, "lacks a right"));
  });
});
