/** Which role serves: every way in which a login could bypass row-level security, and what is made of it. */
import { randomBytes } from "node:crypto";
import { anotherDatabase, emptyDatabase, testDatabase } from "@stratum-hq/testing/database";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roleToAssume } from "./serving-role.ts";
import { Stratum } from "./stratum.ts";

/** Roles belong to the whole server: these are this run's own, and go with it. */
const prefix = `stratum_role_${randomBytes(4).toString("hex")}`;
const role = (name: string): string => `${prefix}_${name}`;
const made: string[] = [];
let owner: pg.Pool;
let url: string;

beforeAll(async () => {
  ({ pool: owner, url } = await testDatabase());
});
afterAll(async () => {
  for (const name of made.reverse()) await owner.query(`drop owned by ${name}; drop role ${name}`);
});

async function create(name: string, attributes: string, ...grants: string[]): Promise<string> {
  await owner.query(`create role ${role(name)} ${attributes}`);
  made.push(role(name));
  for (const granted of grants) await owner.query(`grant ${granted}`);
  return role(name);
}
const login = "login password 'x'";

/** A pool of a login; `set` runs on each connection, as a pool's owner may have it. */
async function withPool<T>(
  user: string,
  work: (pool: pg.Pool) => Promise<T>,
  set?: string,
  at = url,
): Promise<T> {
  const address = Object.assign(new URL(at), { username: user, password: "x" });
  const pool = new pg.Pool({ connectionString: address.href, max: 2 });
  if (set) pool.on("connect", (client) => client.query(set));
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

describe("a login that could bypass row-level security serves as stratum_control", () => {
  it.each([
    ["a superuser", async () => [await create("super", `${login} superuser`)]],
    ["BYPASSRLS", async () => [await create("bypass", `${login} bypassrls in role stratum_control`)]],
    [
      "an owner of a table",
      async () => {
        const name = await create("owner", `${login} in role stratum_control`);
        await owner.query(`alter table stratum.consent_events owner to ${name}`);
        return [name];
      },
    ],
    [
      "a member of a role with BYPASSRLS",
      async () => {
        const strong = await create("strong", "bypassrls");
        return [await create("member", `${login} in role stratum_control`, `${strong} to ${role("member")}`)];
      },
    ],
    [
      "a member by a chain that inherits nothing",
      async () => {
        const top = await create("top", "superuser");
        const between = await create("between", "noinherit", `${top} to ${role("between")}`);
        return [
          await create("end", `${login} noinherit in role stratum_control`, `${between} to ${role("end")}`),
        ];
      },
    ],
    [
      "a superuser behind set role",
      async () => {
        const plain = await create("plain1", "in role stratum_control");
        return [await create("super1", `${login} superuser`), `set role ${plain}`];
      },
    ],
    [
      "a superuser behind set session authorization",
      async () => {
        const plain = await create("plain2", "in role stratum_control");
        return [await create("super2", `${login} superuser`), `set session authorization ${plain}`];
      },
    ],
    [
      "a member that inherits none of its rights",
      async () => [await create("noinherit", `${login} noinherit in role stratum_control`)],
    ],
  ] as const)("%s", async (_, given) => {
    const [user, set] = (await given()) as [string, string?];
    await withPool(
      user,
      async (pool) => {
        expect(await roleToAssume(pool)).toBe("stratum_control");
        const stratum = new Stratum({ pool });
        await stratum.initialize();
        expect((await stratum.listRoots()).data).toEqual([]);
      },
      set,
    );
  });
});

describe("a login that cannot", () => {
  it("serves as it is, if it is a plain member", async () => {
    const user = await create("plain", `${login} in role stratum_control`);
    expect(await withPool(user, roleToAssume)).toBeUndefined();
  });

  it("serves as it is, if it is a member by a chain of plain roles", async () => {
    const between = await create("group", "in role stratum_control");
    const user = await create("grouped", login, `${between} to ${role("grouped")}`);
    expect(await withPool(user, roleToAssume)).toBeUndefined();
  });

  it("is refused if it is no member, and told what to run", async () => {
    const user = await create("stranger", login);
    await expect(withPool(user, roleToAssume)).rejects.toMatchObject({
      code: "ISOLATION_VIOLATION",
      message: expect.stringContaining(`grant stratum_control to "${user}"`),
    });
  });
});

it("nobody serves while stratum_control itself could bypass", async () => {
  const { pool } = await anotherDatabase();
  // On one connection, never committed: the role belongs to the whole server, and other tests serve with it.
  for (const change of [
    "alter role stratum_control bypassrls",
    "alter role stratum_control superuser",
    "alter table stratum.tenants owner to stratum_control",
  ]) {
    const one = new pg.Pool({ ...pool.options, max: 1 });
    await one.query("begin");
    await one.query(change);
    await expect(roleToAssume(one)).rejects.toMatchObject({
      code: "ISOLATION_VIOLATION",
      message: expect.stringContaining("stratum_control could bypass"),
    });
    await one.end();
  }
});

it("a login that may create roles, and nothing more, migrates an empty database and serves it", async () => {
  const { pool, url: at } = await emptyDatabase();
  const user = await create("migrator", `${login} createrole`);
  await pool.query(`grant create on database ${new URL(at).pathname.slice(1)} to ${user}`);
  await pool.query("create extension ltree; create extension pg_trgm");
  // The roles of this server were made by another login. Their maker would have the right to grant them, and since
  // PostgreSQL 16 no more than that.
  const { rows } = await pool.query("select current_setting('server_version_num')::int >= 160000 as recent");
  const maker = rows[0].recent ? "admin true, inherit false, set false" : "admin option";
  await pool.query(`grant stratum_control, stratum_app, stratum_migrator to ${user} with ${maker}`);
  await withPool(
    user,
    async (own) => {
      const stratum = new Stratum({ pool: own, autoMigrate: true });
      await stratum.initialize();
      const { id } = await stratum.createTenant({ name: "A", slug: "a" });
      expect((await stratum.getTenant(id)).name).toBe("A");
    },
    undefined,
    at,
  );
  await pool.query(`drop owned by ${user} cascade`);
});
