import { Stratum } from "@stratum-hq/lib";
import { plant } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type { Pool } from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { refused, stratum } from "../test-stratum.ts";

describe("verify-audit", () => {
  let env: Record<string, string>;
  let owner: Pool;
  let north: string;
  beforeAll(async () => {
    const { url, pool } = await testDatabase();
    [env, owner] = [{ DATABASE_URL: url }, pool];
    const engine = new Stratum({ pool });
    await engine.initialize();
    const { north: tenant } = await plant(engine, { acme: { north: {} } });
    north = tenant.id;
    await engine.setConfig(north, "k", { value: 1 });
  });

  test("a chain that stands is said to stand, by id, by path and for the platform", async () => {
    const words = /^All 2 entries are as they were written; \d are in the chain\.\nHead: /;
    for (const name of [north, "acme.north"])
      expect(await stratum(["verify-audit", name], env)).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(words),
        stderr: "",
      });
    const platform = await stratum(["verify-audit", "--platform", "--json"], env);
    expect(platform).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(platform.stdout)).toMatchObject({ tenant_id: null, ok: true, entries: 0, fault: null });
  });

  test("a fault is named, and the exit code says that there is one", async () => {
    const { rows } = await owner.query(
      "update stratum.audit_log set actor_id = 'nobody' where tenant_id = $1 and action = 'config.set' returning id",
      [north],
    );
    const { id } = rows[0];
    expect(await stratum(["verify-audit", "acme.north"], env)).toEqual({
      code: 1,
      stdout: `First fault: entry ${id}, number 2 of 2, is altered.\n`,
      stderr: "stratum: The audit log was tampered with.\n",
    });
    const told = await stratum(["verify-audit", north, "--json"], env);
    expect(told.code).toBe(1);
    expect(JSON.parse(told.stdout)).toMatchObject({ ok: false, fault: { position: 2, entry_id: id } });
  });

  test.each([
    ["nobody", [], 2, "a tenant or --platform"],
    ["both", ["acme", "--platform"], 2, "a tenant or --platform"],
    ["an unknown path", ["acme.nowhere"], 4, "TENANT_NOT_FOUND"],
    ["an unknown id", ["0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e"], 4, "TENANT_NOT_FOUND"],
    ["an unknown option", ["acme", "--fast"], 2, "--fast"],
    ["two tenants", ["acme", "north"], 2, "too many arguments"],
  ])("%s is refused", async (_, args, code, words) => {
    expect(await stratum(["verify-audit", ...args], env)).toMatchObject({
      code,
      stdout: "",
      stderr: expect.stringContaining(words),
    });
  });

  test("a database that does not answer is told in one line", async () => {
    const nowhere = { DATABASE_URL: "postgres://x@127.0.0.1:1/x" };
    expect(await stratum(["verify-audit", "acme"], nowhere)).toMatchObject(refused(3, "127.0.0.1:1"));
  });
});
