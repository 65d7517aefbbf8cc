import { migrate } from "@stratum-hq/lib";
import { Command } from "commander";
import { print } from "../output.ts";
import { type TargetOptions, withPool, withTarget } from "../target.ts";

/** `stratum migrate` */
export const migrateCommand = (): Command =>
  withTarget(new Command("migrate"))
    .description("bring the engine's schema up to date; needs a role that may create schemas and roles")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Examples:
  DATABASE_URL=postgres://owner:secret@db:5432/app stratum migrate
  stratum migrate --json`,
    )
    .action(async (options: TargetOptions & { json?: boolean }) => {
      const applied = await withPool(options, (pool) => migrate({ pool }));
      print({ applied }, options, () =>
        applied.length === 0
          ? "The schema is up to date."
          : applied.map((name) => `applied ${name}`).join("\n"),
      );
    });
