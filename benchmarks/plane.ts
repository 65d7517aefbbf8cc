/** A control plane of the bench's, in a process of its own. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Pool } from "pg";

/** Where it answers, a tenant below its root, and a key of the root. */
export interface Plane {
  url: string;
  id: string;
  key: string;
  stop(): Promise<void>;
}

/** Starts one on the database of a pool. */
export async function startPlane({ options }: Pool): Promise<Plane> {
  const child = fork(fileURLToPath(new URL("http-server.ts", import.meta.url)), {
    env: {
      ...process.env,
      DATABASE_URL: options.connectionString,
      STRATUM_AUTO_MIGRATE: "false",
      STRATUM_KEY_SECRET: "k".repeat(32),
      STRATUM_TOKEN_SECRET: "t".repeat(32),
    },
  });
  const [plane] = (await once(child, "message")) as [Omit<Plane, "stop">];
  return {
    ...plane,
    async stop() {
      child.disconnect();
      await once(child, "exit");
    },
  };
}
