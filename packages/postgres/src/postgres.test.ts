import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findPostgres, type PostgresServer, removePostgres, startPostgres } from "./index.ts";
import { isAlive } from "./process.ts";
import { othersCanReach } from "./reach.ts";
import { isRoot } from "./user.ts";

let folder: string;
const children: ChildProcess[] = [];
const servers: PostgresServer[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "stratum-test-"));
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const server of servers.splice(0)) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (...args: Parameters<typeof startPostgres>): Promise<PostgresServer> => {
  const server = await startPostgres(...args);
  servers.push(server);
  return server;
};
const data = (): string => path.join(folder, "pg18");

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; !condition(); i++) {
    if (i > 100) throw new Error("It did not happen within 10 s.");
    await sleep(100);
  }
}

/** Another node process that starts a server, says where it is, and does what `then` says. */
async function startElsewhere(
  options: object,
  then: string,
  spawnOptions: object = {},
): Promise<[ChildProcess, PostgresServer]> {
  const code = `import { startPostgres } from ${JSON.stringify(path.join(import.meta.dirname, "index.ts"))};
    const server = await startPostgres(${JSON.stringify(options)}); console.log(JSON.stringify(server)); ${then}`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
    ...spawnOptions,
  });
  children.push(child);
  let said = "";
  child.stdout?.on("data", (chunk) => {
    said += chunk;
  });
  await until(() => said.includes("\n") || child.exitCode !== null);
  return [child, JSON.parse(said) as PostgresServer];
}

describe("a persistent server", () => {
  test("keeps its data and its password over a restart", async () => {
    const first = await start({ data_dir: data() });
    expect(first.fresh).toBe(true);
    await query(first.url, "create table kept as select 42 as answer");
    await first.stop();
    const second = await start({ data_dir: data() });
    expect(second.fresh).toBe(false);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  test("asks for a random password that only its owner may read, and listens on the loopback interface only", async () => {
    const { url, password_file } = await start({ data_dir: data() });
    const wrong = new URL(url);
    wrong.password = "postgres";
    await expect(query(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
    expect(statSync(password_file).mode & 0o777).toBe(0o600);
    expect(new URL(url).password).toHaveLength(32);
    expect(await query(url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    expect(await query(url, "show unix_socket_directories")).toEqual([{ unix_socket_directories: "" }]);
    const [rule] = await query(
      url,
      "select count(*)::int as lax from pg_hba_file_rules where auth_method <> 'scram-sha-256'",
    );
    expect(rule).toEqual({ lax: 0 });
  });

  test("is durable, sorts by code point and has ltree", async () => {
    const { url } = await start({ data_dir: data() });
    expect(await query(url, "show fsync")).toEqual([{ fsync: "on" }]);
    expect(await query(url, "select x from (values ('a'), ('B')) v(x) order by x")).toEqual([
      { x: "B" },
      { x: "a" },
    ]);
    await query(url, "create extension ltree");
  });

  test("recovers from a SIGKILL of the server", async () => {
    const first = await start({ data_dir: data() });
    await query(first.url, "create table kept as select 1 as one");
    process.kill(first.pid, "SIGKILL");
    await first.stop();
    const second = await start({ data_dir: data() });
    expect(await query(second.url, "select one from kept")).toEqual([{ one: 1 }]);
  });

  test("is found by its data directory while it runs, and only then", async () => {
    expect(findPostgres(data())).toBeUndefined();
    const server = await start({ data_dir: data(), durable: false });
    expect(findPostgres(data())).toBe(server.url);
    await server.stop();
    expect(findPostgres(data())).toBeUndefined();
  });

  test("its data can be removed, but not while it runs", async () => {
    const server = await start({ data_dir: data(), durable: false });
    expect(() => removePostgres(data())).toThrow("already runs");
    await server.stop();
    await server.ended;
    removePostgres(data());
    expect(existsSync(server.data_dir)).toBe(false);
  });

  test("fills an empty folder", async () => {
    mkdirSync(data());
    await start({ data_dir: data(), durable: false });
  });

  test("a start that was killed in the middle leaves no half data directory in its way", async () => {
    const dead = spawn("true");
    await new Promise((resolve) => dead.once("exit", resolve));
    const draft = `${data()}.draft-${dead.pid}.password`;
    writeFileSync(draft, "secret");
    await start({ data_dir: data(), durable: false });
    expect(existsSync(draft)).toBe(false);
  });
});

describe("a throw-away server", () => {
  test("goes without trace when stopped, however often", async () => {
    const server = await start();
    expect(await query(server.url, "show fsync")).toEqual([{ fsync: "off" }]);
    await Promise.all([server.stop(), server.stop()]);
    expect(isAlive(server.pid)).toBe(false);
    expect(existsSync(path.dirname(server.data_dir))).toBe(false);
  });

  test("several start at once, each on its own port", async () => {
    const [a, b] = await Promise.all([start(), start()]);
    expect(a.port).not.toBe(b.port);
  });
});

describe("the server ends with its parent", () => {
  const forever = "setInterval(() => {}, 1000);";
  test.each(["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"] as const)("%s", async (signal) => {
    const [child, server] = await startElsewhere({}, forever);
    expect(isAlive(server.pid)).toBe(true);
    child.kill(signal);
    await until(() => !isAlive(server.pid) && !existsSync(path.dirname(server.data_dir)));
  });

  test.each([
    ["process.exit", "process.exit(3);"],
    ["an uncaught error", "throw undefined;"],
    ["nothing left to do", ""],
  ])("%s", async (_, then) => {
    const [child, server] = await startElsewhere({}, then, { stdio: ["ignore", "pipe", "ignore"] });
    await until(() => child.exitCode !== null && !isAlive(server.pid));
  });

  test("a new start right after a SIGKILL waits for the old server's end", async () => {
    const [child] = await startElsewhere({ data_dir: data() }, forever);
    child.kill("SIGKILL");
    await start({ data_dir: data() });
  });
});

describe("a refusal says why and what to do", () => {
  test("two servers on one data directory", async () => {
    const { pid } = await start({ data_dir: data(), durable: false });
    await expect(start({ data_dir: data(), durable: false })).rejects.toMatchObject({
      code: "ALREADY_RUNNING",
      message: expect.stringMatching(
        new RegExp(`already runs on ${data()} \\(process ${pid}, port \\d+\\)\\. Stop it first`),
      ),
    });
  });

  test("a port in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    await expect(start({ port })).rejects.toMatchObject({
      code: "PORT_IN_USE",
      message: expect.stringContaining(`Port ${port} of 127.0.0.1 is in use`),
    });
    await new Promise((resolve) => other.close(resolve));
  });

  test("a data directory of another major version", async () => {
    await (await start({ data_dir: data(), durable: false })).stop();
    writeFileSync(path.join(data(), "PG_VERSION"), "15\n");
    await expect(start({ data_dir: data(), durable: false })).rejects.toMatchObject({
      code: "WRONG_MAJOR",
      message: expect.stringMatching(/made by PostgreSQL 15, and this one is 18/),
    });
  });

  test("a folder that holds something else stays as it is", async () => {
    writeFileSync(path.join(folder, "notes.txt"), "mine");
    await expect(start({ data_dir: folder })).rejects.toMatchObject({
      code: "DATA_DIR_UNUSABLE",
      message: expect.stringContaining("holds something other"),
    });
    expect(readFileSync(path.join(folder, "notes.txt"), "utf8")).toBe("mine");
  });

  test("a password file that is gone", async () => {
    const { stop, password_file } = await start({ data_dir: data(), durable: false });
    await stop();
    rmSync(password_file);
    await expect(start({ data_dir: data(), durable: false })).rejects.toMatchObject({
      code: "DATA_DIR_UNUSABLE",
    });
  });

  test("an unknown setting, in the server's own words", async () => {
    await expect(start({ flags: ["-c", "no_such_setting=1"] })).rejects.toMatchObject({
      code: "START_FAILED",
      message: expect.stringContaining('unrecognized configuration parameter "no_such_setting"'),
    });
  });
});

describe.runIf(isRoot)("started by root", () => {
  test("runs as nobody, also for a data directory that nobody could not reach", async () => {
    chmodSync(folder, 0o700);
    const server = await start({ data_dir: data(), durable: false });
    expect(server.data_dir).toMatch(/^\/var\/tmp\/stratum-postgres-0\/data-/);
    expect(statSync(server.data_dir).uid).toBe(statSync(`/proc/${server.pid}`).uid);
    expect(statSync(server.data_dir).uid).not.toBe(0);
    expect(findPostgres(data())).toBe(server.url);
    await server.stop();
    rmSync(server.data_dir, { recursive: true, force: true });
  });

  test.runIf(othersCanReach(import.meta.dirname))(
    "leaves the same to an ordinary user, whose data root then refuses",
    async () => {
      const user = { uid: 1, gid: 1, env: { PATH: process.env.PATH } };
      chmodSync(folder, 0o777);
      const [child, server] = await startElsewhere(
        { data_dir: data(), durable: false },
        "setInterval(() => {}, 1000);",
        user,
      );
      expect(statSync(server.data_dir).uid).toBe(1);
      child.kill("SIGKILL");
      await until(() => !isAlive(server.pid));
      await expect(start({ data_dir: data(), durable: false })).rejects.toMatchObject({
        code: "DATA_DIR_UNUSABLE",
      });
    },
  );
});
