import { randomUUID } from "node:crypto";
import type { StreamMessage, Tenant, TenantEvent } from "@stratum-hq/core";
import { barrier, hold, plant } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import pg, { type Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localKeyProvider } from "../keys/index.ts";
import { Stratum, type StratumMethods } from "../stratum.ts";

let stratum: Stratum;
let owner: Pool;
beforeAll(async () => {
  const { app_pool, pool } = await testDatabase();
  owner = pool;
  // With the cache it hears of commits, as the control plane does.
  stratum = new Stratum({ pool: app_pool, cache: {} });
  await stratum.initialize();
});
afterAll(() => stratum.close());

const within = (tenant_id: string): StratumMethods => stratum.as({ tenant_id, scopes: ["read"] });
type Shape = Parameters<typeof plant>[1];
let roots = 0;
/** Tenants below a new root. */
async function forest(shape: Shape): Promise<Record<string, Tenant>> {
  const root = await stratum.createTenant({ name: "Root", slug: `root_${++roots}` });
  return plant(stratum, shape, root.id);
}

/** Listens until it is stopped. `heard` grows. */
interface Ear {
  heard: StreamMessage[];
  events(): TenantEvent[];
  /** Resolves when so many changes were heard. */
  until(count: number): Promise<void>;
  stop(): Promise<void>;
  last(): string | undefined;
}
async function listenTo(api: StratumMethods, last_event_id?: string): Promise<Ear> {
  const ending = new AbortController();
  const heard: StreamMessage[] = [];
  const events = (): TenantEvent[] => heard.flatMap((m) => (m.type === "change" ? [m.event] : []));
  const done = (async () => {
    for await (const message of api.events({ last_event_id, signal: ending.signal })) heard.push(message);
  })();
  const ear: Ear = {
    heard,
    events,
    until: (count) => expect.poll(() => events().length, { timeout: 30_000 }).toBeGreaterThanOrEqual(count),
    last: () => heard.at(-1)?.id,
    stop: () => {
      ending.abort();
      return done;
    },
  };
  await expect.poll(() => heard.some(({ type }) => type === "ready"), { timeout: 10_000 }).toBe(true);
  return ear;
}
/** What happened since, and where to go on. */
async function catchUp(api: StratumMethods, last_event_id: string | undefined) {
  const heard: StreamMessage[] = [];
  for await (const message of api.events({ last_event_id, follow: false })) heard.push(message);
  return { heard, types: typesOf(heard), last: heard.at(-1)?.id };
}
const typesOf = (heard: readonly StreamMessage[]): string[] =>
  heard.map((m) => (m.type === "change" ? m.event.type : m.type));
const INSERT = `insert into stratum.events (id, type, resource_type, resource_id, occurred_at, digest)
  values (gen_random_uuid(), 'invoice.paid', 'invoice', $1, now(), '')`;
const resources = (ear: Pick<Ear, "events">): string[] => ear.events().map(({ resource_id }) => resource_id);

it("tells what changes while it runs, without a value, and ends when it is told to", async () => {
  const { top } = (await forest({ top: {} })) as Record<"top", Tenant>;
  const ear = await listenTo(stratum);
  await stratum.setConfig(top.id, "branding.title", { value: "a secret word" });
  await ear.until(1);
  expect(ear.events()).toEqual([
    {
      id: expect.any(String),
      type: "config.set",
      tenant_id: top.id,
      resource_type: "config",
      resource_id: "branding.title",
      occurred_at: expect.any(String),
    },
  ]);
  expect(JSON.stringify(ear.heard)).not.toContain("a secret word");
  const entry = await stratum.getAuditEntry(ear.events()[0]?.id as string);
  expect(entry.action).toBe("config.set");
  await ear.stop();
});

describe("in the order of transactions:", () => {
  it("a late commit is never passed over; what waits for it follows at once", async () => {
    const ear = await listenTo(stratum);
    const slow = await hold(owner, INSERT, ["slow"]);
    await owner.query(INSERT, ["fast"]);
    // The fast one has been looked at when its wait for the slow one was seen a few times.
    for (let i = 0; i < 3; i++) expect((await catchUp(stratum, ear.last())).types).toEqual(["ready"]);
    await slow.commit();
    await ear.until(2);
    expect(resources(ear)).toEqual(["slow", "fast"]);
    await ear.stop();
  });

  it("what was rolled back is not told, and holds up nothing", async () => {
    const ear = await listenTo(stratum);
    const undone = await hold(owner, INSERT, ["undone"]);
    await owner.query(INSERT, ["done"]);
    await undone.rollback();
    await ear.until(1);
    expect(resources(ear)).toEqual(["done"]);
    await ear.stop();
  });

  it("whoever loses the stream again and again hears each event once, whatever order they commit in", async () => {
    const WRITERS = 8;
    const EACH = 30;
    const start = await catchUp(stratum, undefined);
    const whole = await listenTo(stratum, start.last);
    const begin = barrier(WRITERS + 1);
    let writing = true;
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      await begin();
      for (let n = 0; n < EACH; n++) {
        const tx = await hold(owner, INSERT, [`${writer}-${n}-a`]);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 15));
        await tx.query(INSERT, [`${writer}-${n}-b`]);
        await (n % 7 === 6 ? tx.rollback() : tx.commit());
      }
    });
    const broken = (async () => {
      await begin();
      const heard: string[] = [];
      let last = start.last;
      while (writing) {
        const ending = new AbortController();
        let left = Math.floor(Math.random() * 9);
        setTimeout(() => ending.abort(), Math.random() * 30);
        for await (const message of stratum.events({ last_event_id: last, signal: ending.signal })) {
          last = message.id;
          if (message.type === "change") heard.push(message.event.resource_id);
          if (left-- <= 0) break;
        }
      }
      return { heard, last };
    })();
    await Promise.all(writers);
    writing = false;
    const { rows } = await owner.query(
      "select resource_id from stratum.events where resource_id ~ '^\\d+-\\d+-[ab]$' order by xid, seq",
    );
    const all = rows.map(({ resource_id }) => resource_id);
    expect(all).toHaveLength(WRITERS * (EACH - Math.floor(EACH / 7)) * 2);
    const { heard, last } = await broken;
    // A transaction anywhere in the cluster holds events back, those of other tests too; they come when it ends.
    const rest = await listenTo(stratum, last);
    await rest.until(all.length - heard.length);
    expect([...heard, ...resources(rest)]).toEqual(all);
    await rest.stop();
    await whole.until(all.length);
    expect(resources(whole)).toEqual(all);
    await whole.stop();
  });
});

describe("a caller hears of its subtree:", () => {
  it("nothing of a tenant beside it, and nothing of the platform", async () => {
    const { mine, theirs, leaf } = await forest({ mine: { leaf: {} }, theirs: {} });
    const ear = await listenTo(within(mine?.id as string));
    await stratum.setConfig(theirs?.id as string, "k", { value: 1 });
    await stratum.createTenant({ name: "T", slug: "below_theirs", parent_id: theirs?.id as string });
    await stratum.recordAuditEvent({ action: "invoice.paid", resource_id: "1" });
    await stratum.setConfig(leaf?.id as string, "k", { value: 1 });
    await ear.until(1);
    expect(ear.events().map(({ tenant_id }) => tenant_id)).toEqual([leaf?.id]);
    await ear.stop();
  });

  it("of what is above, only that something may be inherited", async () => {
    const { root, mine } = await forest({ root: { mine: {}, beside: {} } });
    const ear = await listenTo(within(mine?.id as string));
    await stratum.grantConsent(root?.id as string, { subject_id: "ann", purpose: "news" });
    await stratum.setConfig(root?.id as string, "secret.name", { value: 1 });
    await stratum.createPermission(root?.id as string, { key: "reports.read" });
    await stratum.updateTenant(root?.id as string, { slug: "renamed" });
    await ear.until(3);
    expect(ear.events().map(({ type, tenant_id, resource_id }) => [type, tenant_id, resource_id])).toEqual(
      ["config", "permissions", "tenants"].map((word) => [`${word}.inherited`, mine?.id, mine?.id]),
    );
    expect(JSON.stringify(ear.heard)).not.toContain("secret.name");
    expect(JSON.stringify(ear.heard)).not.toContain(root?.id);
    await ear.stop();
  });

  it("of what comes in and what goes out, with the former parent where it sees that", async () => {
    const { a, b, child, top } = await forest({ top: { a: { child: {} }, b: {} } });
    const [inA, inB, inTop] = await Promise.all([a, b, top].map((t) => listenTo(within(t?.id as string))));
    await stratum.moveTenant(child?.id as string, b?.id as string);
    await stratum.setConfig(child?.id as string, "k", { value: 1 });
    await stratum.moveTenant(child?.id as string, a?.id as string);
    await inTop?.until(3);
    await inA?.until(2);
    await inB?.until(3);
    const told = (ear: Ear | undefined) =>
      ear?.events().map(({ type, former_parent_id }) => [type, former_parent_id]);
    expect(told(inA)).toEqual([
      ["tenants.moved", a?.id],
      ["tenants.moved", null],
    ]);
    expect(told(inB)).toEqual([
      ["tenants.moved", null],
      ["config.set", undefined],
      ["tenants.moved", b?.id],
    ]);
    expect(told(inTop)).toEqual([
      ["tenants.moved", a?.id],
      ["config.set", undefined],
      ["tenants.moved", b?.id],
    ]);
    await Promise.all([inA, inB, inTop].map((ear) => ear?.stop()));
  });

  it("hears that those beside it moved up when one of them left", async () => {
    const { mine, beside, far } = await forest({ top: { beside: {}, mine: {} }, far: {} });
    const ear = await listenTo(within(mine?.id as string));
    await stratum.moveTenant(beside?.id as string, far?.id as string);
    await ear.until(1);
    expect(ear.events()).toMatchObject([{ type: "tenants.inherited", tenant_id: mine?.id }]);
    expect((await stratum.getTenant(mine?.id as string)).sort_order).toBe(0);
    await ear.stop();
  });

  it("needs the scope read", () => {
    expect(() => stratum.as({ scopes: ["secrets:read"] }).events()).toThrow(/"read"/);
  });
});

describe("one who is behind", () => {
  it("does not grow the process: past a thousand messages it reads the outbox, and misses nothing", async () => {
    const COUNT = 2_500;
    const slow = stratum.events()[Symbol.asyncIterator]();
    expect((await slow.next()).value).toMatchObject({ type: "ready" });
    const others = await Promise.all(Array.from({ length: 50 }, () => listenTo(stratum)));
    await owner.query(
      `insert into stratum.events (id, type, resource_type, resource_id, occurred_at, digest)
       select gen_random_uuid(), 'invoice.paid', 'burst', n, now(), '' from generate_series(1, $1) n`,
      [COUNT],
    );
    await stratum.recordAuditEvent({ action: "invoice.paid", resource_id: "wakes" });
    const wanted = Array.from({ length: COUNT }, (_, i) => String(i + 1)).concat("wakes");
    for (const ear of others) {
      await ear.until(COUNT + 1);
      expect(resources(ear)).toEqual(wanted);
    }
    const heard: string[] = [];
    while (heard.length < wanted.length) {
      const { value } = (await slow.next()) as { value: StreamMessage };
      if (value.type === "change") heard.push(value.event.resource_id);
    }
    expect(heard).toEqual(wanted);
    await slow.return?.();
    await Promise.all(others.map((ear) => ear.stop()));
  });

  it("by more than is kept is told to begin anew; so is one that comes from another database", async () => {
    const { last } = await catchUp(stratum, undefined);
    const [xid, seq, time] = JSON.parse(Buffer.from(last as string, "base64url").toString());
    const idOf = (...key: number[]) => Buffer.from(JSON.stringify(key)).toString("base64url");
    expect((await catchUp(stratum, idOf(xid, seq, time - 5 * 86_400))).types[0]).not.toBe("reset");
    for (const old of [idOf(xid, seq, time - 7 * 86_400), idOf(xid + 1e9, seq, time)])
      expect((await catchUp(stratum, old)).types).toEqual(["reset", "ready"]);
  });

  it("is refused an id that none was given", async () => {
    const error = await catchUp(stratum, "nonsense").catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "VALIDATION_ERROR",
      details: { errors: [{ path: "options.last_event_id" }] },
    });
    expect(() => stratum.events({ fellow: false } as object)).toThrow(/options\.fellow/);
  });
});

describe("what is older than a week", () => {
  const plantOld = (days: number) =>
    owner.query(
      `insert into stratum.events (id, type, resource_type, resource_id, occurred_at, digest)
       values ($1, 'invoice.paid', 'invoice', 'old', now() - make_interval(days => $2), '')`,
      [randomUUID(), days],
    );
  const old = async (): Promise<number> =>
    (await owner.query("select count(*)::int as n from stratum.events where resource_id = 'old'")).rows[0].n;

  it("is pruned, and nothing else, by the platform alone", async () => {
    await plantOld(8);
    await plantOld(6);
    const before = (await owner.query("select count(*)::int as n from stratum.events")).rows[0].n;
    const { top } = (await forest({ top: {} })) as Record<"top", Tenant>;
    await expect(stratum.as({ tenant_id: top.id, scopes: ["admin"] }).pruneEvents()).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await stratum.pruneEvents()).toBe(1);
    expect(await old()).toBe(1);
    const after = (await owner.query("select count(*)::int as n from stratum.events")).rows[0].n;
    // The new tenants, less the one that went.
    expect(after - before).toBe(1);
  });

  it("stays as long as a webhook has not been told of it", async () => {
    const keyProvider = localKeyProvider("a master key of the tests, of 32 characters or more");
    const { app_pool } = await testDatabase();
    const other = new Stratum({ pool: app_pool, keyProvider });
    await other.initialize();
    const { id } = await other.createWebhook({ url: "https://example.com/hooks" });
    await plantOld(8);
    expect(await other.pruneEvents()).toBe(0);
    await owner.query("update stratum.webhook_position set xid = pg_current_xact_id(), seq = 0");
    expect(await other.pruneEvents()).toBe(1);
    await other.deleteWebhook(id);
  });

  it("is all that the serving role may delete", async () => {
    await plantOld(6);
    const { app_pool } = await testDatabase();
    await expect(
      app_pool.query("set role stratum_control; delete from stratum.events where resource_id = 'old'"),
    ).rejects.toThrow(/seven days/);
  });
});

describe("a stream outlives", () => {
  it("the connection by which it hears of commits", async () => {
    const ear = await listenTo(stratum);
    await owner.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike '%listen%' and pid <> pg_backend_pid()",
    );
    await owner.query(INSERT, ["after the cut"]);
    await ear.until(1);
    expect(resources(ear)).toEqual(["after the cut"]);
    await ear.stop();
  });

  it("nothing that would have it fall silent: without a database it ends with the reason", async () => {
    const { app_url } = await testDatabase();
    const pool = new pg.Pool({ connectionString: app_url, application_name: "to_be_cut" });
    pool.on("error", () => undefined);
    const other = new Stratum({ pool });
    await other.initialize();
    const stream = other.events()[Symbol.asyncIterator]();
    await stream.next();
    const next = stream.next();
    Object.assign(pool.options, { connectionString: "postgres://127.0.0.1:1/nowhere" });
    await owner.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to_be_cut'",
    );
    await expect(next).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
    await pool.end();
    await other.close();
  });

  it("not the engine: close() ends it", async () => {
    const { app_pool } = await testDatabase();
    const other = new Stratum({ pool: app_pool });
    await other.initialize();
    const ear = await listenTo(other);
    await other.close();
    await ear.stop();
    expect(ear.events()).toEqual([]);
  });
});

it("doubts grow when a credential may have ended, and for nothing else", async () => {
  const { top } = (await forest({ top: {} })) as Record<"top", Tenant>;
  const ear = await listenTo(stratum);
  const started = stratum.accessDoubts();
  await stratum.setConfig(top.id, "k", { value: 1 });
  await ear.until(1);
  expect(stratum.accessDoubts()).toBe(started);
  await stratum.suspendTenant(top.id);
  await ear.until(2);
  expect(stratum.accessDoubts()).toBe(started + 1);
  // Also of what is held up by an older transaction, long before it is told.
  const slow = await hold(owner, INSERT, ["slow"]);
  await stratum.resumeTenant(top.id);
  await stratum.archiveTenant(top.id);
  await expect.poll(() => stratum.accessDoubts()).toBe(started + 2);
  expect(ear.events()).toHaveLength(2);
  await slow.rollback();
  await ear.stop();
});
