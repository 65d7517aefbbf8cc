/** For tests: an engine in a process of its own, told what to call by messages. See `test-process.ts`. */
import pg from "pg";
import { localKeyProvider } from "./keys/index.ts";
import { Stratum } from "./stratum.ts";
import type { Call, EngineProcessOptions, Reply } from "./test-process.ts";

const { url, name, master_key, ...options } = JSON.parse(process.argv[2] as string) as EngineProcessOptions;
const pool = new pg.Pool({ connectionString: url, max: 5, application_name: name ?? "engine" });
pool.on("error", () => undefined);
const stratum = new Stratum({
  pool,
  ...options,
  ...(master_key && { keyProvider: localKeyProvider(master_key) }),
});

process.on("message", async ({ id, method, args, context }: Call) => {
  const reply = (rest: Omit<Reply, "id">) => process.send?.({ id, ...rest });
  try {
    const target = (context ? stratum.as(context) : stratum) as unknown as Record<
      string,
      (...args: unknown[]) => unknown
    >;
    reply({ result: await target[method]?.(...args) });
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    reply({ error: { code: code ?? "FAULT", message } });
  }
});
process.on("disconnect", () => process.exit());
process.send?.({ id: 0 } satisfies Reply);
