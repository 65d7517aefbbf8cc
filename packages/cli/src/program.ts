import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { devCommand } from "./commands/dev.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { keysCommand } from "./commands/keys.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { openapiCommand } from "./commands/openapi.ts";
import { serveCommand } from "./commands/serve.ts";
import { verifyAuditCommand } from "./commands/verify-audit.ts";
import { EXIT, type ExitCode, exitCodesHelp } from "./exit.ts";
import { explain } from "./failure.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** Runs a command line, without the program's own name, and resolves to the exit code. Never rejects. */
export async function run(args: readonly string[]): Promise<ExitCode> {
  const program = new Command("stratum")
    .description("Run, migrate and operate Stratum.")
    .version(version)
    .configureHelp({ showGlobalOptions: true });
  const commands = [
    devCommand,
    serveCommand,
    migrateCommand,
    keysCommand,
    openapiCommand,
    doctorCommand,
    verifyAuditCommand,
  ];
  for (const command of commands) program.addCommand(command());
  for (const command of everyCommand(program)) {
    command.exitOverride().addHelpText("after", exitCodesHelp);
    command.configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "stratum: ")) });
  }
  try {
    await program.parseAsync(args, { from: "user" });
    return EXIT.done;
  } catch (error) {
    // Commander has said what is wrong itself; help and version are no failures.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const { message, exit_code } = explain(error);
    process.stderr.write(`stratum: ${message}\n`);
    return exit_code;
  }
}

const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap(everyCommand)];
