/**
 * The whole of Stratum as a child process: PostgreSQL, and at each request a control plane of its own with the built
 * portal on a database of its own. A process apart, so that everything resolves from source under Node itself. It
 * ends with its parent, and PostgreSQL with it.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { type ControlPlane, start } from "../apps/control-plane/src/index.ts";
import { migrate } from "../packages/lib/src/index.ts";
import { startPostgres } from "../packages/postgres/src/index.ts";
import { type Seed, seed } from "./seed.ts";

/** What the parent asks for. */
export type Request =
  /** Let a browser on this machine in without a sign-in, or not. */
  | { do: "open"; development: boolean }
  | { do: "close"; id: number }
  | { do: "revoke"; id: number; key: string }
  /** Suspend or archive a tenant, as somebody elsewhere would. */
  | { do: "suspendTenant" | "archiveTenant"; id: number; tenant: string };

/** A running control plane, as a test sees it. */
export interface Stack extends Seed {
  id: number;
  /** Where portal and API are. */
  url: string;
}
/** What the parent hears: first that all is ready, then one answer per request. */
export type Reply = { ready: true } | { stack: Stack } | { done: true } | { failed: string };

const TEMPLATE = "e2e_template";
const open = new Map<number, ControlPlane>();
let opened = 0;

const postgres = await startPostgres();
const databaseUrl = (name: string): string =>
  Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;

async function administer(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function openStack(development: boolean): Promise<Stack> {
  const id = ++opened;
  await administer(`create database e2e_${id} template ${TEMPLATE} strategy file_copy`);
  const control = await start({
    databaseUrl: databaseUrl(`e2e_${id}`),
    poolSize: 5,
    cacheTenants: 10_000,
    host: "127.0.0.1",
    port: 0,
    keySecret: randomBytes(32).toString("base64"),
    tokenSecret: randomBytes(32).toString("base64"),
    development,
    portalDir: fileURLToPath(new URL("../apps/portal/dist", import.meta.url)),
    corsOrigins: [],
    trustProxy: false,
    logLevel: "error",
    shutdownTimeoutMs: 1_000,
    autoMigrate: false,
    telemetry: false,
    masterKey: randomBytes(32).toString("base64"),
    webhooks: true,
    jobs: true,
    webhookNetworks: ["127.0.0.1"],
  });
  open.set(id, control);
  return { id, url: control.url, ...(await seed(control.stratum)) };
}

async function closeStack(id: number): Promise<void> {
  await open.get(id)?.close();
  open.delete(id);
  // A pool's end resolves before the server has noticed it.
  for (let tries = 0; ; tries++) {
    try {
      return await administer(`drop database e2e_${id}`);
    } catch (error) {
      if ((error as { code?: string }).code !== "55006" || tries === 100) throw error;
      await sleep(20);
    }
  }
}

async function answer(request: Request): Promise<Reply> {
  if (request.do === "open") return { stack: await openStack(request.development) };
  const stratum = open.get(request.id)?.stratum;
  if (request.do === "close") await closeStack(request.id);
  else if (request.do === "revoke") await stratum?.revokeApiKey(request.key);
  else await stratum?.[request.do](request.tenant, { cascade: true });
  return { done: true };
}

const tell = (reply: Reply): void => void process.send?.(reply);

await administer(`create database ${TEMPLATE}`);
const pool = new pg.Pool({ connectionString: databaseUrl(TEMPLATE), max: 1 });
await migrate({ pool });
await pool.end();

process.on("message", (request: Request) => {
  answer(request).then(tell, (error: unknown) =>
    tell({ failed: error instanceof Error ? (error.stack ?? "") : String(error) }),
  );
});
process.on("disconnect", async () => {
  await postgres.stop();
  process.exit();
});
tell({ ready: true });
