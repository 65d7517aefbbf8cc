import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refused, stratum } from "../test-stratum.ts";

describe("openapi", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "stratum-test-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("prints the document without a database, writes it, and tells an old one from a current one", async () => {
    const file = path.join(folder, "openapi.json");
    const printed = await stratum(["openapi"]);
    expect(JSON.parse(printed.stdout)).toMatchObject({ openapi: "3.1.0" });
    expect(await stratum(["openapi", "--out", file])).toMatchObject({ code: 0, stdout: "" });
    expect(readFileSync(file, "utf8")).toBe(printed.stdout);
    expect(await stratum(["openapi", "--check", file])).toMatchObject({ code: 0 });
    writeFileSync(file, printed.stdout.replace("3.1.0", "3.0.0"));
    expect(await stratum(["openapi", "--check", file])).toMatchObject(
      refused(1, "is not the current document", "--out"),
    );
  });
});
