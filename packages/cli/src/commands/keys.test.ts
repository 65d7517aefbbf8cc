import { Stratum } from "@stratum-hq/lib";
import { plant } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import { beforeAll, describe, expect, test } from "vitest";
import { refused, stratum } from "../test-stratum.ts";

const KEY_SECRET = "a secret for keys, at least 32 characters";

describe("keys", () => {
  let env: Record<string, string>;
  let engine: Stratum;
  beforeAll(async () => {
    const { url, pool } = await testDatabase();
    env = { DATABASE_URL: url, STRATUM_KEY_SECRET: KEY_SECRET };
    engine = new Stratum({ pool, key_secret: KEY_SECRET });
    await engine.initialize();
    await plant(engine, { acme: { north: {} } });
  });

  test("a created key works, is listed, and stops working when revoked", async () => {
    const made = await stratum(
      ["keys", "create", "--name", "billing", "--tenant", "acme.north", "--scopes", "read,write"],
      env,
    );
    expect(made).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^sk_live_\S+\n$/),
      stderr: expect.stringContaining("only time"),
    });
    const text = made.stdout.trim();
    const north = await engine.getTenantByPath("acme.north");
    const { actor_id: id, ...reach } = await engine.authenticate(text);
    expect(reach).toMatchObject({ tenant_id: north.id, scopes: ["read", "write"] });

    const listed = await stratum(["keys", "list"], env);
    expect(listed.stdout).toContain(id);
    expect(listed.stdout).toContain("billing");
    expect(listed.stdout).not.toContain(text);

    expect(await stratum(["keys", "revoke", id], env)).toMatchObject({
      code: 0,
      stdout: `Revoked billing (${id}).\n`,
    });
    await expect(engine.authenticate(text)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  test("a rotated key gives a new one, and works on for the overlap", async () => {
    const create = ["keys", "create", "--name", "ci", "--platform", "--test", "--rate-limit", "60", "--json"];
    const old = JSON.parse((await stratum(create, env)).stdout);
    expect(old).toMatchObject({ environment: "test", rate_limit: 60 });
    const made = await stratum(["keys", "rotate", old.id, "--overlap", "0"], env);
    expect(made).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^sk_test_\S+\n$/),
      stderr: expect.stringContaining("only time"),
    });
    await engine.authenticate(made.stdout.trim());
    await expect(engine.authenticate(old.plaintext_key)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(await stratum(["keys", "rotate", old.id], env)).toMatchObject(refused(4, "API_KEY_INVALID_STATE"));
  });

  test("--dormant lists what nobody has used for so long", async () => {
    const { id } = await engine.createApiKey(null, { name: "forgotten" });
    const { pool } = await testDatabase();
    await pool.query("update stratum.api_keys set created_at = now() - interval '40 days' where id = $1", [
      id,
    ]);
    const dormant = async (days: string) =>
      JSON.parse((await stratum(["keys", "list", "--dormant", days, "--json"], env)).stdout);
    expect((await dormant("30")).map((key: { name: string }) => key.name)).toEqual(["forgotten"]);
    expect(await dormant("50")).toEqual([]);
    expect(await stratum(["keys", "list", "--dormant", "soon"], env)).toMatchObject(
      refused(2, "whole number"),
    );
  });

  test("--json prints what a program needs, and nothing else", async () => {
    const made = await stratum(
      ["keys", "create", "--name", "ci", "--platform", "--expires", "2099-01-31", "--json"],
      env,
    );
    expect(made.stderr).toBe("");
    const key = JSON.parse(made.stdout) as { id: string };
    expect(key).toMatchObject({ tenant_id: null, scopes: ["read"], expires_at: "2099-01-31T00:00:00.000Z" });
    const listed = JSON.parse((await stratum(["keys", "list", "--json"], env)).stdout) as { id: string }[];
    expect(listed.map(({ id }) => id)).toContain(key.id);
    expect(JSON.stringify(listed)).not.toContain("plaintext_key");
  });

  test.each([
    ["a reach must be said", ["--name", "x"], 2, "--tenant or --platform"],
    ["but only one", ["--name", "x", "--platform", "--tenant", "acme"], 2, "--tenant or --platform"],
    ["a key has a name", ["--platform"], 2, "--name"],
    ["an unknown tenant", ["--name", "x", "--tenant", "acme.nowhere"], 4, "TENANT_NOT_FOUND"],
    ["an unknown scope", ["--name", "x", "--platform", "--scopes", "root"], 4, "scopes"],
    ["an expiry that is no date", ["--name", "x", "--platform", "--expires", "soon"], 2, "2030-01-31"],
    ["an expiry in the past", ["--name", "x", "--platform", "--expires", "2001-01-01"], 4, "future"],
  ])("%s", async (_, args, code, words) => {
    expect(await stratum(["keys", "create", ...args], env)).toMatchObject(refused(code, words));
  });

  test("an unknown key cannot be revoked", async () => {
    const nobody = "0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e";
    expect(await stratum(["keys", "revoke", nobody], env)).toMatchObject(refused(4, "API_KEY_NOT_FOUND"));
  });

  test("the server's secret is needed", async () => {
    const { DATABASE_URL = "" } = env;
    expect(await stratum(["keys", "list"], { DATABASE_URL })).toMatchObject(refused(2, "STRATUM_KEY_SECRET"));
  });
});
