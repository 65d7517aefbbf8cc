import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startPostgres } from "@stratum-hq/postgres";
import { emptyDatabase } from "@stratum-hq/testing/database";
import { describe, expect, test } from "vitest";
import { refused, stratum } from "./test-stratum.ts";

const KEY_SECRET = "a secret for keys, at least 32 characters";
const TOKEN_SECRET = "a secret for tokens, at least 32 characters";

describe("a database that cannot be used is told in one sentence", () => {
  test("no database at all", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "stratum-test-"));
    expect(await stratum(["migrate", "--data-dir", folder])).toMatchObject(
      refused(2, "Set DATABASE_URL", "stratum dev"),
    );
    rmSync(folder, { recursive: true });
  });

  test.each([
    ["not an address", "localhost:5432", 2, "DATABASE_URL must be the address of a PostgreSQL database"],
    ["nobody listens", "postgres://me@127.0.0.1:1/x", 3, "No PostgreSQL answers at 127.0.0.1:1"],
    [
      "nobody listens at any address of the name",
      "postgres://me@localhost:1/x",
      3,
      "No PostgreSQL answers at localhost:1",
    ],
    ["no such host", "postgres://me@no-such-host.invalid/x", 3, 'There is no host "no-such-host.invalid"'],
  ])("%s", async (_, url, code, words) => {
    expect(await stratum(["migrate"], { DATABASE_URL: url })).toMatchObject(
      refused(code, words, "DATABASE_URL"),
    );
  });

  test("a wrong password, which is not repeated", async () => {
    const url = new URL((await emptyDatabase()).url);
    url.password = "wrong-password";
    const result = await stratum(["migrate"], { DATABASE_URL: url.href });
    expect(result).toMatchObject(refused(3, 'refuses the user "postgres"', "password authentication failed"));
    expect(result.stderr).not.toContain("wrong-password");
  });

  test("no such database", async () => {
    const url = Object.assign(new URL((await emptyDatabase()).url), { pathname: "/no_such_database" });
    expect(await stratum(["migrate"], { DATABASE_URL: url.href })).toMatchObject(
      refused(3, 'database "no_such_database" does not exist', "Create it"),
    );
  });

  test("a PostgreSQL without ltree", async () => {
    const bare = await startPostgres({ flags: ["-c", "extension_control_path=/nowhere"] });
    const env = {
      DATABASE_URL: bare.url,
      STRATUM_KEY_SECRET: KEY_SECRET,
      STRATUM_TOKEN_SECRET: TOKEN_SECRET,
    };
    expect(await stratum(["migrate"], env)).toMatchObject(refused(3, '"ltree"', "contrib"));
    expect(await stratum(["serve", "--port", "0"], env)).toMatchObject(refused(3, '"ltree"', "contrib"));
    await bare.stop();
  });
});
