import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createClient } from "@stratum-hq/sdk";
import { hold, untilBlocked } from "@stratum-hq/testing";
import { emptyDatabase, testDatabase } from "@stratum-hq/testing/database";
import type { Pool } from "pg";
import { afterEach, describe, expect, test, vi } from "vitest";
import { loadConfig } from "./config.ts";
import { type ControlPlane, start } from "./start.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const secrets = { STRATUM_KEY_SECRET: "k".repeat(32), STRATUM_TOKEN_SECRET: "t".repeat(32) };
const environment = (DATABASE_URL: string): Record<string, string> => ({
  ...secrets,
  DATABASE_URL,
  PORT: "0",
  LOG_LEVEL: "info",
});

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Runs the program until it ends, or until `until` is written. */
function run(env: Record<string, string>) {
  const child = spawn(process.execPath, ["--conditions=@stratum-hq/source", "--import=tsx", main], {
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
  return {
    child,
    ended: once(child, "exit").then(([code]) => ({ code, output })),
    async url(): Promise<string> {
      for (;;) {
        const found = /Server listening at (http:[^"]+)/.exec(output)?.[1];
        if (found) return found;
        await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
        if (child.exitCode !== null) throw new Error(output);
      }
    },
  };
}

/** How many connections servers hold to the pool's database. A backend outlives its connection by a moment. */
async function connections(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ open: number }>(
    `select count(*)::int as open from pg_stat_activity
     where datname = current_database() and application_name = 'stratum'`,
  );
  return rows[0]?.open ?? 0;
}

async function withKey(server: ControlPlane, base_url = server.url) {
  const { plaintext_key } = await server.stratum.createApiKey(null, { name: "Test", scopes: ["admin"] });
  return createClient({ base_url, apiKey: plaintext_key, retry: false });
}

describe("start()", () => {
  test("migrates an empty database and serves it", async () => {
    const { url } = await emptyDatabase();
    const server = await start(loadConfig({ ...environment(url), LOG_LEVEL: "silent" }));
    const client = await withKey(server);
    const tenant = await client.createTenant({ name: "Acme", slug: "acme" });
    expect(await client.getTenant(tenant.id)).toEqual(tenant);
    await server.close();
  });

  test("shutting down answers the request that runs, takes no new one, and lets go of the database", async () => {
    const { url, pool } = await testDatabase();
    const server = await start(loadConfig({ ...environment(url), LOG_LEVEL: "silent" }));
    const client = await withKey(server);
    const { id } = await client.createTenant({ name: "Acme", slug: "acme" });

    const lock = await hold(pool, "select from stratum.tenants where id = $1 for update", [id]);
    const renamed = client.updateTenant(id, { name: "Acme Ltd" });
    await untilBlocked(pool);

    const closed = server.close();
    const listens = () =>
      fetch(`${server.url}/health`).then(
        () => true,
        () => false,
      );
    await expect.poll(listens).toBe(false);
    await lock.commit();

    expect((await renamed).name).toBe("Acme Ltd");
    await closed;
    await expect.poll(() => connections(pool)).toBe(0);
  });

  test("a port in use fails with EADDRINUSE and leaves no connection behind", async () => {
    const { url, pool } = await testDatabase();
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    const config = loadConfig({ ...environment(url), PORT: String(port), LOG_LEVEL: "silent" });
    await expect(start(config)).rejects.toMatchObject({ code: "EADDRINUSE" });
    await expect.poll(() => connections(pool)).toBe(0);
    taken.close();
  });
});

describe("the program", () => {
  test("on SIGTERM it answers the request that runs, then ends with 0", async () => {
    const { url, pool } = await testDatabase();
    const program = run(environment(url));
    const base_url = await program.url();
    const neighbour = await start(loadConfig({ ...environment(url), LOG_LEVEL: "silent" }));
    const client = await withKey(neighbour, base_url);
    const { id } = await client.createTenant({ name: "Term", slug: "term" });

    const lock = await hold(pool, "select from stratum.tenants where id = $1 for update", [id]);
    const renamed = client.updateTenant(id, { name: "Finished" });
    await untilBlocked(pool);
    program.child.kill("SIGTERM");
    await once(program.child.stdout, "data");
    await lock.commit();

    expect((await renamed).name).toBe("Finished");
    expect(await program.ended).toMatchObject({
      code: 0,
      output: expect.stringContaining("closing on SIGTERM"),
    });
    await neighbour.close();
  });

  test("under far more than it can carry it answers 201 or 503, and on SIGTERM loses no write that it accepted", async () => {
    const { url, pool } = await testDatabase();
    const program = run({
      ...environment(url),
      DATABASE_POOL_SIZE: "4",
      MAX_IN_FLIGHT: "40",
      RATE_LIMIT: "0",
    });
    const base_url = await program.url();
    const neighbour = await start(loadConfig({ ...environment(url), LOG_LEVEL: "silent" }));
    const { plaintext_key } = await neighbour.stratum.createApiKey(null, { name: "Load", scopes: ["admin"] });
    const accepted: string[] = [];
    const statuses = new Set<number>();
    let asked = 0;
    let ending = false;
    // Ten times what may run at once, each client again and again until the server is gone.
    const client = async (): Promise<void> => {
      for (;;) {
        asked += 1;
        const body = JSON.stringify({ name: "Load", slug: `load_${asked}` });
        const headers = { "x-api-key": plaintext_key, "content-type": "application/json" };
        const answer = await fetch(`${base_url}/api/v1/tenants`, { method: "POST", headers, body }).catch(
          (error: unknown) => {
            if (!ending) throw error;
          },
        );
        if (!answer) return;
        statuses.add(answer.status);
        if (answer.status === 201) accepted.push(((await answer.json()) as { id: string }).id);
        else {
          expect(answer.headers.get("retry-after")).toBe("1");
          await setTimeout(100);
        }
      }
    };
    const clients = Promise.all(Array.from({ length: 400 }, client));
    await expect.poll(() => accepted.length > 100 && statuses.has(503), { timeout: 60_000 }).toBe(true);
    ending = true;
    program.child.kill("SIGTERM");
    await clients;
    expect(await program.ended).toMatchObject({ code: 0 });
    expect([...statuses].sort()).toEqual([201, 503]);
    const { rows } = await pool.query("select id from stratum.tenants where id = any($1::uuid[])", [
      accepted,
    ]);
    expect(rows).toHaveLength(accepted.length);
    await neighbour.close();
  }, 120_000);

  test("with nothing set it names every variable that it needs and ends with 1", async () => {
    const { code, output } = await run({}).ended;
    expect(code).toBe(1);
    for (const name of ["DATABASE_URL", "STRATUM_KEY_SECRET", "STRATUM_TOKEN_SECRET"])
      expect(output).toContain(name);
    expect(output).not.toContain("    at ");
  });

  test("with a database that is not there it says so in a sentence", async () => {
    const { code, output } = await run(environment("postgres://nobody@127.0.0.1:1/none")).ended;
    expect(code).toBe(1);
    expect(output).toMatch(/database does not answer.*\(DATABASE_UNAVAILABLE\)/);
    expect(output).not.toContain("    at ");
  });

  test("with a port in use it names the port and the variable", async () => {
    const { url } = await testDatabase();
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    const { code, output } = await run({ ...environment(url), PORT: String(port) }).ended;
    taken.close();
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} of 127.0.0.1 is in use. Set PORT`);
  });
});

describe("the cache", () => {
  test("is on, and a server hears of what another one changed", async () => {
    const { app_url } = await testDatabase();
    const config = loadConfig({
      ...environment(app_url),
      STRATUM_AUTO_MIGRATE: "false",
      LOG_LEVEL: "silent",
    });
    const servers = [await start(config), await start(config)] as const;
    const [here, there] = servers;
    const { id } = await here.stratum.createTenant({ name: "Cached", slug: "cached" });
    const client = await withKey(here, there.url);
    await here.stratum.setConfig(id, "k", { value: 1 });
    expect((await client.getTenantContext(id)).config.k?.value).toBe(1);
    await here.stratum.setConfig(id, "k", { value: 2 });
    await vi.waitFor(async () => expect((await client.getTenantContext(id)).config.k?.value).toBe(2), 10_000);
    expect(there.stratum.cacheStats()).toMatchObject({ active: true, tenants: 1 });
    expect(await (await fetch(`${there.url}/health`)).json()).toEqual({ status: "ok" });
    for (const server of servers) await server.close();
  });

  test("is off at STRATUM_CACHE_TENANTS=0, and takes no connection then", async () => {
    const { app_url, pool } = await testDatabase();
    const env = { ...environment(app_url), STRATUM_AUTO_MIGRATE: "false", LOG_LEVEL: "silent" };
    const server = await start(loadConfig({ ...env, STRATUM_CACHE_TENANTS: "0" }));
    expect(server.stratum.cacheStats().active).toBe(false);
    const { rows } = await pool.query(
      "select from pg_stat_activity where datname = current_database() and query like '%as snapshot%' and pid <> pg_backend_pid()",
    );
    expect(rows).toEqual([]);
    await server.close();
  });
});
