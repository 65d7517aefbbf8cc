/** The hash chain of semantics §9: whatever an owner of the tables does to them without making the chain anew is found. */
import { barrier, hold, plant, untilBlocked } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type { Pool } from "pg";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { Stratum } from "../stratum.ts";

let stratum: Stratum;
let owner: Pool;
let app: Pool;
beforeAll(async () => {
  const { app_pool, pool } = await testDatabase();
  [owner, app] = [pool, app_pool];
  stratum = new Stratum({ pool: app_pool });
  await stratum.initialize();
});

let n = 0;
/** A tenant with five entries, and their ids from old to new. */
async function chain(): Promise<{ id: string; ids: string[] }> {
  const { id } = await stratum.createTenant({ name: "T", slug: `t${++n}` });
  for (const value of [1, 2, 3, 4]) await stratum.setConfig(id, "k", { value });
  const { rows } = await owner.query("select id from stratum.audit_log where tenant_id = $1 order by seq", [
    id,
  ]);
  return { id, ids: rows.map((row) => row.id) };
}
/** Until every entry has its link: other databases of the server have transactions that are waited for. */
const sealed = (id: string | null): Promise<void> =>
  expect
    .poll(
      async () => {
        const found = await stratum.verifyAudit(id);
        return found.entries - found.sealed;
      },
      { timeout: 20_000 },
    )
    .toBe(0);
const sql = (text: string, ...values: unknown[]) => owner.query(text, values);
const fault = async (id: string | null) => (await stratum.verifyAudit(id)).fault;

/** What ends with the test: a transaction that keeps entries from getting links. */
let held: Awaited<ReturnType<typeof hold>> | undefined;
afterEach(async () => {
  await held?.rollback();
  held = undefined;
});
const states = {
  "in the chain": sealed,
  "that has no link yet": async (): Promise<void> => undefined,
} as const;
type State = keyof typeof states;
const begin = async (state: State): Promise<{ id: string; ids: string[] }> => {
  if (state === "that has no link yet") held = await hold(owner, "select pg_current_xact_id()");
  const made = await chain();
  await states[state](made.id);
  expect(await stratum.verifyAudit(made.id)).toMatchObject({
    ok: true,
    entries: 5,
    sealed: held ? 0 : 5,
    head: held ? null : expect.stringMatching(/^[0-9a-f]{64}$/),
    fault: null,
  });
  return made;
};

describe.each(Object.keys(states) as State[])("an entry %s", (state) => {
  const changes: Record<string, string> = {
    id: "gen_random_uuid()",
    seq: "default",
    xid: "'7'",
    tenant_id: "null",
    actor_type: "'x'",
    actor_id: "'x'",
    on_behalf_of: "'x'",
    action: "'config.deleted'",
    resource_type: "'x'",
    resource_id: "'x'",
    request_id: "'x'",
    source_ip: "'x'",
    before: `'{"value": 9}'`,
    after: `'{"value": 9}'`,
    created_at: "created_at + interval '1 millisecond'",
  };
  it("has these columns", async () => {
    const { rows } = await sql(
      "select column_name as name from information_schema.columns where table_schema = 'stratum' and table_name = 'audit_log'",
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(changes).sort());
  });

  it.each(Object.entries(changes))("is found when its %s was altered", async (column, value) => {
    const { id, ids } = await begin(state);
    await sql(`update stratum.audit_log set ${column} = ${value} where id = $1`, ids[2]);
    const reason = column === "id" ? "removed" : "altered";
    expect(await fault(id)).toEqual({ position: 3, entry_id: ids[2], reason });
  });

  it.each([0, 2, 4])("is found when it was removed: number %i of five", async (place) => {
    const { id, ids } = await begin(state);
    await sql("delete from stratum.audit_log where id = $1", ids[place]);
    expect(await fault(id)).toEqual({ position: place + 1, entry_id: ids[place], reason: "removed" });
  });

  it("is found when two changed places, the first of them named", async () => {
    const { id, ids } = await begin(state);
    await sql(
      `update stratum.audit_log a set before = b.before, after = b.after from stratum.audit_log b
       where (a.id, b.id) in (($1, $2), ($2, $1))`,
      ids[1],
      ids[3],
    );
    expect(await fault(id)).toEqual({ position: 2, entry_id: ids[1], reason: "altered" });
  });

  it("is found when the tail was cut off, or everything", async () => {
    const { id, ids } = await begin(state);
    await sql("delete from stratum.audit_log where id = any($1)", ids.slice(3));
    expect(await fault(id)).toEqual({ position: 4, entry_id: ids[3], reason: "removed" });
    await sql("truncate stratum.audit_log");
    expect(await fault(id)).toEqual({ position: 1, entry_id: ids[0], reason: "removed" });
  });
});

it("an entry that was written past the engine is found", async () => {
  const { id, ids } = await chain();
  await sql(
    `begin; set local session_replication_role = replica;
     insert into stratum.audit_log (tenant_id, actor_type, actor_id, action, resource_type, resource_id)
       select tenant_id, actor_type, actor_id, action, resource_type, 'forged' from stratum.audit_log where id = '${ids[0]}';
     commit`,
  );
  const { rows } = await sql("select id from stratum.audit_log where resource_id = 'forged'");
  expect(await fault(id)).toEqual({ position: null, entry_id: rows[0].id, reason: "added" });
});

describe("a chain", () => {
  const start = async () => {
    const made = await chain();
    await sealed(made.id);
    return made;
  };

  it.each([
    [1, "the first"],
    [3, "one in the middle"],
    [5, "the last"],
  ])("is found to lack link %i, %s, with its entry or without", async (place) => {
    const { id, ids } = await start();
    await sql("delete from stratum.audit_links where tenant_id = $1 and n = $2", id, place);
    expect(await fault(id)).toEqual({ position: place, entry_id: ids[place - 1], reason: "removed" });
    await sql("delete from stratum.audit_log where id = $1", ids[place - 1]);
    expect(await fault(id)).toEqual({ position: place, entry_id: null, reason: "removed" });
  });

  it("is found to have links in another order", async () => {
    const { id, ids } = await start();
    await sql("delete from stratum.audit_links where tenant_id = $1 and n in (2, 3)", id);
    expect(await fault(id)).toMatchObject({ position: 2, reason: "removed" });
    const { rows } = await sql("select id, digest from stratum.events where id = any($1)", ids);
    const digest = (entry: string | undefined) => rows.find((row) => row.id === entry).digest;
    for (const [place, entry] of [
      [2, ids[2]],
      [3, ids[1]],
    ] as const)
      await sql(
        "insert into stratum.audit_links values ($1, $2, $3, $4, sha256($4))",
        id,
        place,
        entry,
        digest(entry),
      );
    expect(await fault(id)).toEqual({ position: 2, entry_id: ids[2], reason: "broken" });
  });

  it("that was made anew for an altered entry does not end where the head says", async () => {
    const { id, ids } = await start();
    await sql("update stratum.audit_log set actor_id = 'nobody' where id = $1", ids[4]);
    await sql(
      `update stratum.audit_links l set digest = stratum.audit_digest(a),
         hash = sha256((select p.hash from stratum.audit_links p where p.tenant_id = l.tenant_id and p.n = 4) || stratum.audit_digest(a))
       from stratum.audit_log a where a.id = l.entry_id and a.id = $1`,
      ids[4],
    );
    expect(await fault(id)).toEqual({ position: 5, entry_id: ids[4], reason: "broken" });
  });

  it("is one for each tenant and one for the platform: a fault in one is none of the others'", async () => {
    // Entries of other tests, made the platform's there.
    await sql("delete from stratum.audit_log where tenant_id is null");
    const [mine, theirs] = [await start(), await chain()];
    await stratum.recordAuditEvent({ action: "invoice.paid", resource_id: "1" });
    const event = await stratum.recordAuditEvent({ action: "invoice.paid", resource_id: "2" });
    await sealed(null);
    await sql("update stratum.audit_log set resource_id = 'x' where id = $1", event.id);
    expect(await fault(null)).toMatchObject({ entry_id: event.id, reason: "altered" });
    expect(await fault(mine.id)).toBeNull();
    expect(await fault(theirs.id)).toBeNull();
  });

  it("stands when writers commit in another order than they began, and sealers meet them", async () => {
    const { id } = await chain();
    const late = await hold(
      owner,
      `insert into stratum.audit_log (tenant_id, actor_type, actor_id, action, resource_type, resource_id)
       values ($1, 'system', 'late', 'config.set', 'config', 'late')`,
      [id],
    );
    const meet = barrier(8);
    const write = async (who: number) => {
      await meet();
      for (let i = 0; i < 10; i++) await stratum.setConfig(id, `k${who}`, { value: i });
    };
    const seal = async () => {
      await meet();
      for (let i = 0; i < 10; i++) await stratum.sealAudit();
    };
    await Promise.all([...[0, 1, 2, 3, 4, 5].map(write), seal(), seal()]);
    expect(await stratum.verifyAudit(id)).toMatchObject({ ok: true, entries: 65 });
    await late.commit();
    await sealed(id);
    expect(await stratum.verifyAudit(id)).toMatchObject({ ok: true, entries: 66, sealed: 66 });
  });

  it("keeps no writer waiting: two of one tenant commit while a third holds its entry", async () => {
    const { id } = await chain();
    const third = await hold(
      owner,
      `insert into stratum.audit_log (tenant_id, actor_type, actor_id, action, resource_type, resource_id)
       values ($1, 'system', 'third', 'config.set', 'config', 'k3')`,
      [id],
    );
    await stratum.setConfig(id, "k1", { value: 1 });
    await stratum.setConfig(id, "k2", { value: 1 });
    await third.rollback();
    expect(await stratum.verifyAudit(id)).toMatchObject({ ok: true, entries: 7 });
  });

  it("goes with its tenant; that of the parent stays whole", async () => {
    const { top, gone } = await plant(stratum, { top: { gone: {} } });
    await stratum.setConfig(gone.id, "k", { value: 1 });
    await sealed(gone.id);
    await stratum.setConfig(gone.id, "k", { value: 2 });
    const { rows } = await stratum.purgeTenant(gone.id);
    expect(rows.audit_links).toBeGreaterThanOrEqual(2);
    await sealed(top.id);
    expect(await stratum.verifyAudit(top.id)).toMatchObject({ ok: true, entries: 2 });
    for (const table of ["audit_links", "audit_heads", "audit_log"]) {
      const left = await sql(`select from stratum.${table} where tenant_id = $1`, gone.id);
      expect(left.rowCount, table).toBe(0);
    }
  });

  it("waits for a purge that is under way, and passes over what it took", async () => {
    const { a, b } = await plant(stratum, { a: {}, b: {} });
    const due = async () =>
      (
        await sql(
          "select from stratum.events where tenant_id = $1 and xid < pg_snapshot_xmin(pg_current_snapshot())",
          a.id,
        )
      ).rowCount;
    await expect.poll(due, { timeout: 20_000 }).toBe(1);
    const purge = await hold(owner, "delete from stratum.tenants where id = $1", [a.id]);
    await stratum.setConfig(b.id, "k", { value: 1 });
    const verified = stratum.verifyAudit(b.id);
    await untilBlocked(owner);
    await purge.commit();
    expect(await verified).toMatchObject({ ok: true, entries: 2 });
    await sealed(b.id);
    expect((await sql("select from stratum.audit_links where tenant_id = $1", a.id)).rowCount).toBe(0);
  });

  it("can only grow by the hand of the role that serves", async () => {
    const { id } = await start();
    for (const text of ["update stratum.audit_links set n = 9", "delete from stratum.audit_links"])
      await expect(app.query(`${text} where tenant_id = $1`, [id]), text).rejects.toMatchObject({
        code: "42501",
      });
  });
});
