/** The SDK's cache, fed by the stream: of a server in this process, whose engine is not the one that writes. */
import { Stratum } from "@stratum-hq/lib";
import { createClient, type StratumClient } from "@stratum-hq/sdk";
import { newTenant } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, testApp } from "../test-app.ts";

let t: TestApp;
let base_url: string;
/** Another engine on the same database, as in another process: it tells this one nothing but by the database. */
let elsewhere: Stratum;
const clients: StratumClient[] = [];
beforeAll(async () => {
  t = await testApp({}, undefined, { cache: {} });
  base_url = await t.app.listen({ host: "127.0.0.1", port: 0 });
  elsewhere = new Stratum({ pool: (await testDatabase()).app_pool });
  await elsewhere.initialize();
});
afterAll(async () => {
  for (const client of clients) client.close();
  await t.app.close();
  await Promise.all([t.stratum.close(), elsewhere.close()]);
});

/** Ids of so many tenants, one below the other, the root first. */
async function chain(levels: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < levels)
    ids.push((await t.stratum.createTenant(newTenant({ parent_id: ids.at(-1) ?? null }))).id);
  return ids;
}
/** A client of a key, and how often it asked for a tenant. */
async function clientOf(tenant_id: string | null) {
  const asked: string[] = [];
  const counting: typeof fetch = (input, init) => {
    if (String(input).endsWith("/context")) asked.push(String(input));
    return fetch(input, init);
  };
  const client = createClient({ base_url, apiKey: await t.key(tenant_id, "read"), fetch: counting });
  clients.push(client);
  return { client, asked };
}
/** Asks until an answer is kept: the stream has been opened, and changes have settled. */
async function untilKept({ client, asked }: Awaited<ReturnType<typeof clientOf>>, id: string) {
  const isKept = async () => {
    await client.resolveTenant(id);
    const before = asked.length;
    await client.resolveTenant(id);
    return asked.length === before;
  };
  await expect.poll(isKept, { timeout: 10_000, interval: 200 }).toBe(true);
}

test("a change above a tenant is seen in a kept answer, wherever it was made; what lies beside stays kept", async () => {
  const [root, mid, leaf] = (await chain(3)) as [string, string, string];
  const [other] = (await chain(1)) as [string];
  const platform = await clientOf(null);
  const inside = await clientOf(mid);
  await untilKept(platform, leaf);
  await untilKept(platform, other);
  await untilKept(inside, leaf);
  const asked = platform.asked.length;
  for (const [value, where] of [
    [1, leaf],
    [2, mid],
    [3, root],
  ] as const) {
    await elsewhere.setConfig(where, `set.${value}`, { value });
    // The key of `mid` does not see the root, but what it inherits from there.
    for (const { client } of [platform, inside]) {
      const seen = async () => (await client.resolveTenant(leaf)).config[`set.${value}`]?.value;
      await expect.poll(seen, { timeout: 5_000, interval: 20 }).toBe(value);
    }
  }
  expect(platform.asked.length).toBeGreaterThan(asked);
  expect(platform.asked.slice(asked).filter((url) => url.includes(other))).toEqual([]);
  await platform.client.resolveTenant(other);
  expect(platform.asked.slice(asked).filter((url) => url.includes(other))).toEqual([]);
});

test("a change of another process is in a kept answer within a second; of nine the median", async () => {
  const [root, leaf] = (await chain(2)) as [string, string];
  const one = await clientOf(null);
  await untilKept(one, leaf);
  const waits: number[] = [];
  for (let value = 1; value <= 9; value++) {
    await elsewhere.setConfig(root, "timed", { value });
    const start = performance.now();
    const seen = async () => (await one.client.resolveTenant(leaf)).config.timed?.value;
    await expect.poll(seen, { timeout: 10_000, interval: 5 }).toBe(value);
    waits.push(performance.now() - start);
    // Kept again: so it is the stream that brings the next one, not a question that would have been asked anyway.
    await untilKept(one, leaf);
  }
  const median = waits.sort((a, b) => a - b)[4] as number;
  console.info(
    `a change elsewhere is in an answer of the SDK's cache after ${Math.round(median)} ms (median)`,
  );
  expect(median).toBeLessThan(1_000);
});

test("without its stream a cache is not believed: it asks each time, and is kept again when it is back", async () => {
  const [id] = (await chain(1)) as [string];
  const one = await clientOf(null);
  await untilKept(one, id);
  one.client.close();
  const before = one.asked.length;
  await one.client.resolveTenant(id);
  expect(one.asked.length).toBe(before + 1);
  await untilKept(one, id);
});
