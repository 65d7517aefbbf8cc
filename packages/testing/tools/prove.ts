/** `pnpm prove --operations 1000000 --seconds 600 --seed 7`: the proofs of `docs/proofs.md`, for longer than in a test run. */
import { parseArgs } from "node:util";
import { run } from "./run.ts";

const { values } = parseArgs({
  options: {
    operations: { type: "string", default: "200000" },
    seconds: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
  },
});
for (const [name, value] of Object.entries(values))
  if (!/^\d{1,9}$/.test(value)) throw new TypeError(`--${name} takes a whole number, not "${value}".`);

const files = ["packages/lib/src/model.test.ts", "packages/lib/src/storm.test.ts"];
const { code } = await run("vitest", ["run", "--project", "database", ...files], {
  live: true,
  env: {
    PROVE_OPERATIONS: values.operations,
    PROVE_SECONDS: values.seconds,
    PROVE_SEED: values.seed,
  },
});
process.exitCode = code;
