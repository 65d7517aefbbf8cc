import { verifyWebhookSignature } from "@stratum-hq/core";
import { hold, newTenant, plant } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type { Pool } from "pg";
import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { localKeyProvider } from "../keys/index.ts";
import { Stratum } from "../stratum.ts";
import type { WebhookWorker } from "./index.ts";
import { nextWait, WAITS } from "./schedule.ts";
import { type Endpoint, endpoint, type Message } from "./test-endpoint.ts";

// What a caller sees of each operation is in the contract tests; here is what is sent, and when.
let stratum: Stratum;
let owner: Pool;
let pool: Pool;
let target: Endpoint;
let workers: WebhookWorker[] = [];

beforeAll(async () => {
  const database = await testDatabase();
  [owner, pool] = [database.pool, database.app_pool];
  stratum = new Stratum({
    pool,
    keyProvider: localKeyProvider("a master key of the tests, 32 characters"),
    webhooks: { allow_networks: ["127.0.0.1"] },
  });
  await stratum.initialize();
});
beforeEach(async () => {
  target = await endpoint();
});
afterEach(async () => {
  await target.close();
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
  await owner.query("delete from stratum.webhooks");
});
afterAll(() => stratum.close());

const start = (): WebhookWorker => {
  const worker = stratum.startWebhooks({
    on_error: (error) => {
      throw error;
    },
  });
  workers.push(worker);
  return worker;
};
const tenant = async (parent_id: string | null = null): Promise<string> =>
  (await stratum.createTenant(newTenant({ parent_id }))).id;
const hook = (tenant_id: string | null, path = "/", events = ["invoice.*"]) =>
  stratum.createWebhook({ tenant_id, url: target.url(path), events });
const happen = (tenant_id: string, resource_id = "1") =>
  stratum.recordAuditEvent({ tenant_id, action: "invoice.paid", resource_id });
const arrived = (n: number) => expect.poll(() => target.messages.length, { timeout: 20_000 }).toBe(n);
const about = (messages: readonly Message[]) =>
  messages.map(({ body }) => JSON.parse(body).data.resource_id as string).sort();
const rows = async () => (await owner.query("select * from stratum.webhook_deliveries order by seq")).rows;
/** Makes what waits for its next attempt due. */
const hurry = () =>
  owner.query(
    "update stratum.webhook_deliveries set next_attempt_at = now() where status = 'pending' and taken_until is null",
  );
const settled = async (id: string, attempts: number) => {
  await expect
    .poll(async () => (await stratum.listWebhookDeliveries(id)).data[0]?.attempts.length, { timeout: 20_000 })
    .toBe(attempts);
  return (await stratum.listWebhookDeliveries(id)).data[0];
};

describe("a message", () => {
  test("is one of the Standard Webhooks specification, as another's verifier finds", async () => {
    const id = await tenant();
    const { secret } = await hook(id);
    const entry = await stratum.recordAuditEvent(
      { tenant_id: id, action: "invoice.paid", resource_id: "17", after: { amount: 12 } },
      { request_id: "r-1" },
    );
    start();
    await arrived(1);
    const [{ headers, body }] = target.messages as [Message];
    const verified = new Verifier(secret).verify(body, headers as Record<string, string>);
    const data = {
      id: entry.id,
      tenant_id: id,
      resource_type: "invoice",
      resource_id: "17",
      request_id: "r-1",
    };
    expect(verified).toEqual({ type: "invoice.paid", timestamp: entry.created_at, data });
    expect(headers).toMatchObject({ "webhook-id": entry.id, "content-type": "application/json" });
    expect(body, "no values: they may be secret, and stale").not.toContain("amount");
    expect(await verifyWebhookSignature(body, headers, secret)).toEqual(verified);
  });

  test("is refused when it is altered, old, or signed under another secret", async () => {
    const id = await tenant();
    const { secret, id: webhook } = await hook(id);
    await stratum.testWebhook(webhook);
    const [{ headers, body }] = target.messages as [Message];
    const now = Date.now();
    const bad = [
      [body.replace("test", "pest"), headers, secret],
      [body, { ...headers, "webhook-id": "x" }, secret],
      [body, { ...headers, "webhook-timestamp": String(Math.floor(now / 1000) - 1) }, secret],
      [body, { ...headers, "webhook-signature": "v1,AAAA" }, secret],
      [
        body,
        { ...headers, "webhook-signature": String(headers["webhook-signature"]).replace("v1,", "v2,") },
        secret,
      ],
      [body, {}, secret],
      [body, headers, `whsec_${Buffer.alloc(32).toString("base64")}`],
    ] as const;
    for (const [text, head, under] of bad)
      await expect(verifyWebhookSignature(text, head, under), JSON.stringify(head)).rejects.toMatchObject({
        status: 401,
      });
    for (const offset of [-301_000, 302_000])
      await expect(verifyWebhookSignature(body, headers, secret, { now: now + offset })).rejects.toThrow(
        "too old",
      );
    await verifyWebhookSignature(body, headers, secret, { now: now + 500_000, tolerance_seconds: 600 });
  });

  test("is signed under the old secret as well until it ends", async () => {
    const { id, secret: first } = await hook(await tenant());
    const { secret: second } = await stratum.rotateWebhookSecret(id);
    await stratum.testWebhook(id);
    await stratum.rotateWebhookSecret(id, { overlap_seconds: 0 });
    await stratum.testWebhook(id);
    const [both, neither] = target.messages as [Message, Message];
    for (const secret of [first, second])
      new Verifier(secret).verify(both.body, both.headers as Record<string, string>);
    for (const secret of [first, second])
      await expect(verifyWebhookSignature(neither.body, neither.headers, secret)).rejects.toThrow(
        "signature",
      );
  });

  test("comes with no transaction open", async () => {
    const { id } = await hook(await tenant());
    let open: number | undefined;
    target.on_message = async () => {
      const { rows: found } = await owner.query(
        "select count(*)::int as n from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()",
      );
      open = found[0].n;
    };
    await stratum.testWebhook(id);
    expect(open).toBe(0);
  });
});

describe("a webhook hears", () => {
  test("of its subtree, of the types it names, and of what happens after it was made", async () => {
    const { top, mid, leaf, side } = await plant(stratum, { top: { mid: { leaf: {} }, side: {} } });
    await happen(leaf.id, "before");
    await hook(mid.id, "/mid");
    await hook(null, "/platform");
    await hook(mid.id, "/other", ["config.set"]);
    for (const [id, word] of [
      [top.id, "top"],
      [mid.id, "mid"],
      [leaf.id, "leaf"],
      [side.id, "side"],
    ] as const)
      await happen(id, word);
    await stratum.setConfig(leaf.id, "k", { value: 1 });
    start();
    await arrived(7);
    const at = (path: string) => about(target.messages.filter((message) => message.path === path));
    expect(at("/mid")).toEqual(["leaf", "mid"]);
    expect(at("/platform")).toEqual(["leaf", "mid", "side", "top"]);
    expect(
      target.messages.filter(({ path }) => path === "/other").map(({ body }) => JSON.parse(body).type),
    ).toEqual(["config.set"]);
  });

  test("of a tenant that leaves, where it stood and where it comes to", async () => {
    const { from, to, gone } = await plant(stratum, { from: { gone: {} }, to: {} });
    await hook(from.id, "/from", ["tenants.moved"]);
    await hook(to.id, "/to", ["tenants.moved"]);
    await stratum.moveTenant(gone.id, to.id);
    start();
    await arrived(2);
    expect(target.messages.map(({ path }) => path).sort()).toEqual(["/from", "/to"]);
  });

  test("of what commits late, and of each event once, however many workers there are", async () => {
    const id = await tenant();
    await hook(id);
    const late = await hold(
      owner,
      `insert into stratum.audit_log (tenant_id, actor_type, actor_id, action, resource_type, resource_id)
       values ($1, 'system', 'system', 'invoice.paid', 'invoice', 'late')`,
      [id],
    );
    for (let i = 0; i < 4; i++) start();
    for (let i = 0; i < 20; i++) await happen(id, `n${i}`);
    await late.commit();
    await arrived(21);
    await Promise.all(workers.map((worker) => worker.close()));
    expect(about(target.messages)).toContain("late");
    expect(new Set(about(target.messages)).size).toBe(21);
    expect(target.messages).toHaveLength(21);
  });

  test("nothing while it is paused or its tenant sleeps, and everything afterwards", async () => {
    const root = await tenant();
    const id = await tenant(root);
    const { id: paused } = await hook(root);
    await stratum.updateWebhook(paused, { status: "paused" });
    const { id: sleeping } = await hook(id, "/sleeping");
    await happen(id, "meanwhile");
    await stratum.suspendTenant(id);
    start();
    await expect.poll(async () => (await rows()).length, { timeout: 20_000 }).toBe(2);
    await stratum.updateWebhook(paused, { status: "active" });
    await settled(paused, 1);
    expect((await stratum.getDeliveryStats({ webhook_id: sleeping })).pending).toBe(1);
    await stratum.resumeTenant(id);
    await settled(sleeping, 1);
    expect(about(target.messages)).toEqual(["meanwhile", "meanwhile"]);
  });
});

describe("what is not accepted", () => {
  test("is sent again, ever later and never in step, until it is", async () => {
    const id = await tenant();
    const { id: webhook } = await hook(id, "/moody");
    target.answers.set("/moody", 500);
    await happen(id);
    start();
    const once = await settled(webhook, 1);
    expect(once).toMatchObject({
      status: "pending",
      attempts: [{ status: 500, error: "It answered 500; only 200–299 counts as accepted." }],
    });
    const wait = Date.parse(once?.next_attempt_at as string) - Date.parse(once?.attempts[0]?.at as string);
    expect(wait).toBeGreaterThan((WAITS[0] as number) * 700);
    expect((await stratum.getWebhook(webhook)).failing_since).not.toBeNull();
    await hurry();
    await settled(webhook, 2);
    target.answers.set("/moody", 200);
    await hurry();
    const done = await settled(webhook, 3);
    expect(done).toMatchObject({ status: "delivered", next_attempt_at: null });
    expect(await stratum.getWebhook(webhook)).toMatchObject({ failing_since: null, status: "active" });
    expect(
      new Set(target.messages.map(({ headers }) => headers["webhook-id"])).size,
      "the same id each time",
    ).toBe(1);
  });

  test("waits between attempts as long as is written, give or take a fifth, or as the endpoint asks", () => {
    expect(WAITS.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(3 * 86_400);
    for (const [i, wait] of WAITS.entries()) {
      expect(nextWait(i + 1, 0, 0)).toBeCloseTo(wait * 0.8);
      expect(nextWait(i + 1, 0, 1)).toBeCloseTo(wait * 1.2);
    }
    expect(nextWait(1, 600)).toBe(600);
    expect(nextWait(1, 1e9)).toBe(86_400);
    expect(nextWait(WAITS.length + 1)).toBeNull();
  });

  test("fails after the last attempt; an endpoint that accepted nothing for two days is disabled, and says so", async () => {
    const id = await tenant();
    const { id: webhook } = await hook(id, "/dead");
    await hook(id, "/watch", ["webhooks.disabled"]);
    target.answers.set("/dead", 503);
    await happen(id);
    start();
    await settled(webhook, 1);
    await owner.query("update stratum.webhook_deliveries set tries = $1", [WAITS.length]);
    await hurry();
    expect(await settled(webhook, 2)).toMatchObject({ status: "failed", next_attempt_at: null });
    expect((await stratum.getWebhook(webhook)).status, "not for one message").toBe("active");

    await owner.query(
      "update stratum.webhooks set failing_since = now() - interval '49 hours' where id = $1",
      [webhook],
    );
    await happen(id, "2");
    await settled(webhook, 1);
    await owner.query("update stratum.webhook_deliveries set tries = $1 where status = 'pending'", [
      WAITS.length,
    ]);
    await hurry();
    await settled(webhook, 2);
    expect(await stratum.getWebhook(webhook)).toMatchObject({
      status: "disabled",
      disabled_reason: "failing",
    });
    await expect
      .poll(() => target.messages.some(({ path }) => path === "/watch"), { timeout: 20_000 })
      .toBe(true);
    const { data } = await stratum.queryAuditLogs({ tenant_id: id, action: "webhooks.disabled" });
    expect(data).toMatchObject([
      { resource_id: webhook, after: { status: "disabled", disabled_reason: "failing" } },
    ]);

    target.answers.set("/dead", 200);
    await stratum.updateWebhook(webhook, { status: "active" });
    expect(await stratum.getWebhook(webhook)).toMatchObject({ disabled_reason: null, failing_since: null });
    expect(await stratum.retryFailedDeliveries({ webhook_id: webhook })).toEqual({ retried: 2 });
    await expect
      .poll(async () => (await stratum.getDeliveryStats({ webhook_id: webhook })).delivered, {
        timeout: 20_000,
      })
      .toBe(2);
  });

  test("ends with the endpoint when that is gone (410)", async () => {
    const id = await tenant();
    const { id: webhook } = await hook(id, "/gone");
    target.answers.set("/gone", 410);
    await happen(id);
    start();
    await settled(webhook, 1);
    expect(await stratum.getWebhook(webhook)).toMatchObject({ status: "disabled", disabled_reason: "gone" });
  });
});

describe("a worker", () => {
  test("that died leaves what it took to the next, and notes nothing when it comes back", async () => {
    const id = await tenant();
    const { id: webhook } = await hook(id);
    let answer = (): void => undefined;
    const stuck = new Promise<void>((resolve) => {
      answer = resolve;
    });
    target.on_message = () => stuck;
    await happen(id);
    start();
    await arrived(1);
    // Its lease is over, as if it had been dead for a minute.
    await owner.query(
      "update stratum.webhook_deliveries set taken_until = now() - interval '1 second', next_attempt_at = now()",
    );
    start();
    await arrived(2);
    answer();
    await settled(webhook, 1);
    await Promise.all(workers.map((worker) => worker.close()));
    expect((await stratum.listWebhookDeliveries(webhook)).data).toMatchObject([
      { status: "delivered", attempts: [{}] },
    ]);
  });

  test("without the master key costs no message an attempt, and no endpoint its health", async () => {
    const id = await tenant();
    const { id: webhook } = await hook(id);
    await happen(id);
    const keyless = new Stratum({
      pool,
      keyProvider: localKeyProvider("another master key, of 32 characters too"),
      webhooks: { allow_networks: ["127.0.0.1"] },
    });
    await keyless.initialize();
    const told: unknown[] = [];
    const worker = keyless.startWebhooks({ on_error: (error) => told.push(error) });
    workers.push(worker);
    await expect.poll(() => told.length, { timeout: 20_000 }).toBe(1);
    await worker.close();
    expect(told).toMatchObject([{ code: "KEY_UNAVAILABLE" }]);
    expect(await stratum.getWebhook(webhook)).toMatchObject({ status: "active", failing_since: null });
    await owner.query("update stratum.webhook_deliveries set next_attempt_at = now(), taken_until = null");
    start();
    expect(await settled(webhook, 1)).toMatchObject({ status: "delivered" });
  });

  test("that is closed ends what it began, and begins nothing", async () => {
    const id = await tenant();
    const { id: webhook } = await hook(id);
    let answer = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      answer = resolve;
    });
    target.on_message = () => slow;
    await happen(id);
    const worker = start();
    await arrived(1);
    const closed = worker.close();
    await happen(id, "2");
    answer();
    await closed;
    expect((await stratum.listWebhookDeliveries(webhook)).data).toMatchObject([{ status: "delivered" }]);
    expect(target.messages).toHaveLength(1);
  });

  test("is not kept from a healthy endpoint by five hundred dead ones, neither at first nor later", async () => {
    const id = await tenant();
    const { id: dead_tenant } = await stratum.createTenant(newTenant());
    // Endpoints that take the call and never answer.
    for (let i = 0; i < 500; i += 50)
      await Promise.all(
        Array.from({ length: 50 }, (_, k) => hook(dead_tenant, `/dead/${i + k}`).then(() => undefined)),
      );
    await hook(id, "/healthy");
    target.answers = new Map(Array.from({ length: 500 }, (_, i) => [`/dead/${i}`, null]));
    await happen(dead_tenant);
    for (let i = 0; i < 30; i++) await happen(id, `n${i}`);
    const healthy = () => target.messages.filter(({ path }) => path === "/healthy").length;
    const ended = async () =>
      (await rows()).filter(({ payload, attempts }) => payload.includes(dead_tenant) && attempts.length > 0)
        .length;
    start();
    await expect.poll(healthy, { timeout: 30_000, interval: 20 }).toBe(30);
    expect(await ended(), "dead ones whose time was over").toBe(0);

    // Known to fail by now, each with a long queue.
    await owner.query("update stratum.webhooks set failing_since = now() where tenant_id = $1", [
      dead_tenant,
    ]);
    for (let i = 0; i < 5; i++) await happen(dead_tenant, `d${i}`);
    for (let i = 30; i < 60; i++) await happen(id, `n${i}`);
    await expect.poll(healthy, { timeout: 30_000, interval: 20 }).toBe(60);
    expect(new Set(about(target.messages.filter(({ path }) => path === "/healthy"))).size).toBe(60);
  }, 90_000);
});

test("the application's role reads neither webhooks nor what was sent", async () => {
  for (const table of ["webhooks", "webhook_deliveries", "webhook_position"]) {
    const client = await owner.connect();
    try {
      await client.query("begin; set local role stratum_app");
      await expect(client.query(`select from stratum.${table}`), table).rejects.toMatchObject({
        code: "42501",
      });
    } finally {
      await client.query("rollback");
      client.release();
    }
  }
});
