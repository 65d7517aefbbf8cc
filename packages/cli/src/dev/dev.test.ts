import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page, Tenant } from "@stratum-hq/core";
import { findPostgres } from "@stratum-hq/postgres";
import { emptyDatabase } from "@stratum-hq/testing/database";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isClosed, refused, type Started, start, startAndEnd } from "../test-stratum.ts";

let folder: string;
const data = (): string => path.join(folder, ".data");
const started: Started[] = [];
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "stratum-test-"));
  // Else the server of root could not reach it, and its data would lie elsewhere.
  chmodSync(folder, 0o755);
});
afterAll(() => {
  for (const { child } of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

async function dev(...args: string[]): Promise<Started & { url: string }> {
  const running = start(["dev", "--data-dir", data(), ...args]);
  started.push(running);
  const [, url = ""] = await running.says(/Portal\s+(http:\/\/localhost:\d+)[\s\S]*Ctrl-C/);
  return { ...running, url };
}

async function api<T>(url: string, path: string, init: RequestInit = {}): Promise<T> {
  const key = readFileSync(`${data()}/api-key`, "utf8");
  const headers = { "x-api-key": key, "content-type": "application/json" };
  return (await (await fetch(`${url}/api/v1${path}`, { ...init, headers })).json()) as T;
}

const post = (body: object): RequestInit => ({ method: "POST", body: JSON.stringify(body) });

describe("stratum dev", { timeout: 180_000 }, () => {
  test("serves portal, API and example to this machine, moves on from a busy port, ends with Ctrl-C, and keeps its data", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };

    const first = await dev("--port", String(port));
    expect(first.stdout()).toContain(`Port ${port} is in use; taking `);
    expect(await (await fetch(first.url)).text()).toContain('<div id="root">');
    expect((await fetch(`${first.url}/api/docs`)).status).toBe(200);
    const signedIn = await fetch(`${first.url}/portal/token`, {
      method: "POST",
      headers: { origin: first.url },
    });
    expect(await signedIn.json()).toMatchObject({ token: expect.any(String) });
    const roots = await api<Page<Tenant & { descendant_count: number }>>(first.url, "/tenants/roots");
    expect(roots.data).toMatchObject([{ name: "Northwall Security" }]);
    expect(roots.data[0]?.descendant_count).toBeGreaterThan(280);
    await api(first.url, "/tenants", post({ name: "Kept", slug: "kept" }));

    const database = findPostgres(path.join(data(), "pg18")) ?? "";
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    const { rows } = await client.query(
      `select distinct r.rolname as role, r.rolsuper or r.rolbypassrls or r.rolcreaterole as powerful
       from pg_stat_activity a join pg_roles r on r.rolname = a.usename where a.application_name = 'stratum'`,
    );
    expect(rows).toEqual([{ role: "stratum_dev_stratum", powerful: false }]);
    await client.end();
    expect(first.stdout()).not.toContain(new URL(database).password);
    expect(await startAndEnd(["dev", "--data-dir", data()])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("already runs"),
    });

    // Ctrl-C goes to the whole group.
    process.kill(-(first.child.pid ?? 0), "SIGINT");
    expect(await first.ended).toMatchObject({ code: 0, stderr: "" });
    expect(await isClosed(first.url)).toBe(true);
    expect(findPostgres(path.join(data(), "pg18"))).toBeUndefined();

    const second = await dev("--port", String(port));
    expect(second.stdout()).not.toContain("Filled it");
    expect((await api<Page<Tenant>>(second.url, "/tenants/roots")).data.map(({ name }) => name)).toContain(
      "Kept",
    );
    second.child.kill("SIGKILL");
    for (let tries = 0; findPostgres(path.join(data(), "pg18")) !== undefined; tries++) {
      if (tries > 100) throw new Error("PostgreSQL outlived a SIGKILL by 10 s.");
      await sleep(100);
    }

    const third = await dev("--port", String(port), "--reset", "--no-seed");
    expect((await api<Page<Tenant>>(third.url, "/tenants/roots")).data).toEqual([]);
    third.child.kill("SIGTERM");
    expect(await third.ended).toMatchObject({ code: 0 });
    await new Promise((resolve) => other.close(resolve));
  });

  test("runs on a database of one's own, which it does not delete, and says in a sentence what is wrong with one", async () => {
    const { url } = await emptyDatabase();
    const own = await dev("--database-url", url, "--no-seed");
    expect(own.stdout()).toContain("from --database-url");
    expect((await api<Page<Tenant>>(own.url, "/tenants/roots")).data).toEqual([]);
    own.child.kill("SIGTERM");
    expect(await own.ended).toMatchObject({ code: 0, stderr: "" });

    const reset = ["dev", "--data-dir", data(), "--reset", "--database-url", url];
    expect(await startAndEnd(reset)).toMatchObject(refused(2, "--reset", "--database-url"));
    const wrong = ["dev", "--data-dir", data(), "--database-url", "postgres://me@127.0.0.1:1/x"];
    expect(await startAndEnd(wrong)).toMatchObject(refused(3, "No PostgreSQL answers at 127.0.0.1:1"));
  });
});
