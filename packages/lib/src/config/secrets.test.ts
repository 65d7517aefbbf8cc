import { testDatabase } from "@stratum-hq/testing/database";
import pg, { type Pool } from "pg";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { localKeyProvider } from "../keys/index.ts";
import { Stratum } from "../stratum.ts";

let owner: Pool;
let app: Pool;
let stratum: Stratum;
const statements: string[] = [];
let root: string;
let leaf: string;
let n = 0;
const CANARY = "canary-7c1d-hunter2";
const admin = { scopes: ["admin", "secrets:read"], actor_id: "ann", actor_type: "user" as const };

beforeAll(async () => {
  const { app_pool, pool } = await testDatabase();
  [owner, app] = [pool, app_pool];
  stratum = new Stratum({
    pool: app,
    keyProvider: localKeyProvider("a master key of at least 32 characters"),
    on_query: (text) => statements.push(text),
  });
  await stratum.initialize();
});
beforeEach(async () => {
  root = (await stratum.createTenant({ name: "Root", slug: `secrets_${++n}` })).id;
  leaf = (await stratum.createTenant({ name: "Leaf", slug: "leaf", parent_id: root })).id;
});

/** What every connection sends while `work` runs: texts and parameters. */
async function sentBy(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const { query } = pg.Client.prototype;
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    sent.push(JSON.stringify(args));
    return Reflect.apply(query, this, args);
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return sent;
}

/** Rows of any table of the engine whose text holds the canary. */
async function leaks(): Promise<string[]> {
  const tables = await owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'stratum' and c.relkind in ('r', 'p', 'm')`,
  );
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const hits = await owner.query(`select t::text as row from ${name} t where t::text like $1`, [
      `%${CANARY}%`,
    ]);
    found.push(...hits.rows.map((hit) => `${name}: ${hit.row}`));
  }
  return found;
}

describe("a canary", () => {
  it("would be found if it stood somewhere in clear", async () => {
    await stratum.setConfig(root, "open", { value: `not ${CANARY}` });
    expect((await leaks()).length).toBeGreaterThan(0);
    await owner.query("delete from stratum.config_entries where key = 'open'");
    await owner.query("delete from stratum.config_history where key = 'open'");
    await owner.query("delete from stratum.audit_log where resource_id = 'open'");
    expect(await leaks()).toEqual([]);
  });

  it("stands nowhere in clear after every way in, nor in an answer or error", async () => {
    const told: unknown[] = [];
    const as = stratum.as(admin);
    const tell = async (call: Promise<unknown>) =>
      told.push(await call.catch((e: Error) => ({ ...e, text: e.message, stack: e.stack })));
    await tell(as.setConfig(root, "k", { value: CANARY, sensitive: true }));
    await tell(as.setConfig(root, "k", { value: { deep: [CANARY] } }));
    await tell(as.setConfig(root, "k", { value: `${CANARY}2`, expected_version: 99 }));
    await tell(as.setConfig(root, "k", { sensitive: false }));
    await tell(as.setConfig(root, "k", { locked: true }));
    await tell(as.setConfig(leaf, "k", { value: CANARY, sensitive: true }));
    await tell(
      as.batchSetConfig(root, [
        { key: "b", value: CANARY, sensitive: true },
        { key: "c", value: 1 },
      ]),
    );
    await tell(
      as.batchSetConfig(
        root,
        [
          { key: "b", value: CANARY },
          { key: "d", delete: true },
        ],
        { atomic: false },
      ),
    );
    await tell(
      as.defineConfigKey(root, "defined", { sensitive: true, schema: { type: "string", maxLength: 30 } }),
    );
    await tell(as.setConfig(leaf, "defined", { value: CANARY }));
    await tell(as.setConfig(leaf, "defined", { value: CANARY.repeat(9) }));
    await tell(as.setConfig(leaf, "defined", { value: CANARY, sensitive: false }));
    await tell(as.restoreConfig(root, "k", 1));
    await tell(as.deleteConfig(root, "b"));
    await tell(as.restoreConfig(root, "b", 1));
    for (const id of [root, leaf]) {
      await tell(as.resolveConfig(id));
      await tell(as.explainConfig(id, "k"));
      await tell(as.listConfigHistory(id, "k"));
      await tell(as.listConfigDefinitions(id));
      await tell(as.previewConfig(id, [{ key: "defined", value: CANARY }]));
      await tell(as.listDrift(id));
    }
    await tell(as.diffConfig(root, leaf));
    await tell(as.computeDrift(root, leaf));
    expect(await leaks()).toEqual([]);
    expect(JSON.stringify(told)).not.toContain(CANARY);
    expect(statements.filter((text) => text.includes(CANARY))).toEqual([]);
    // And it is there all the same.
    expect((await as.revealConfig(root, "k", "test")).value).toBe(CANARY);
    expect(await leaks()).toEqual([]);
  });

  it("goes to the database neither in a statement nor as a parameter, from any way in", async () => {
    await stratum.setConfig(root, "k", { value: "first", sensitive: true });
    await stratum.setConfig(root, "open", { value: "open" });
    await stratum.defineConfigKey(root, "defined", { sensitive: true, schema: { type: "string" } });
    const ways: Record<string, () => Promise<unknown>> = {
      set: () => stratum.setConfig(root, "k", { value: CANARY }),
      "set anew": () => stratum.setConfig(leaf, "new", { value: CANARY, sensitive: true }),
      "set as defined": () => stratum.setConfig(leaf, "defined", { value: CANARY }),
      "set in a batch": () => stratum.batchSetConfig(root, [{ key: "k", value: [CANARY] }]),
      "set in a loose batch": () =>
        stratum.batchSetConfig(root, [{ key: "k", value: { deep: CANARY } }], { atomic: false }),
      restore: () => stratum.restoreConfig(root, "k", 2),
      "preview of what is named": () =>
        stratum.previewConfig(root, [{ key: "n", value: CANARY, sensitive: true }]),
      "preview of what is one": () => stratum.previewConfig(root, [{ key: "k", value: CANARY }]),
      "preview of what is defined": () => stratum.previewConfig(leaf, [{ key: "defined", value: CANARY }]),
      "preview of what is defined, and denied": () =>
        stratum.previewConfig(leaf, [{ key: "defined", value: CANARY, sensitive: false }]),
      "preview of what becomes one": () =>
        stratum.previewConfig(root, [
          { key: "open", value: CANARY, sensitive: true },
          { key: "k", value: CANARY },
        ]),
    };
    for (const [name, way] of Object.entries(ways)) {
      const sent = await sentBy(way);
      expect(sent.length, name).toBeGreaterThan(0);
      expect(
        sent.filter((text) => text.includes(CANARY)),
        name,
      ).toEqual([]);
    }
    const open = await sentBy(() => stratum.previewConfig(root, [{ key: "open", value: CANARY }]));
    expect(
      open.some((text) => text.includes(CANARY)),
      "the watch sees parameters",
    ).toBe(true);
  });

  it("that came by a move to where its key is defined as sensitive is masked from then on", async () => {
    const { id } = await stratum.createTenant({ name: "Mover", slug: `mover_${n}` });
    await stratum.setConfig(id, "late", { value: CANARY });
    await stratum.setConfig(id, "late", { value: `${CANARY}2` });
    await stratum.setConfig(root, "late", { value: "sealed", sensitive: true });
    await stratum.defineConfigKey(root, "late", { sensitive: true });
    await stratum.moveTenant(id, root);
    const as = stratum.as(admin);
    const told = [
      await as.resolveConfig(id),
      await as.explainConfig(id, "late"),
      await as.listConfigHistory(id, "late"),
      await as.listDrift(root),
      await as.diffConfig(root, id),
      await as.previewConfig(root, [{ key: "late", locked: true }]),
      await as.previewConfig(id, [{ key: "late", value: "other" }]),
      await as.previewConfig(id, [{ key: "late", delete: true }]),
      await as.previewConfig(id, [{ key: "late", value: `${CANARY}3` }]),
    ];
    for (const [i, one] of told.entries()) {
      expect(JSON.stringify(one), String(i)).not.toContain(CANARY);
      expect(JSON.stringify(one), String(i)).toContain('"masked":true');
    }
    for (const table of ["config_entries", "config_history", "audit_log"])
      await owner.query(`delete from stratum.${table} where tenant_id = $1`, [id]);
  });

  it("that a key held in clear before is not told by the audit row that seals it", async () => {
    await stratum.setConfig(root, "k", { value: "was open" });
    await stratum.setConfig(root, "k", { value: CANARY, sensitive: true });
    const { rows } = await owner.query(
      "select before, after from stratum.audit_log where tenant_id = $1 and action = 'config.set' order by seq desc limit 1",
      [root],
    );
    expect(rows[0]).toMatchObject({ before: { masked: true }, after: { masked: true, version: 2 } });
  });
});

describe("sealed values", () => {
  it("are read in clear by the embedding program, and by nobody else's resolve", async () => {
    await stratum.setConfig(root, "k", { value: { token: CANARY }, sensitive: true });
    expect((await stratum.resolveConfig(leaf)).k).toMatchObject({
      value: { token: CANARY },
      sensitive: true,
      masked: false,
    });
    expect((await stratum.as(admin).resolveConfig(leaf)).k).toMatchObject({ value: null, masked: true });
  });

  it("do not decrypt in another row or under another tenant", async () => {
    const other = (await stratum.createTenant({ name: "Other", slug: `other_${n}` })).id;
    for (const id of [root, other]) await stratum.setConfig(id, "k", { value: id, sensitive: true });
    await stratum.setConfig(root, "k2", { value: "x", sensitive: true });
    const copy = (to: string, key: string) =>
      owner.query(
        `update stratum.config_entries set sealed = (select sealed from stratum.config_entries where tenant_id = $1 and key = 'k')
         where tenant_id = $2 and key = $3`,
        [root, to, key],
      );
    await copy(root, "k2");
    await expect(stratum.revealConfig(root, "k2", "test")).rejects.toMatchObject({ code: "KEY_UNAVAILABLE" });
    await copy(other, "k");
    await expect(stratum.revealConfig(other, "k", "test")).rejects.toMatchObject({ code: "KEY_UNAVAILABLE" });
    expect((await stratum.revealConfig(root, "k", "test")).value).toBe(root);
  });

  it("need a master key, and the right one, and say so", async () => {
    await stratum.setConfig(root, "k", { value: CANARY, sensitive: true });
    const without = new Stratum({ pool: app });
    const wrong = new Stratum({
      pool: app,
      keyProvider: localKeyProvider("another key of at least 32 characters"),
    });
    for (const one of [without, wrong]) await one.initialize();
    await expect(without.setConfig(leaf, "k", { value: 1, sensitive: true })).rejects.toMatchObject({
      code: "KEY_UNAVAILABLE",
      message: expect.stringContaining("STRATUM_MASTER_KEY"),
    });
    expect((await without.resolveConfig(leaf)).k).toMatchObject({ value: null, masked: true });
    await expect(wrong.revealConfig(leaf, "k", "test")).rejects.toMatchObject({
      code: "KEY_UNAVAILABLE",
      message: expect.stringMatching(/wrapped by the master key local:/),
    });
  });

  it("of one tenant that are first written at the same time share one data key", async () => {
    const keys = Array.from({ length: 8 }, (_, i) => `k${i}`);
    await Promise.all(keys.map((key) => stratum.setConfig(root, key, { value: key, sensitive: true })));
    for (const key of keys) expect((await stratum.revealConfig(root, key, "test")).value).toBe(key);
    const { rows } = await owner.query("select version from stratum.tenant_keys where tenant_id = $1", [
      root,
    ]);
    expect(rows).toEqual([{ version: 1 }]);
  });

  it("are revealed with an audit row that names who and why, and never the value", async () => {
    await stratum.setConfig(root, "k", { value: CANARY, sensitive: true });
    await stratum.as(admin).revealConfig(leaf, "k", "support case 7");
    const { rows } = await owner.query(
      "select actor_id, after from stratum.audit_log where tenant_id = $1 and action = 'config.revealed'",
      [leaf],
    );
    expect(rows).toMatchObject([
      { actor_id: "ann", after: { reason: "support case 7", source_tenant_id: root } },
    ]);
    await expect(stratum.as({ scopes: ["admin"] }).revealConfig(leaf, "k", "x")).rejects.toMatchObject({
      code: "FORBIDDEN",
      details: { required_scope: "secrets:read" },
    });
  });
});

it("writes take at most four round trips and reads exactly one", async () => {
  await stratum.setConfig(root, "k", { value: 1 });
  const trips = async (call: () => Promise<unknown>): Promise<number> => {
    statements.length = 0;
    await call();
    return statements.length;
  };
  const writes = [
    () => stratum.setConfig(root, "s", { value: 1, sensitive: true }),
    () => stratum.batchSetConfig(root, [{ key: "a", value: 1 }], { atomic: false }),
    () => stratum.restoreConfig(root, "k", 1),
    () => stratum.deleteConfig(root, "k"),
    () => stratum.defineConfigKey(root, "d", { default: 1 }),
    () => stratum.deleteConfigDefinition(root, "d"),
  ];
  for (const write of writes) expect(await trips(write), write.toString()).toBeLessThanOrEqual(4);
  const reads = [
    () => stratum.resolveConfig(leaf),
    () => stratum.getConfigWithInheritance(leaf),
    () => stratum.explainConfig(leaf, "s"),
    () => stratum.previewConfig(root, [{ key: "k", delete: true }]),
    () => stratum.listConfigHistory(root, "s"),
    () => stratum.diffConfig(root, leaf),
    () => stratum.computeDrift(root, leaf),
    () => stratum.batchComputeDrift(root, [leaf, leaf]),
    () => stratum.listDrift(root),
    () => stratum.listConfigDefinitions(leaf),
    () => stratum.revealConfig(leaf, "s", "test"),
  ];
  for (const read of reads) expect(await trips(read), read.toString()).toBe(1);
  // It asks first whether the value is a secret: sent, it would have left the program.
  expect(await trips(() => stratum.previewConfig(root, [{ key: "s", value: 1 }]))).toBe(2);
});
