import { readFileSync, writeFileSync } from "node:fs";
import { Command } from "commander";
import { CliError } from "../exit.ts";

/** `stratum openapi` */
export const openapiCommand = (): Command =>
  new Command("openapi")
    .description("print the OpenAPI 3.1 document of the control plane; needs no database")
    .option("--out <file>", "write to a file instead")
    .option("--check <file>", "fail unless the file holds exactly the current document")
    .addHelpText(
      "after",
      `
Examples:
  stratum openapi > openapi.json
  stratum openapi --out docs/openapi.json
  stratum openapi --check docs/openapi.json`,
    )
    .action(async ({ out, check }: { out?: string; check?: string }) => {
      const { openapiDocument } = await import("@stratum-hq/control-plane");
      const text = `${JSON.stringify(await openapiDocument(), null, 2)}\n`;
      if (out !== undefined) write(out, text);
      if (check !== undefined) compare(check, text);
      if (out === undefined && check === undefined) process.stdout.write(text);
    });

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new CliError(`The document could not be written: ${(error as Error).message}`);
  }
}

function compare(file: string, text: string): void {
  let found: string | undefined;
  try {
    found = readFileSync(file, "utf8");
  } catch {
    // Missing or unreadable: told below, like any other difference.
  }
  if (found !== text)
    throw new CliError(`${file} is not the current document. Run: stratum openapi --out ${file}`);
}
