import { describe, expect, test } from "vitest";
import { refused, startAndEnd, stratum } from "./test-stratum.ts";

describe("the command line", () => {
  test.each([
    [["nope"], "unknown command 'nope'"],
    [["migrate", "--nope"], "unknown option '--nope'"],
    [["dev", "--port", "http"], "whole number"],
  ])("%s is refused with exit code 2", async (args, words) => {
    expect(await stratum(args)).toMatchObject(refused(2, words));
  });

  test.each([
    ["dev"],
    ["serve"],
    ["migrate"],
    ["keys create"],
    ["keys list"],
    ["keys revoke"],
    ["openapi"],
    ["doctor"],
  ])("%s --help has examples and the exit codes", async (command) => {
    const { code, stdout } = await stratum([...command.split(" "), "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`\n  stratum ${command}`);
    expect(stdout).toContain("Exit codes:");
  });

  test("as a process it gives the exit code to the shell", async () => {
    expect(await startAndEnd(["nope"])).toMatchObject(refused(2, "unknown command 'nope'"));
    expect(await startAndEnd(["--version"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});
