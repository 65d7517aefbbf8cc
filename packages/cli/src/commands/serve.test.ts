import { createServer } from "node:net";
import { testDatabase } from "@stratum-hq/testing/database";
import { describe, expect, test } from "vitest";
import { refused, start, stratum } from "../test-stratum.ts";

const KEY_SECRET = "a secret for keys, at least 32 characters";
const TOKEN_SECRET = "a secret for tokens, at least 32 characters";

describe("serve", () => {
  const secrets = { STRATUM_KEY_SECRET: KEY_SECRET, STRATUM_TOKEN_SECRET: TOKEN_SECRET };

  test("answers, and SIGTERM ends it cleanly", async () => {
    const { url } = await testDatabase();
    const served = start(["serve", "--port", "0"], { ...secrets, DATABASE_URL: url });
    const [, address] = await served.says(/listening at (http:\/\/[\d.:]+)/);
    expect(await (await fetch(`${address}/ready`)).json()).toEqual({ status: "ready" });
    served.child.kill("SIGTERM");
    expect(await served.ended).toMatchObject({ code: 0, stderr: "" });
  });

  test("names every variable that is missing", async () => {
    const { code, stderr } = await stratum(["serve"]);
    expect(code).toBe(2);
    for (const name of ["DATABASE_URL", "STRATUM_KEY_SECRET", "STRATUM_TOKEN_SECRET"])
      expect(stderr).toContain(name);
    expect(stderr).not.toContain("    at ");
  });

  test("a port in use", async () => {
    const { url } = await testDatabase();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    const env = { ...secrets, DATABASE_URL: url, LOG_LEVEL: "silent" };
    expect(await stratum(["serve", "--port", String(port)], env)).toMatchObject(
      refused(2, `Port ${port}`, "in use", "--port"),
    );
    await new Promise((resolve) => other.close(resolve));
  });
});
