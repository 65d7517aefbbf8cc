import { Command, InvalidArgumentError } from "commander";
import type { DevAddresses, DevOptions } from "../dev/dev.ts";
import { explain } from "../failure.ts";
import { Running, untilSignal } from "../lifecycle.ts";
import { fromEnvironment, type TargetOptions, withTarget } from "../target.ts";

/** Longest time that the end may take, in milliseconds. */
const END_TIMEOUT_MS = 10_000;

type Options = TargetOptions & { port: number; reset?: boolean; seed: boolean; verbose?: boolean };

/** `stratum dev` */
export const devCommand = (): Command =>
  withTarget(new Command("dev"))
    .description("run everything on this machine: PostgreSQL, control plane, portal and an example")
    .option("--port <number>", "port of the portal and the API; the next free one if it is taken", port, 3000)
    .option("--reset", "delete the development data first and start afresh")
    .option("--no-seed", "leave an empty database empty")
    .option("--verbose", "print what the servers log")
    .addHelpText(
      "after",
      `
The data lives in .data and survives a restart. Nothing listens beyond this machine.

Examples:
  stratum dev
  stratum dev --port 8080 --reset
  DATABASE_URL=postgres://me@localhost/stratum stratum dev`,
    )
    .action(async (options: Options) => {
      process.exit(await dev(options));
    });

async function dev({ databaseUrl, dataDir, port, reset, seed, verbose }: Options): Promise<number> {
  if (verbose) process.env.LOG_LEVEL ||= "info";
  const given: DevOptions = {
    database_url: databaseUrl ?? fromEnvironment("DATABASE_URL"),
    database_name: databaseUrl === undefined ? "DATABASE_URL" : "--database-url",
    data_dir: dataDir,
    port,
    seed,
    log: (text) => verbose && process.stderr.write(text),
    say: (line) => process.stdout.write(`${line}\n`),
  };
  const { resetDev, startDev } = await import("../dev/dev.ts");
  const running = new Running();
  const stopped = untilSignal();
  try {
    const lost = new Promise<never>((_, reject) => {
      if (reset) resetDev(given);
      startDev(given, running, reject).then((addresses) => given.say(banner(addresses, given)), reject);
    });
    await Promise.race([stopped, lost]);
    return 0;
  } catch (error) {
    const { message, exit_code } = explain(error);
    process.stderr.write(`stratum: ${message}\n`);
    return exit_code;
  } finally {
    await running.end(END_TIMEOUT_MS);
  }
}

const banner = (
  { portal, api, docs, database, api_key_file }: DevAddresses,
  { data_dir }: DevOptions,
): string => `
  Stratum runs in development mode: open to everyone at this machine, closed to all others.

  Portal    ${portal ?? "not built"}
  API       ${api}
  API docs  ${docs}
  API key   in ${api_key_file}: curl -H "X-API-Key: $(cat ${api_key_file})" ${api}/tenants/roots
  Database  ${database}

  Ctrl-C stops everything. The data stays in ${data_dir}; \`--reset\` starts afresh.
`;

function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number < 65_536) return number;
  throw new InvalidArgumentError("It must be a whole number from 1 to 65535.");
}
