import { Command } from "commander";
import { type Check, examine } from "../doctor.ts";
import { CliError } from "../exit.ts";
import { print } from "../output.ts";
import { type TargetOptions, withTarget } from "../target.ts";

const marks = { ok: "✓", note: "•", failed: "✗" } as const;
const line = ({ name, state, message }: Check): string => `${marks[state]} ${name}: ${message}`;

/** `stratum doctor` */
export const doctorCommand = (): Command =>
  withTarget(new Command("doctor"))
    .description("check whether this machine and its database can run Stratum; changes nothing")
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExamples:\n  stratum doctor\n  DATABASE_URL=postgres://… stratum doctor --json")
    .action(async (options: TargetOptions & { json?: boolean }) => {
      const checks = await examine(options);
      print(checks, options, () => checks.map(line).join("\n"));
      const failed = checks.filter(({ state }) => state === "failed").length;
      if (failed > 0) throw new CliError(`${failed} of ${checks.length} checks failed.`);
    });
