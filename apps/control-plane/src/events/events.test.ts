import { request as httpRequest, type IncomingMessage } from "node:http";
import { eventsContracts } from "@stratum-hq/core";
import { localKeyProvider } from "@stratum-hq/lib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type Forest, MASTER_KEY, plantForest, type TestApp, testApp } from "../test-app.ts";
import { describeStatuses } from "../test-contracts.ts";

let t: TestApp;
let forest: Forest;
let base: string;
beforeAll(async () => {
  // With a cache it hears of commits, as `start` has it.
  t = await testApp({}, undefined, { keyProvider: localKeyProvider(MASTER_KEY), cache: {} });
  forest = await plantForest(t.stratum);
  base = await t.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await t.app.close();
  await t.stratum.close();
});

/** A stream over a connection of its own. */
interface Open {
  answer: IncomingMessage;
  text: string;
  /** Resolves when the text of the stream holds this. */
  until(text: string | RegExp): Promise<void>;
  /** Resolves when the server has ended it; true if it ended it properly. */
  ended: Promise<boolean>;
  destroy(): void;
}
const open = (credential: Record<string, string>, headers: object = {}, query = ""): Promise<Open> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest(
      `${base}/api/v1/events${query}`,
      { agent: false, headers: { ...credential, ...headers } },
      (answer) => {
        let tail = "";
        const waiting = new Set<(here: string) => void>();
        const stream: Open = {
          answer,
          text: "",
          until: (text) =>
            new Promise((found) => {
              const look = (here: string): void => {
                if (!(typeof text === "string" ? here.includes(text) : text.test(here))) return;
                waiting.delete(look);
                found();
              };
              waiting.add(look);
              look(stream.text);
            }),
          ended: new Promise((done) => answer.once("close", () => done(answer.complete))),
          destroy: () => sent.destroy(),
        };
        answer.on("error", () => undefined);
        answer.setEncoding("utf8").on("data", (chunk) => {
          stream.text += chunk;
          // Only where something may have been completed.
          const here = tail + chunk;
          tail = here.slice(-500);
          for (const look of [...waiting]) look(here);
        });
        resolve(stream);
      },
    );
    sent.on("error", reject).end();
  });
const key = async (tenant: string | null = null, ...scopes: "read"[]): Promise<Record<string, string>> => ({
  "x-api-key": await t.key(tenant, ...(scopes.length > 0 ? scopes : (["read"] as const))),
});
/** Everything that happened since an id, as the platform. */
async function since(id: string): Promise<Answer> {
  const stream = await open(await key(), { "last-event-id": id }, "?follow=false");
  await stream.ended;
  const { statusCode = 0, headers } = stream.answer;
  const [, data = "null"] = /event: change\n.*\ndata: (.*)\n/.exec(stream.text) ?? [];
  return { status: statusCode, headers: { ...headers } as Answer["headers"], body: JSON.parse(data) };
}
const lastId = ({ text }: Open): string => [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] as string;

describeStatuses(eventsContracts, {
  events: {
    success: async () => {
      const start = await open(await key(), {}, "?follow=false");
      await start.ended;
      await t.stratum.setConfig(forest.acme.id, "k", { value: 1 });
      return since(lastId(start));
    },
  },
});

test("one credential has a hundred streams, and no more until one is closed", async () => {
  const headers = await key();
  const streams = await Promise.all(Array.from({ length: 100 }, () => open(headers)));
  const { status, body } = await t.call("events", {}, headers);
  expect([status, body.code, body.details]).toEqual([429, "RATE_LIMITED", { limit: 100 }]);
  for (const stream of streams) stream.destroy();
  const again = async () => {
    const one = await open(headers);
    one.destroy();
    return one.answer.statusCode;
  };
  await expect.poll(again).toBe(200);
});

test("a stream is never kept, gathered up or compressed, and says when to come back", async () => {
  const stream = await open(await key(), { "accept-encoding": "gzip, br" });
  await stream.until("event: ready");
  expect(stream.answer.headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  });
  expect(stream.answer.headers).not.toHaveProperty("content-encoding");
  expect(stream.text).toMatch(/^retry: 1000\n\nevent: ready\nid: \S+\ndata: \{\}\n\n$/);
  stream.destroy();
});

test("what nothing happens on still tells that it is alive, with an id to go on from", async () => {
  const stream = await open(await key());
  await stream.until(/: still here\nid: \S+\n\n/);
  const resumed = await open(await key(), { "last-event-id": lastId(stream) });
  await resumed.until("event: ready");
  for (const one of [stream, resumed]) one.destroy();
});

test("an id that was altered, or is of another listing, is refused by name", async () => {
  const stream = await open(await key());
  await stream.until("event: ready");
  const id = lastId(stream);
  stream.destroy();
  const [cursor, mac] = id.split(".") as [string, string];
  const platform = await key();
  for (const bad of [`${cursor}.${mac.slice(0, -2)}AA`, cursor, "x", `${id}.x`]) {
    const { status, body } = await t.call("events", {}, { ...platform, "last-event-id": bad });
    expect([status, body.errors?.[0]?.path]).toEqual([400, "headers.last-event-id"]);
  }
});

test("HEAD and POST are not offered", async () => {
  for (const method of ["HEAD", "POST"] as const)
    expect((await t.app.inject({ method, url: "/api/v1/events" })).statusCode).toBe(405);
});

describe("a stream ends within a second when", () => {
  const all = { scopes: ["admin"] as ("admin" | "read")[] };
  const soon = async (stream: Open, because: () => Promise<unknown>) => {
    await stream.until("event: ready");
    const at = performance.now();
    await because();
    const [start] = [performance.now()];
    await stream.ended;
    // Two cores carry more than this test; what is awaited is an answer, not a figure.
    expect(performance.now() - start).toBeLessThan(4_000);
    return at;
  };

  test("its key is revoked, or rotated without overlap", async () => {
    for (const finish of ["revokeApiKey", "rotateApiKey"] as const) {
      const made = await t.stratum.createApiKey(forest.acme.id, { name: "x", ...all });
      const stream = await open({ "x-api-key": made.plaintext_key });
      await soon(stream, () =>
        finish === "revokeApiKey"
          ? t.stratum.revokeApiKey(made.id)
          : t.stratum.rotateApiKey(made.id, { overlap_seconds: 0 }),
      );
    }
  });

  test("its tenant is suspended, and the stream of another goes on", async () => {
    const { id } = await t.stratum.createTenant({ name: "S", slug: "to_sleep", parent_id: forest.acme.id });
    const [stream, other] = [await open(await key(id)), await open(await key(forest.acme.id))];
    await soon(stream, () => t.stratum.suspendTenant(id));
    await other.until("tenants.suspended");
    other.destroy();
  });

  test("its token expires, or the key behind the token goes", async () => {
    const made = await t.stratum.createApiKey(forest.acme.id, { name: "x", ...all });
    const api = t.stratum.as(await t.stratum.authenticate(made.plaintext_key));
    const token = async (ttl_seconds: number) => ({
      authorization: `Bearer ${(await api.createUiToken({ scopes: ["read"], ttl_seconds })).token}`,
    });
    const [short, long] = [await open(await token(60)), await open(await token(300))];
    await soon(long, () => t.stratum.revokeApiKey(made.id));
    expect(await short.ended).toBe(true);
  });
});

test("a reader that takes nothing holds no memory, and hears all of it later; others do not wait for it", async () => {
  const EVENTS = 6_000;
  const headers = await key();
  const slow = await open(headers);
  await slow.until("event: ready");
  slow.answer.pause();
  const quick = await open(headers);
  await quick.until("event: ready");
  const before = process.memoryUsage().heapUsed;
  await t.owner.query(
    `insert into stratum.events (id, type, resource_type, resource_id, occurred_at, digest)
     select gen_random_uuid(), 'invoice.paid', 'burst', repeat('x', 1000) || n, now(), '' from generate_series(1, $1) n`,
    [EVENTS],
  );
  const last = `x${EVENTS}"`;
  await quick.until(last);
  // Six megabytes were told; a thousand messages at most wait for one reader, and they are shared.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
  slow.answer.resume();
  await slow.until(last);
  const told = [...slow.text.matchAll(/x(\d+)"/g)].map((match) => Number(match[1]));
  expect(told).toEqual(Array.from({ length: EVENTS }, (_, i) => i + 1));
  for (const one of [slow, quick]) one.destroy();
});

test("a thousand streams hear of a change from one reading of the outbox", { timeout: 60_000 }, async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, () => key(forest.other.id)));
  const streams: Open[] = [];
  /** A machine that has more to do than it can answers 503, and means: again in a moment. */
  async function surely(headers: Record<string, string>): Promise<void> {
    let stream = await open(headers);
    while (stream.answer.statusCode === 503) stream = await open(headers);
    await stream.until("event: ready");
    streams.push(stream);
  }
  for (const headers of keys) await Promise.all(Array.from({ length: 50 }, () => surely(headers)));
  expect(streams).toHaveLength(1_000);
  await t.stratum.setConfig(forest.other.id, "heard.by.all", { value: 1 });
  await Promise.all(streams.map((stream) => stream.until("heard.by.all")));
  for (const stream of streams) stream.destroy();
});

test("at its end the server ends its streams, also that of a reader who takes nothing", async () => {
  const other = await testApp();
  const url = await other.app.listen({ host: "127.0.0.1", port: 0 });
  const headers = { "x-api-key": await other.key(null, "read") };
  const stalled = await fetch(`${url}/api/v1/events`, { headers });
  const streams = await Promise.all(
    Array.from({ length: 3 }, () => fetch(`${url}/api/v1/events`, { headers })),
  );
  await other.owner.query(
    `insert into stratum.events (id, type, resource_type, resource_id, occurred_at, digest)
     select gen_random_uuid(), 'invoice.paid', 'burst', repeat('x', 10000), now(), '' from generate_series(1, 500)`,
  );
  const texts = streams.map((answer) => answer.text());
  await other.app.close();
  for (const text of await Promise.all(texts)) expect(text).toContain("event: ready");
  await stalled.body?.cancel().catch(() => undefined);
});
