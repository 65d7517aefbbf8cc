import { barrier, hold } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type { Pool } from "pg";
import { beforeAll, expect, test } from "vitest";
import { Stratum } from "../stratum.ts";

// What a caller sees of each operation is in the contract tests; here is what only the database can tell.
let stratum: Stratum;
let owner: Pool;
let app: Pool;
let n = 0;
beforeAll(async () => {
  const { app_pool, pool } = await testDatabase();
  [owner, app] = [pool, app_pool];
  stratum = new Stratum({ pool: app_pool });
  await stratum.initialize();
});

const rows = async (id: string) =>
  (await owner.query("select * from stratum.usage_records where tenant_id = $1", [id])).rows;

test("a measurement that is sent many times at once is counted once, and all hear the same", async () => {
  const acme = await stratum.createTenant({ name: "Acme", slug: `t${++n}` });
  const meet = barrier(8);
  const records = await Promise.all(
    Array.from({ length: 8 }, async () => {
      await meet();
      return stratum.recordUsage(acme.id, { metric: "m", quantity: 1, idempotency_key: "once" });
    }),
  );
  expect(new Set(records.map(({ id }) => id)).size).toBe(1);
  expect(await rows(acme.id)).toHaveLength(1);
});

test("one that meets its twin before it is committed waits, and gives the twin's record", async () => {
  const acme = await stratum.createTenant({ name: "Acme", slug: `t${++n}` });
  const twin = await hold(
    owner,
    `insert into stratum.usage_records (id, tenant_id, metric, quantity, occurred_at, idempotency_key, actor_type, actor_id)
     values (gen_random_uuid(), $1, 'm', 7, '2026-01-01', 'k', 'system', 'twin')`,
    [acme.id],
  );
  const ours = stratum.recordUsage(acme.id, { metric: "m", quantity: 7, idempotency_key: "k" });
  const waiting =
    "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%usage_records%'";
  await expect.poll(async () => (await owner.query(waiting)).rowCount).toBe(1);
  await twin.commit();
  const [row] = await rows(acme.id);
  expect([(await ours).id, row.actor_id]).toEqual([row.id, "twin"]);
});

test("who said so stands in the record, and decimals are exact", async () => {
  const acme = await stratum.createTenant({ name: "Acme", slug: `t${++n}` });
  const context = { actor_type: "api_key" as const, actor_id: "billing", request_id: "r-1" };
  for (let i = 0; i < 10; i++) await stratum.recordUsage(acme.id, { metric: "m", quantity: 0.1 }, context);
  expect((await rows(acme.id))[0]).toMatchObject({ ...context, quantity: "0.1" });
  expect((await stratum.aggregateUsage({ tenant_id: acme.id })).data[0]?.quantity).toBe(1);
});

test("the ledger only grows, and goes with its tenant", async () => {
  const acme = await stratum.createTenant({ name: "Acme", slug: `t${++n}` });
  await stratum.recordUsage(acme.id, { metric: "m", quantity: 1 });
  for (const text of ["update stratum.usage_records set quantity = 0", "delete from stratum.usage_records"])
    await expect(app.query(text), text).rejects.toMatchObject({ code: "42501" });
  expect((await stratum.purgeTenant(acme.id)).rows).toMatchObject({ usage_records: 1 });
  expect(await rows(acme.id)).toEqual([]);
});

test("a write is one statement in a transaction, and totals are two reads", async () => {
  const statements: string[] = [];
  const counted = new Stratum({ pool: app, on_query: (text) => statements.push(text) });
  await counted.initialize();
  const acme = await stratum.createTenant({ name: "Acme", slug: `t${++n}` });
  statements.length = 0;
  await counted.recordUsage(acme.id, { metric: "m", quantity: 1 });
  expect(statements.length).toBeLessThanOrEqual(4);
  statements.length = 0;
  await counted.aggregateUsage({ tenant_id: acme.id });
  expect(statements.length).toBeLessThanOrEqual(2);
});
